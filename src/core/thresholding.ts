import type { Batch } from './batch';
import type { Denoiser } from './denoiser';

export interface DynamicThresholdOptions {
  /** Share of a row's numbers, by size, that are left as they are: p in the paper, 0.995 there. */
  readonly quantile?: number;
  /** The threshold is at least this: rows within it are not touched. */
  readonly floor?: number;
  /** The threshold is at most this; numbers beyond are cut off. */
  readonly cap?: number;
}

/** Static thresholding: E[x_0 | x_t] cut to [-bound, bound], the range of the data (Ho et al. 2020; Saharia et al. 2022). */
export function staticThreshold(denoiser: Denoiser, { bound = 1 } = {}): Denoiser {
  return {
    denoise(x, t, out) {
      denoiser.denoise(x, t, out);
      for (let i = 0; i < out.data.length; i++) out.data[i] = Math.min(Math.max(out.data[i], -bound), bound);
      return out;
    },
  };
}

/** Dynamic thresholding of E[x_0 | x_t]: see `thresholdRows`. For data in [-1, 1]. */
export function dynamicThreshold(denoiser: Denoiser, options: DynamicThresholdOptions = {}): Denoiser {
  return {
    denoise: (x, t, out) => thresholdRows(denoiser.denoise(x, t, out), options, out),
  };
}

/**
 * Dynamic thresholding (Saharia et al. 2022, section 2.3), row by row: with s the `quantile` of the sizes |x| in the row,
 * clamp x to [-s, s], then divide by s, so that a row which runs out of [-1, 1] is drawn back in whole instead of being cut.
 * The quantile is interpolated between order statistics, at place quantile (n - 1).
 *
 * Public code reads one setting, a "max value", in two ways: Diffusers clamps s to [1, max], so it is a cap (`cap: max`);
 * DPM-Solver's own code takes the larger of s and max, so it is a floor (`floor: max`).
 */
export function thresholdRows(x: Batch, options: DynamicThresholdOptions, out: Batch): Batch {
  const { quantile = 0.995, floor = 1, cap = Infinity } = options;
  if (!(quantile >= 0 && quantile <= 1)) throw new RangeError(`threshold at quantile ${quantile} (expected 0 to 1)`);
  if (!(floor > 0 && floor <= cap))
    throw new RangeError(`threshold between ${floor} and ${cap} (expected 0 < floor <= cap)`);
  const sizes = new Float64Array(x.dim);
  for (let i = 0; i < x.data.length; i += x.dim) {
    for (let d = 0; d < x.dim; d++) sizes[d] = Math.abs(x.data[i + d]);
    sizes.sort();
    const place = quantile * (x.dim - 1);
    const below = Math.floor(place);
    const above = Math.min(below + 1, x.dim - 1);
    const found = sizes[below] + (place - below) * (sizes[above] - sizes[below]);
    const s = Math.min(Math.max(found, floor), cap);
    for (let d = 0; d < x.dim; d++) out.data[i + d] = Math.min(Math.max(x.data[i + d], -s), s) / s;
  }
  return out;
}
