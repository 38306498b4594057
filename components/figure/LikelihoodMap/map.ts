/** The map of the log-density by the ODE: coarse first, then fine, then held-out points and what the solvers err. */
import { batch, type Batch } from '../../../src/core/batch';
import { bitsPerDimension } from '../../../src/core/likelihood';
import { fixedSteps } from '../../../src/core/process/ode';
import { random } from '../../../src/core/random';
import { gridOver, gridPoints } from '../../../src/picture/index';
import type { Pace } from '../kit/pace';
import { exactTarget } from '../kit/exact-targets';
import { courseOf, mapSize, square, targetOf, type LikelihoodSettings } from './settings';
import { exactLogDensity, logDensities, type Solve } from './solve';

export type Method = keyof typeof fixedSteps;
export const methods = Object.keys(fixedSteps) as readonly Method[];
/** Steps at which each solver's error is measured. */
export const rungs = [4, 8, 16, 32, 64, 128] as const;
const orderPoints = 100;
const heldOut = { count: 500, seed: 20_202 } as const;
/** Points followed together: as many as fit a slice. */
const together = { exact: 64, learned: 96 } as const;

/** Parts that are followed between two pictures. */
const partsUnseen = 5;

/** The error of one solver with so many steps: the mean of |ln p by the ODE - ln p| over held-out points, in nats. */
export interface OrderPoint {
  readonly method: Method;
  readonly steps: number;
  readonly error: number;
}

export interface MapState {
  readonly size: number;
  /** ln p by the ODE at the grid's points, y upwards, x fastest; before the fine map is there, that of the nearest coarse point. */
  readonly values: Float64Array;
  /** The part of the map that is computed. */
  readonly done: number;
  /** ln p by the ODE of the held-out points; null until it is known. */
  readonly heldOut: Float64Array | null;
  /** Evaluations of the field for the last points that were followed. */
  readonly evaluations: number;
  readonly orders: readonly OrderPoint[];
}

export interface MapRun {
  readonly settings: LikelihoodSettings;
  readonly solve: Solve;
  readonly pace: Pace;
  readonly report: (state: MapState) => void;
  /** False when nobody wants the rest. */
  readonly wanted: () => boolean;
  /** The errors of the solvers where they are known already. */
  readonly orders?: readonly OrderPoint[] | undefined;
}

/** Computes a map, reporting as it goes; resolves when all is known or nobody wants it any more. */
export async function runMap({ settings: s, solve, pace, report, wanted, orders: known }: MapRun): Promise<void> {
  const size = mapSize(s);
  const points = mapPoints(size);
  const values = new Float64Array(size * size).fill(NaN);
  let state: MapState = { size, values, done: 0, heldOut: null, evaluations: 0, orders: known ?? [] };
  const show = (change: Partial<MapState>): void => {
    state = { ...state, ...change };
    report(state);
  };
  /** ln p of the points of `from` with these numbers; null when nobody wants it any more. */
  const follow = async (from: Batch, rows: readonly number[]): Promise<Float64Array | null> => {
    const data = Float64Array.from(rows.flatMap((row) => [from.data[2 * row], from.data[2 * row + 1]]));
    const result = await solve({ ...courseOf(s), points: data, path: false });
    await pace.rest();
    if (!wanted()) return null;
    state = { ...state, evaluations: result.evaluations };
    return logDensities(s, result);
  };

  const { coarse, rest } = passes(size);
  let computed = 0;
  let unseen = 0;
  for (const [pass, numbers] of [coarse, rest].entries()) {
    for (const part of parts(numbers, together[s.model])) {
      const logs = await follow(points, part);
      if (!logs) return;
      part.forEach((row, i) => {
        values[row] = logs[i];
        if (pass === 0) spread(values, row, size);
      });
      computed += part.length;
      // A map is first shown whole, if coarse, and then now and then: drawing it costs as much as some of its parts.
      if (computed === coarse.length || computed === size * size || (pass === 1 && ++unseen >= partsUnseen)) {
        unseen = 0;
        show({ values: values.slice(), done: computed / (size * size) });
      }
    }
  }
  const held = heldOutPoints(s);
  const logs = new Float64Array(heldOut.count);
  for (const part of parts(Array.from(logs.keys()), together[s.model])) {
    const found = await follow(held, part);
    if (!found) return;
    part.forEach((row, i) => {
      logs[row] = found[i];
    });
  }
  show({ heldOut: logs });
  if (s.model === 'exact' && !known) await measureOrders(s, solve, wanted, (orders) => show({ orders }));
}

