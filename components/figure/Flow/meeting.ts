/** One place in the exact flow: the pairs that meet there, and the path through it. */
import { batch, zeros } from '../../../src/core/batch';
import { exactFlow } from './exact';
import type { FlowChoice, FlowSettings } from './state';

/** One of the pairs that meet at a place: its share, where it would have been at the times shown, and its velocity there. */
export interface Line {
  readonly weight: number;
  /** x and y by turns, from t = 1 to t = 0. */
  readonly points: Float64Array;
  readonly velocity: readonly [number, number];
}

export interface Met {
  readonly lines: readonly Line[];
  /** How many pairs hold 90 % of the posterior, the likeliest first. */
  readonly most: number;
  /** u, the mean of the pairs' velocities, and how far they are from it, root mean square. */
  readonly mean: readonly [number, number];
  readonly spread: number;
  readonly density: number;
}

const mostLines = 60;
/** Intervals of a line that is drawn. */
const intervals = 24;

/** The pairs that meet at the place pointed at: the derivation of the marginal velocity, in numbers. */
export function meetingAt(s: Pick<FlowSettings, 'x' | 'y' | 't'> & FlowChoice): Met {
  const { flow } = exactFlow(s);
  const { path } = flow;
  const here = batch([s.x, s.y], 2);
  const { weights, x0, x1, z, velocity } = flow.meeting(here, 0, s.t);
  const lines = Array.from({ length: Math.min(mostLines, weights.length) }, (_, i): Line => {
    const points = new Float64Array(2 * (intervals + 1));
    for (let k = 0; k <= intervals; k++) {
      const at = path.at(1 - k / intervals);
      const gamma = Math.sqrt(at.variance);
      for (const d of [0, 1]) {
        const j = 2 * i + d;
        points[2 * k + d] = at.alpha * x0.data[j] + at.beta * x1.data[j] + gamma * z.data[j];
      }
    }
    return { weight: weights[i], points, velocity: [velocity.data[2 * i], velocity.data[2 * i + 1]] };
  });
  const [u, v] = flow.velocity(here, s.t, zeros(1, 2)).data;
  return {
    lines,
    most: countOfMost(weights),
    mean: [u, v],
    spread: Math.sqrt(flow.variance(here, s.t)[0]),
    density: Math.exp(flow.logDensity(here, s.t)[0]),
  };
}

function countOfMost(weights: Float64Array): number {
  let sum = 0;
  const at = weights.findIndex((weight) => (sum += weight) >= 0.9);
  return at < 0 ? weights.length : at + 1;
}

/** Where the flow goes that passes a place. */
export interface Passing {
  readonly key: string;
  /** x and y by turns, from t = 1 to t = 0. */
  readonly path: Float64Array;
}

export function passingKey(s: FlowSettings): string {
  return [s.x, s.y, s.t, exactFlow(s).key].join(' ');
}

/** By Heun's method from the place both ways: of many pairs this takes longer than a picture may, so it comes in pieces. */
export function* passing(s: FlowSettings): Generator<void, Passing> {
  const { flow } = exactFlow(s);
  const { x, y, t } = s;
  const way = function* (end: number): Generator<void, number[]> {
    const out: number[] = [];
    const steps = Math.max(2, Math.round(40 * Math.abs(end - t)));
    const h = (end - t) / steps;
    let here = batch([x, y], 2);
    for (let i = 0; i < steps; i++) {
      const a = flow.velocity(here, t + i * h, zeros(1, 2)).data;
      const ahead = batch([here.data[0] + h * a[0], here.data[1] + h * a[1]], 2);
      const b = flow.velocity(ahead, t + (i + 1) * h, zeros(1, 2)).data;
      here = batch(
        [0, 1].map((d) => here.data[d] + (h / 2) * (a[d] + b[d])),
        2,
      );
      out.push(here.data[0], here.data[1]);
      if (i % 4 === 3) yield;
    }
    return out;
  };
  const back = yield* way(flow.until);
  const pairs = Array.from({ length: back.length / 2 }, (_, i) => back.slice(2 * i, 2 * i + 2)).reverse();
  const path = Float64Array.from([...pairs.flat(), x, y, ...(yield* way(flow.from))]);
  return { key: passingKey(s), path };
}
