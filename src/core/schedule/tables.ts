import { alphaBarsOf, betasOf } from './discrete';

/**
 * The beta tables of the public libraries, number for number (index 0 has the least noise). They are close to, but not
 * the same as, the discrete view of the continuous schedules: see `discretize`.
 */

/** Evenly from `first` to `last`: Ho et al. 2020, section 4. The ends do not depend on T. */
export function linearBetas(T: number, first = 1e-4, last = 0.02): Float64Array {
  return Float64Array.from({ length: T }, (_, i) => lerp(first, last, i, T));
}

/** Even in the square root: latent diffusion (Rombach et al. 2022), as released. */
export function scaledLinearBetas(T: number, first = 0.00085, last = 0.012): Float64Array {
  return Float64Array.from({ length: T }, (_, i) => lerp(Math.sqrt(first), Math.sqrt(last), i, T) ** 2);
}

/** Nichol and Dhariwal 2021, eq. 17, each beta at most `cap` (section 3.2). */
export function cosineBetas(T: number, s = 0.008, cap = 0.999): Float64Array {
  const f = (t: number) => Math.cos((((t + s) / (1 + s)) * Math.PI) / 2) ** 2;
  return Float64Array.from({ length: T }, (_, i) => Math.min(1 - f((i + 1) / T) / f(i / T), cap));
}

/** A logistic curve of the betas themselves, from -6 to 6: GeoDiff (Xu et al. 2022), as in diffusers. */
export function sigmoidBetas(T: number, first = 1e-4, last = 0.02): Float64Array {
  return Float64Array.from({ length: T }, (_, i) => first + (last - first) / (1 + Math.exp(-lerp(-6, 6, i, T))));
}

/** Shifts and scales sqrt(alphaBar) so that the last is exactly 0 and the first stays: Lin et al. 2024, algorithm 1. */
export function zeroTerminalSnr(betas: ArrayLike<number>): Float64Array {
  const roots = alphaBarsOf(betas).map(Math.sqrt);
  const first = roots[0];
  const last = roots[roots.length - 1];
  return betasOf(roots.map((root) => (((root - last) * first) / (first - last)) ** 2));
}

function lerp(first: number, last: number, i: number, T: number): number {
  return T === 1 ? first : first + ((last - first) * i) / (T - 1);
}
