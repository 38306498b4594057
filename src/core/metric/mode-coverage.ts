import { count, type Batch } from '../batch';

export interface ModeCoverageOptions {
  /** A point this near its nearest mode belongs to it, in data units. Default: half the least gap between modes. */
  readonly radius?: number;
  /** A mode is covered from this share of its fair part of the points on (the fair part is n / number of modes). */
  readonly share?: number;
}

export interface ModeCoverage {
  /** Modes with enough points. */
  readonly covered: number;
  /** Points that belong to each mode. */
  readonly counts: Int32Array;
  /** Points that belong to none. */
  readonly outside: number;
}

/**
 * How many modes a sample reaches. Every point is counted once, at its nearest mode, or as outside.
 * Throws `RangeError` where the dimensions differ.
 */
export function modeCoverage(x: Batch, modes: Batch, options: ModeCoverageOptions = {}): ModeCoverage {
  const { radius = halfGap(modes), share = 0.1 } = options;
  const { dim } = modes;
  if (x.dim !== dim) {
    throw new RangeError(`mode coverage of points in ${x.dim} and ${dim} dimensions (expected the same)`);
  }
  const counts = new Int32Array(count(modes));
  let outside = 0;
  for (let i = 0; i < x.data.length; i += dim) {
    let nearest = 0;
    let least = Infinity;
    for (let k = 0; k < counts.length; k++) {
      let squared = 0;
      for (let d = 0; d < dim; d++) squared += (x.data[i + d] - modes.data[k * dim + d]) ** 2;
      if (squared < least) {
        least = squared;
        nearest = k;
      }
    }
    if (least <= radius * radius) counts[nearest]++;
    else outside++;
  }
  const enough = Math.max(1, (share * count(x)) / counts.length);
  return { covered: counts.reduce((sum, n) => sum + (n >= enough ? 1 : 0), 0), counts, outside };
}

function halfGap({ data, dim }: Batch): number {
  let least = Infinity;
  for (let i = 0; i < data.length; i += dim) {
    for (let j = 0; j < i; j += dim) {
      let squared = 0;
      for (let d = 0; d < dim; d++) squared += (data[i + d] - data[j + d]) ** 2;
      least = Math.min(least, squared);
    }
  }
  return Math.sqrt(least) / 2;
}
