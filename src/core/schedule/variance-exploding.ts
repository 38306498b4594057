import type { Schedule } from './schedule';

/** A schedule with alpha = 1 is one function: the noise sigma(t), rising. */
export interface NoiseRise {
  /** sigma(t) for t in [0, 1]. */
  readonly sigma: (t: number) => number;
  /** d sigma / dt. */
  readonly rate: (t: number) => number;
  /** The t with this sigma, for a sigma from sigma(0) to sigma(1). */
  readonly time: (sigma: number) => number;
}

/**
 * The schedule of dx = g dw, g^2 = d(sigma^2)/dt: noise is added to the data, which is left as it is (Song et al. 2021,
 * eq. 9). `t` is clamped to [0, 1].
 * Throws `RangeError` unless sigma(1) is over 1: with no more noise than signal nothing can be sampled.
 */
export function varianceExploding(name: string, { sigma, rate, time }: NoiseRise): Schedule {
  const inside = (t: number) => Math.min(Math.max(t, 0), 1);
  const least = sigma(0);
  const most = sigma(1);
  if (!(most > 1)) {
    throw new RangeError(
      `${name} schedule leaves more signal than noise: sigma is ${most} at t = 1 (expected over 1; make it noisier)`,
    );
  }
  const noise = (t: number) => sigma(inside(t));
  const rise = (t: number) => (t < 0 || t > 1 ? 0 : rate(t));
  return {
    name,
    alpha: () => 1,
    sigma: noise,
    dAlpha: () => 0,
    dSigma: rise,
    logSnr: (t) => -2 * Math.log(noise(t)),
    timeOfLogSnr(logSnr) {
      const sought = Math.exp(-logSnr / 2);
      return sought <= least ? 0 : sought >= most ? 1 : inside(time(sought));
    },
    drift: () => 0,
    diffusion: (t) => Math.sqrt(2 * noise(t) * rise(t)),
  };
}
