import type { Batch } from '../core/batch';

/** Mean, least and greatest value per axis. */
export interface Extent {
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** What is known of data that aren't there yet. */
export function anywhere(dim: number): Extent {
  const all = (value: number) => Array.from({ length: dim }, () => value);
  return { mean: all(0), low: all(-Infinity), high: all(Infinity) };
}

/** The points as training keeps them. Throws `RangeError` when there are none, or of another dim, or not finite. */
export function checkedPool(points: Batch, dim: number): Float32Array {
  if (points.dim !== dim || points.data.length < dim) {
    throw new RangeError(
      `data of ${points.data.length / points.dim} points of dim ${points.dim} (expected at least one of dim ${dim})`,
    );
  }
  const pool = Float32Array.from(points.data);
  const wrong = pool.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0)
    throw new RangeError(`data hold ${points.data[wrong]} in row ${Math.floor(wrong / dim)} (expected finite numbers)`);
  return pool;
}

export function extentOf(pool: Float32Array, dim: number): Extent {
  const n = pool.length / dim;
  const mean = new Array<number>(dim).fill(0);
  const low = new Array<number>(dim).fill(Infinity);
  const high = new Array<number>(dim).fill(-Infinity);
  for (let i = 0; i < pool.length; i++) {
    const d = i % dim;
    mean[d] += pool[i] / n;
    low[d] = Math.min(low[d], pool[i]);
    high[d] = Math.max(high[d], pool[i]);
  }
  return { mean, low, high };
}
