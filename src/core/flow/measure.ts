import { batch, count, zeros, type Batch } from '../batch';
import { costOf, costs } from '../coupling';
import { heldOutPoints } from '../data/held-out';
import { energyDistanceTo } from '../metric/index';
import { random } from '../random';
import type { FlowMade } from './spec';
import { straightness } from './straightness';

/** What a coupling does to the flow that is learned on it. */
export interface FlowMeasured {
  /** Mean |x_0 - x_1|^2 over its pairs, of the points alone: the cost of transport. In squared data units. */
  readonly cost: number;
  /**
   * The least mean squared error that any network of the velocity can have, E |dx_t/dt - u(x_t, t)|^2, t uniform: the variance of the target given
   * (x_t, t), summed over dimensions.
   */
  readonly floor: number;
  /** S over the mean squared distance of the ends (`straightness.ts`): 0 for straight paths. */
  readonly bend: number;
  /** Energy distance to 1,000 points of the data after so many of Euler's steps of the exact flow, in the order of `flowSteps`. */
  readonly energy: readonly number[];
}

/** Euler's steps after which a flow is measured. */
export const flowSteps = [1, 2, 4, 8] as const;

/** Times and points of the mean over p_t, paths and their steps of Heun's method, samples. */
const [times, points, paths, pathSteps, samples] = [[0.1, 0.3, 0.5, 0.7, 0.9], 60, 40, 20, 400] as const;

/** Rows that take some milliseconds: a row's cost is the number of pairs. */
const rowsOf = (pairs: number): number => Math.max(1, Math.min(64, Math.floor(4e5 / pairs)));

/** Measures a flow, exactly but for the seeded points it is measured on: a few rows a piece, for whoever runs it in slices. */
export function* measureFlow({ data, source, coupling, flow }: FlowMade, seed: number): Generator<void, FlowMeasured> {
  const draw = random(seed);
  const rows = rowsOf(flow.pairs);
  const parts = (n: number, rows: number) =>
    Array.from({ length: Math.ceil(n / rows) }, (_, i) => [i * rows, Math.min(n, (i + 1) * rows)]);
  let floor = 0;
  for (const t of times) {
    const { x } = flow.sample(points, t, draw);
    for (const [from, to] of parts(points, rows)) {
      floor += flow.variance(part(x, from, to), t).reduce((sum, v) => sum + v, 0) / (points * times.length);
      yield;
    }
  }
  const starts = source.sample(paths, draw);
  let [spent, apart] = [0, 0];
  for (const [from, to] of parts(paths, Math.max(1, Math.floor(rows / pathSteps)))) {
    const { energy, chord } = straightness(part(starts, from, to), flow, {
      from: flow.until,
      solver: { method: 'heun', steps: pathSteps },
    });
    spent += energy.reduce((sum, v) => sum + v, 0);
    apart += chord.reduce((sum, v) => sum + v * v, 0) / (flow.until - flow.from);
    yield;
  }
  const distance = energyDistanceTo(heldOutPoints(data));
  const begin = source.sample(samples, draw);
  const energy: number[] = [];
  for (const steps of flowSteps) {
    const x = batch(begin.data.slice(), 2);
    for (let i = 0; i < steps; i++) {
      const t = Math.min(flow.until, 1 - i / steps);
      for (const [from, to] of parts(count(x), rows)) {
        const here = part(x, from, to);
        const u = flow.velocity(here, t, zeros(to - from, 2));
        for (let j = 0; j < here.data.length; j++) here.data[j] -= u.data[j] / steps;
        yield;
      }
    }
    energy.push(distance(x));
    yield;
  }
  const cost = costOf(coupling, costs(data.components.means, source.components.means));
  return { cost, floor, bend: Math.max(0, spent - apart) / apart, energy };
}

/** Rows of a batch, in its own memory. */
function part({ data, dim }: Batch, from: number, to: number): Batch {
  return { data: data.subarray(from * dim, to * dim), dim };
}
