import { batch, count, type Batch } from '../batch';
import type { Mixture } from '../data/mixture';
import { energyDistanceTo } from '../metric/energy-distance';
import type { Random } from '../random';
import type { Measurement } from './method';
import { isLinear, type Differentiable } from './operator';
import { gridPosterior, linearPosterior } from './posterior';
import { planeOperator, type PlaneSpec } from './spec';

/** The truth about a point in the plane after a measurement, in closed form where it is linear and on a grid where it is not. */
export interface PlaneTruth {
  readonly measurement: Measurement<Differentiable>;
  sample(n: number, random: Random): Batch;
  stratified(n: number, random: Random): Batch;
  /** Its density at every row of points. */
  density(x: Batch): Float64Array;
}

/** Half a side of the square, and cells along it, of what has no closed form. */
const grid = { extent: 3.2, n: 200 } as const;

/** Throws `RangeError` where y has not as many numbers as the measurement gives, or the noise is not above 0. */
export function planeTruth(prior: Mixture, spec: PlaneSpec, y: readonly number[], noise: number): PlaneTruth {
  const operator = planeOperator(spec);
  const measurement = { operator, y: batch(y, operator.rows), noise };
  if (isLinear(operator)) {
    const exact = linearPosterior(prior, operator, y, noise);
    return {
      measurement,
      sample: (n, random) => exact.sample(n, random),
      stratified: (n, random) => exact.stratified(n, random),
      density: (x) => exact.logDensity(x, 1, 0).map(Math.exp),
    };
  }
  const exact = gridPosterior(prior, operator, y, noise, grid);
  return {
    measurement,
    sample: (n, random) => exact.sample(n, random),
    stratified: (n, random) => exact.stratified(n, random),
    density(x) {
      const at = (value: number) => Math.floor(((value / exact.extent + 1) / 2) * exact.n);
      return Float64Array.from({ length: count(x) }, (_, row) => {
        const [i, j] = [at(x.data[2 * row]), at(x.data[2 * row + 1])];
        return i >= 0 && j >= 0 && i < exact.n && j < exact.n ? exact.values[j * exact.n + i] : 0;
      });
    },
  };
}

/** How samples stand to the truth. */
export interface Judged {
  /** Energy distance (V) to points of the truth. */
  readonly distance: number;
  /** Root mean square distance from their own mean, over that of the truth: below 1 too narrow, above 1 too wide. */
  readonly spread: number;
  /** Root mean square of y - H(x) for each number of y, in units of the measurement noise. */
  readonly residual: number;
}

/** Judges samples by `points` of the truth, whose own part of the distance is computed once. */
export function judgeBy(points: Batch, measurement: Measurement): (samples: Batch) => Judged {
  const distance = energyDistanceTo(points);
  const wide = spreadOf(points);
  return (samples) => ({
    distance: distance(samples),
    spread: spreadOf(samples) / wide,
    residual: residualOf(samples, measurement),
  });
}

/** Root mean square distance of rows from their mean. */
export function spreadOf({ data, dim }: Batch): number {
  const n = data.length / dim;
  let squares = 0;
  for (let d = 0; d < dim; d++) {
    let sum = 0;
    for (let i = d; i < data.length; i += dim) sum += data[i];
    for (let i = d; i < data.length; i += dim) squares += (data[i] - sum / n) ** 2;
  }
  return Math.sqrt(squares / n);
}

/** Root mean square of y - H(x), in units of the noise. y is one row. */
export function residualOf(samples: Batch, { operator, y, noise }: Measurement): number {
  const { data, dim } = operator.apply(samples);
  let squares = 0;
  for (let i = 0; i < data.length; i++) squares += (y.data[i % dim] - data[i]) ** 2;
  return Math.sqrt(squares / data.length) / noise;
}
