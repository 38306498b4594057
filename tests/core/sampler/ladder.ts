import type { Schedule } from '../../../src/core/schedule';

/**
 * A schedule whose noise ratio sigma / alpha is `most` t^power: any ladder of noise levels is then a list of times,
 * without rounding or interpolation, as the reference runs have it. `kind` is the space the state lives in: `ve` has
 * alpha = 1, `vp` has alpha^2 + sigma^2 = 1.
 */
export function ladder(kind: 've' | 'vp', most: number, power = 1): Schedule {
  const level = (t: number) => most * t ** power;
  const slope = (t: number) => (power === 1 ? most : most * power * t ** (power - 1));
  const alpha = (t: number) => (kind === 've' ? 1 : 1 / Math.hypot(1, level(t)));
  const dAlpha = (t: number) => (kind === 've' ? 0 : -level(t) * slope(t) * alpha(t) ** 3);
  const drift = (t: number) => dAlpha(t) / alpha(t);
  return {
    name: kind,
    alpha,
    sigma: (t) => alpha(t) * level(t),
    dAlpha,
    dSigma: (t) => alpha(t) * slope(t) + dAlpha(t) * level(t),
    logSnr: (t) => -2 * Math.log(level(t)),
    timeOfLogSnr: (logSnr) => Math.min((Math.exp(-logSnr / 2) / most) ** (1 / power), 1),
    drift,
    diffusion: (t) => alpha(t) * Math.sqrt(2 * level(t) * slope(t)),
  };
}

/** The times of `ladder(kind, most, power)` at these noise levels. */
export function timesOf(levels: readonly number[], most: number, power = 1): Float64Array {
  return Float64Array.from(levels, (s) => (s / most) ** (1 / power));
}
