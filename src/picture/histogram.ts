import type { Domain, Frame } from './frame';
import { px } from './round';

export interface Histogram {
  /** Bin edges, bins + 1 of them. */
  readonly edges: Float64Array;
  /** Values in each bin. */
  readonly counts: Float64Array;
  /** Counts over (all values × bin width): integrates to the share of values inside the domain. */
  readonly density: Float64Array;
  /** Values outside the domain (or not finite): not drawn, so that a caption can say how many. */
  readonly outside: number;
}

/** Counts values in equal bins over `domain`; a value at the upper edge falls in the last bin. */
export function histogram(
  values: ArrayLike<number>,
  { domain, bins = 40 }: { domain: Domain; bins?: number },
): Histogram {
  const [low, high] = domain;
  if (!(high > low) || !Number.isInteger(bins) || bins < 1) {
    throw new RangeError(`histogram of ${bins} bins over [${low}, ${high}] (expected a rising domain and whole bins)`);
  }
  const width = (high - low) / bins;
  const counts = new Float64Array(bins);
  let outside = 0;
  for (let i = 0; i < values.length; i += 1) {
    const v = values[i];
    if (v >= low && v <= high) counts[Math.min(bins - 1, Math.floor((v - low) / width))] += 1;
    else outside += 1;
  }
  const scale = values.length > 0 ? 1 / (values.length * width) : 0;
  return {
    edges: Float64Array.from({ length: bins + 1 }, (_, i) => low + i * width),
    counts,
    density: counts.map((c) => c * scale),
    outside,
  };
}

/** The bars of a histogram as one path; `heights` defaults to its density. */
export function bars(frame: Frame, { edges, density }: Histogram, heights: ArrayLike<number> = density): string {
  const base = frame.y(frame.yDomain[0]);
  let d = '';
  for (let i = 0; i < heights.length; i += 1) {
    const top = frame.y(heights[i]);
    if (!Number.isFinite(top) || Math.abs(base - top) < 0.005) continue;
    d += `M${px(frame.x(edges[i]))},${px(base)}V${px(top)}H${px(frame.x(edges[i + 1]))}V${px(base)}Z`;
  }
  return d;
}
