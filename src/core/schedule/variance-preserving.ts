import type { Schedule } from './schedule';

/**
 * The least log-SNR of any schedule here: alpha = e^-10, about 4.5e-5, there. Cosine and sigmoid schedules reach
 * alpha = 0 at t = 1, where x_0 can no longer be told from epsilon; they are held at this level for the last moment
 * (from t = 0.99997 for the cosine), much as DDPM's betas are capped at 0.999 (Nichol and Dhariwal 2021, section 3.2).
 */
export const LOG_SNR_MIN = -20;

/** The B of that: -ln alpha^2 where alpha^2 / sigma^2 = e^-20. */
const MOST = Math.log1p(Math.exp(-LOG_SNR_MIN));

/** Whether alpha^2 + sigma^2 = 1, asked at a few times. */
export function preservesVariance(schedule: Schedule): boolean {
  return [0, 0.25, 0.5, 1].every((t) => Math.abs(schedule.alpha(t) ** 2 + schedule.sigma(t) ** 2 - 1) < 1e-9);
}

/**
 * A schedule with alpha^2 + sigma^2 = 1 is one function: the noise rate beta(t), or its integral
 *
 *   B(t) = -ln alpha^2(t) = integral of beta from 0 to t.
 */
export interface NoiseIntegral {
  /** B(t) for t in [0, 1]: 0 or more, never falling. */
  readonly integral: (t: number) => number;
  /** beta(t) = B'(t). */
  readonly rate: (t: number) => number;
  /** The t with this B > 0; any t of 1 or more where B is never reached. */
  readonly time: (integral: number) => number;
  /** The B at which the schedule is held, where it runs beyond. Default: a log-SNR of `LOG_SNR_MIN`. */
  readonly most?: number;
}

/**
 * The schedule of dx = -beta/2 x dt + sqrt(beta) dw (Song et al. 2021, eq. 11). `t` is clamped to [0, 1]. Where
 * sigma(0) = 0 while beta(0) > 0, sigma grows like a square root and dSigma(0) is Infinity.
 *
 * While alpha is held, beta is 0. But where alpha falls to 0 at t = 1 with a slope (cosine: beta = 2 / (1 - t) there), beta(1)
 * itself is that of the last moment before: a solver's step from t = 1 takes the slope there for all of the step. Where alpha
 * falls like a root (sigmoid: beta = 1 / (1 - t)) no slope there is finite, and a solver in t starts a little later.
 * Throws `RangeError` if more signal than noise is left at t = 1: from such a schedule nothing can be sampled.
 */
export function variancePreserving(name: string, { integral, rate, time, most = MOST }: NoiseIntegral): Schedule {
  const end = Math.min(1, time(most));
  const noise = (t: number) => (t >= end ? ending : Math.max(integral(Math.max(t, 0)), 0));
  const power = rate(end) * (1 - end); // of 1 - t, in alpha^2
  const comesIn = end < 1 && power > 1.5 && power < 4 ? Math.max(rate(end), 0) : 0;
  const beta = (t: number) => (t <= end ? Math.max(rate(Math.max(t, 0)), 0) : t === 1 ? comesIn : 0);
  const ending = Math.min(integral(end), most);
  if (!(ending > Math.LN2)) {
    throw new RangeError(
      `${name} schedule leaves more signal than noise: log-SNR ${(-Math.log(Math.expm1(ending))).toFixed(2)} at t = 1` +
        ' (expected below 0; make it noisier)',
    );
  }
  const alpha = (t: number) => Math.exp(-noise(t) / 2);
  const sigma = (t: number) => Math.sqrt(-Math.expm1(-noise(t)));
  return {
    name,
    alpha,
    sigma,
    dAlpha: (t) => (-beta(t) / 2) * alpha(t),
    dSigma: (t) => (beta(t) === 0 ? 0 : (beta(t) * alpha(t) ** 2) / (2 * sigma(t))),
    logSnr: (t) => -Math.log(Math.expm1(noise(t))),
    timeOfLogSnr(logSnr) {
      const sought = Math.min(Math.log1p(Math.exp(-logSnr)), most);
      return sought === 0 ? 0 : Math.min(Math.max(time(sought), 0), end);
    },
    drift: (t) => -beta(t) / 2,
    diffusion: (t) => Math.sqrt(beta(t)),
  };
}