/** How each solver's error falls with its steps, with the exact p at the last time: the error is the solver's alone. */
async function measureOrders(
  settings: LikelihoodSettings,
  solve: Solve,
  wanted: () => boolean,
  show: (orders: readonly OrderPoint[]) => void,
): Promise<void> {
  const s = { ...settings, prior: 'exact', divergence: 'exact' } as const;
  const points = batch(
    heldOutPoints(s).data.filter((_, i) => i % (2 * (heldOut.count / orderPoints)) < 2),
    2,
  );
  const exact = exactLogDensity(s, points);
  const found: OrderPoint[] = [];
  for (const steps of rungs) {
    for (const method of methods) {
      const result = await solve({ ...courseOf(s), solver: { method, steps }, points: points.data, path: false });
      if (!wanted()) return;
      found.push({ method, steps, error: meanOf(logDensities(s, result).map((log, i) => Math.abs(log - exact[i]))) });
    }
  }
  show(found);
}

/** Changes with whatever the errors of the solvers depend on. */
export function ordersKey(s: LikelihoodSettings): string {
  return JSON.stringify([s.model, targetOf(s), s.schedule]);
}

/** The measured order: minus the slope of ln error over ln steps, by least squares over the last three rungs above rounding. */
export function orderOf(points: readonly OrderPoint[]): number | null {
  const last = points
    .filter(({ error }) => error > 1e-11)
    .slice(-3)
    .map(({ steps, error }) => [Math.log(steps), Math.log(error)] as const);
  if (last.length < 3) return null;
  const [x, y] = [meanOf(last.map(([a]) => a)), meanOf(last.map(([, b]) => b))];
  return -meanOf(last.map(([a, b]) => (a - x) * (b - y))) / meanOf(last.map(([a]) => (a - x) ** 2));
}

export function mapPoints(size: number): Batch {
  return gridPoints(gridOver(square, size));
}

/** Points that no run trains on, every mode's share exact. */
export function heldOutPoints(s: LikelihoodSettings): Batch {
  return exactTarget(targetOf(s)).mixture.stratified(heldOut.count, random(heldOut.seed));
}

/** The middle points of blocks of three by three, and all the others, in the order in which they are computed. */
function passes(size: number): { readonly coarse: readonly number[]; readonly rest: readonly number[] } {
  const all = Array.from({ length: size * size }, (_, k) => k);
  const middle = (k: number) => Math.floor(k / size) % 3 === 1 && (k % size) % 3 === 1;
  return { coarse: all.filter(middle), rest: all.filter((k) => !middle(k)) };
}

function parts(numbers: readonly number[], length: number): readonly (readonly number[])[] {
  return Array.from({ length: Math.ceil(numbers.length / length) }, (_, i) =>
    numbers.slice(i * length, (i + 1) * length),
  );
}

/** A coarse point stands for its block until the others are there. */
function spread(values: Float64Array, middle: number, size: number): void {
  for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) values[middle + dy * size + dx] = values[middle];
}

/** How far the map is from the truth, in nats. */
export interface MapErrors {
  readonly errors: Float64Array;
  /** Every place of the square alike. */
  readonly mean: number;
  readonly most: number;
  /** Over held-out points: where the data is; null until they are known. */
  readonly heldOut: number | null;
  /** Mean of -ln p over the held-out points, true and by the ODE, in nats. */
  readonly nll: { readonly exact: number; readonly ode: number | null };
}

export function errorsOf(
  s: LikelihoodSettings,
  { size, values, heldOut: held }: Pick<MapState, 'size' | 'values' | 'heldOut'>,
): MapErrors {
  const exact = exactLogDensity(s, mapPoints(size));
  const errors = values.map((value, i) => Math.abs(value - exact[i]));
  const truth = exactLogDensity(s, heldOutPoints(s));
  return {
    errors,
    mean: meanOf(errors),
    most: errors.reduce((most, e) => (e > most || Number.isNaN(e) ? e : most), 0),
    heldOut: held && meanOf(held.map((log, i) => Math.abs(log - truth[i]))),
    nll: { exact: -meanOf(truth), ode: held && -meanOf(held) },
  };
}

/** Nats of a density in the plane, as bits per dimension. */
export function bits(nats: number): number {
  return bitsPerDimension(-nats, 2);
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}
