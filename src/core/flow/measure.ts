import { copy, count, zeros, type Batch } from '../batch';
import { costOf, costs } from '../coupling';
import { heldOutPoints } from '../data/held-out';
import { energyDistanceTo } from '../metric/index';
import { random, type Random } from '../random';
import type { Interpolant } from './interpolant';
import type { FlowMade } from './spec';

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
  const floor = yield* targetVariance(flow, draw);
  const bend = yield* bendOf(flow, source.sample(paths, draw), rows);
  const distance = energyDistanceTo(heldOutPoints(data));
  const begin = source.sample(samples, draw);
  const energy: number[] = [];
  for (const steps of flowSteps) {
    const x = copy(begin);
    for (let i = 0; i < steps; i++) {
      const u = yield* velocities(flow, x, 1 - i / steps, rows);
      for (let j = 0; j < x.data.length; j++) x.data[j] -= u.data[j] / steps;
    }
    energy.push(distance(x));
    yield;
  }
  const cost = costOf(coupling, costs(data.components.means, source.components.means));
  return { cost, floor, bend, energy };
}

/** `FlowMeasured.floor`: whoever draws by `random(seed)` gets the number that `measureFlow` gives. */
export function* targetVariance(flow: Interpolant, draw: Random): Generator<void, number> {
  let floor = 0;
  for (const t of times) {
    const { x } = flow.sample(points, t, draw);
    for (const here of parts(x, rowsOf(flow.pairs))) {
      floor += flow.variance(here, t).reduce((sum, v) => sum + v, 0) / (points * times.length);
      yield;
    }
  }
  return floor;
}

/** `straightness(…).relative` by Heun's method, in pieces. */
function* bendOf(flow: Interpolant, start: Batch, rows: number): Generator<void, number> {
  const x = copy(start);
  const h = (flow.until - flow.from) / pathSteps;
  let spent = 0;
  const squares = ({ data }: Batch) => data.reduce((sum, v) => sum + v * v, 0);
  for (let i = 0; i < pathSteps; i++) {
    const t = flow.until - i * h;
    const a = yield* velocities(flow, x, t, rows);
    const ahead = { data: x.data.map((v, j) => v - h * a.data[j]), dim: x.dim };
    const b = yield* velocities(flow, ahead, t - h, rows);
    spent += (h / 2) * (squares(a) + squares(b));
    for (let j = 0; j < x.data.length; j++) x.data[j] -= (h / 2) * (a.data[j] + b.data[j]);
  }
  const apart = squares({ data: x.data.map((v, j) => v - start.data[j]), dim: x.dim }) / (flow.until - flow.from);
  return Math.max(0, spent - apart) / apart;
}

function* velocities(flow: Interpolant, x: Batch, t: number, rows: number): Generator<void, Batch> {
  const out = zeros(count(x), x.dim);
  let at = 0;
  for (const here of parts(x, rows)) {
    out.data.set(flow.velocity(here, Math.min(flow.until, t), zeros(count(here), x.dim)).data, at);
    at += here.data.length;
    yield;
  }
  return out;
}

/** So many rows of a batch after so many, in its own memory. */
function parts({ data, dim }: Batch, rows: number): readonly Batch[] {
  const n = Math.ceil(data.length / (rows * dim));
  return Array.from({ length: n }, (_, i) => ({ data: data.subarray(i * rows * dim, (i + 1) * rows * dim), dim }));
}
