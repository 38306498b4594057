import { batch, zeros, type Batch } from '../batch';
import type { Random } from '../random';
import { mixture, type Mixture } from './mixture';

/** A density in the plane that is known up to a factor, made whole on a grid of n by n cells over [-extent, extent]^2. */
export interface Gridded {
  readonly n: number;
  readonly extent: number;
  /** The density at the centres of the cells, row by row from the low y up: `values[j * n + i]`. Sums to 1 / cell area. */
  readonly values: Float64Array;
  /** ln of the integral of what was given, over the square: the factor that was missing. */
  readonly logMass: number;
  /** `n` independent points: a cell by its mass, a place in it evenly. */
  sample(n: number, random: Random): Batch;
  /** `n` points whose shares of the cells are exact to one point: a quieter yardstick than `sample`. */
  stratified(n: number, random: Random): Batch;
  /**
   * The density as a mixture, one Gaussian of half a cell's width for every cell that holds more than `least` of the fullest:
   * its noised score and density are then the sums of a quadrature. Good from a noise of about a cell's width on.
   */
  mixture(least?: number): Mixture;
}

/** Centres of the cells, in the order of `values`. */
export function cells(n: number, extent: number): Batch {
  const points = zeros(n * n, 2);
  for (let k = 0; k < n * n; k++) {
    points.data[2 * k] = extent * ((2 * (k % n) + 1) / n - 1);
    points.data[2 * k + 1] = extent * ((2 * Math.floor(k / n) + 1) / n - 1);
  }
  return points;
}

/**
 * From `logDensity` at the centres of the cells (`cells`), up to a constant. The midpoint rule: for a smooth density that fits
 * into the square the error falls faster than any power of the cell; what lies outside is lost.
 * Throws `RangeError` where there is a NaN, or no mass at all.
 */
export function gridded(logDensity: Float64Array, extent: number): Gridded {
  const n = Math.round(Math.sqrt(logDensity.length));
  if (n * n !== logDensity.length || n < 2) {
    throw new RangeError(`a grid of ${logDensity.length} values (expected a square number, at least 4)`);
  }
  const most = logDensity.reduce((found, value) => Math.max(found, value), -Infinity);
  if (!Number.isFinite(most))
    throw new RangeError(`the largest log-density on the grid is ${most} (expected a finite number)`);
  const width = (2 * extent) / n;
  const values = logDensity.map((value) => Math.exp(value - most));
  const sum = values.reduce((total, value) => total + value, 0);
  const cumulative = new Float64Array(values.length);
  let before = 0;
  for (let k = 0; k < values.length; k++) {
    before += values[k] / sum;
    cumulative[k] = before;
    values[k] /= sum * width * width;
  }
  const centres = cells(n, extent);
  const draw = (size: number, random: Random, place: (row: number) => number): Batch => {
    const out = zeros(size, 2);
    for (let row = 0; row < size; row++) {
      const k = cellAt(cumulative, place(row));
      for (let d = 0; d < 2; d++) out.data[2 * row + d] = centres.data[2 * k + d] + width * (random.uniform() - 0.5);
    }
    return out;
  };
  return {
    n,
    extent,
    values,
    logMass: most + Math.log(sum * width * width),
    sample: (size, random) => draw(size, random, () => random.uniform()),
    stratified: (size, random) => draw(size, random, (row) => (row + 0.5) / size),
    mixture(least = 1e-6) {
      const floor = least * values.reduce((found, value) => Math.max(found, value), 0);
      const kept = Array.from(values.keys()).filter((k) => values[k] > floor);
      const means = batch(
        kept.flatMap((k) => [centres.data[2 * k], centres.data[2 * k + 1]]),
        2,
      );
      return mixture({ weights: kept.map((k) => values[k]), means, scales: kept.map(() => width / 2) }, 'gridded');
    },
  };
}

/** The first cell whose cumulative mass exceeds `u`. */
function cellAt(cumulative: Float64Array, u: number): number {
  let [low, high] = [0, cumulative.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[middle] > u) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Half the integral of |p - q| over the square, for densities on the same grid: 0 for the same, 1 for nothing in common. */
export function totalVariation(p: ArrayLike<number>, q: ArrayLike<number>, extent: number): number {
  if (p.length !== q.length)
    throw new RangeError(`densities on ${p.length} and ${q.length} cells (expected the same grid)`);
  let sum = 0;
  for (let k = 0; k < p.length; k++) sum += Math.abs(p[k] - q[k]);
  return (sum * (2 * extent) ** 2) / p.length / 2;
}
