import type { Batch } from '../batch';
import type { Denoiser } from '../denoiser';

/** Means over blocks of `block` x `block` pixels, put back into every pixel of theirs: the orthogonal projection on pictures that are constant on blocks. Throws `RangeError` where blocks do not fit. */
export function blockMeans(x: ArrayLike<number>, side: number, block: number): Float64Array {
  if (!Number.isInteger(block) || block < 1 || side % block !== 0)
    throw new RangeError(`blocks of ${block} pixels in a side of ${side} (expected a divisor)`);
  if (x.length % (side * side) !== 0)
    throw new RangeError(`${x.length} pixels (expected a multiple of ${side * side}, ${side} a side)`);
  const few = side / block;
  const out = new Float64Array(x.length);
  const sums = new Float64Array(few * few);
  for (let first = 0; first < x.length; first += side * side) {
    sums.fill(0);
    const of = (i: number) => Math.floor(Math.floor(i / side) / block) * few + Math.floor((i % side) / block);
    for (let i = 0; i < side * side; i++) sums[of(i)] += x[first + i] / block ** 2;
    for (let i = 0; i < side * side; i++) out[first + i] = sums[of(i)];
  }
  return out;
}

export interface PullOptions {
  /** Rows of pictures whose coarse layout is to be kept. */
  readonly source: Batch;
  readonly side: number;
  readonly block: number;
  /** From 0, nothing, to 1, the source's block means and no others. */
  readonly weight: number;
  /** Times before this are left to the model alone, so that it may tidy up (default 0: none is). */
  readonly until?: number;
}

/**
 * Each guess a step down the energy ||P (x_0 - y)||^2 / 2, P being block means and y the source: x_0 - weight P (x_0 - y). It is the faithful part of EGSDE's energy (Zhao et
 * al. 2022, section 3.3), at the guess in place of the noised picture; at weight 1 the guess's low frequencies are replaced, as ILVR does, and
 * like there not in the last steps (Choi et al. 2021, section 3.2).
 */
export function pulledTo(denoiser: Denoiser, { source, side, block, weight, until = 0 }: PullOptions): Denoiser {
  if (!(weight >= 0 && weight <= 1)) throw new RangeError(`pull by ${weight} (expected 0 to 1)`);
  return {
    denoise(x, t, out) {
      denoiser.denoise(x, t, out);
      if (t < until) return out;
      const apart = out.data.map((v, i) => v - source.data[i % source.data.length]);
      const coarse = blockMeans(apart, side, block);
      for (let i = 0; i < out.data.length; i++) out.data[i] -= weight * coarse[i];
      return out;
    },
  };
}
