/**
 * The door between the book's notation and those of the literature, for everything that is shown in another one.
 * The book: x_t = alpha(t) x_0 + sigma(t) epsilon. With kappa = sigma / alpha,
 *
 *   ddpm   x = x_t / sqrt(alpha^2 + sigma^2), step T t, epsilon              Ho et al. 2020, section 2
 *   sde    x(t) = x_t, time t, the score                                    Song et al. 2021 (score SDE), section 3
 *   edm    x = x_t / alpha = y + n, noise level kappa, the denoiser D       Karras et al. 2022, section 2
 *   flow   x = x_t / (alpha + sigma), time sigma / (alpha + sigma), v       Liu et al. 2023; Lipman et al. 2023
 *
 * Of a schedule that keeps the variance, DDPM's x is x_t itself. The flow's time is 0 at the data and 1 at the noise, as here; many papers
 * count it the other way round. Its v = epsilon - x_0 is not the v of Salimans and Ho (`parameterization.ts`).
 */
import type { Combination, Rates } from './parameterization';
import type { Schedule } from './schedule/schedule';

export const conventions = ['book', 'ddpm', 'sde', 'edm', 'flow'] as const;
export type Convention = (typeof conventions)[number];

/** Steps of the discrete view: DDPM's T. */
export const ddpmSteps = 1000;

/** What the convention counts along: a time in [0, 1], a step from 0 to T, or a noise level from 0 to infinity. */
export function coordinate(convention: Convention, schedule: Pick<Schedule, 'alpha' | 'sigma'>, t: number): number {
  switch (convention) {
    case 'book':
    case 'sde':
      return t;
    case 'ddpm':
      return ddpmSteps * t;
    case 'edm':
      return schedule.sigma(t) / schedule.alpha(t);
    case 'flow': {
      const sigma = schedule.sigma(t);
      return sigma / (schedule.alpha(t) + sigma);
    }
  }
}

/** The book's t of a coordinate: the inverse of `coordinate`, clamped to [0, 1]. */
export function timeOf(convention: Convention, schedule: Pick<Schedule, 'timeOfLogSnr'>, value: number): number {
  const held = (t: number) => Math.min(1, Math.max(0, t));
  switch (convention) {
    case 'book':
    case 'sde':
      return held(value);
    case 'ddpm':
      return held(value / ddpmSteps);
    case 'edm':
      return held(schedule.timeOfLogSnr(-2 * Math.log(Math.max(0, value))));
    case 'flow': {
      const share = held(value);
      return held(schedule.timeOfLogSnr(2 * Math.log((1 - share) / share)));
    }
  }
}

/** The factor c with x = c x_t, for the convention's x; divide by it to come back. */
export function stateScale(convention: Convention, alpha: number, sigma: number): number {
  switch (convention) {
    case 'book':
    case 'sde':
      return 1;
    case 'ddpm':
      return 1 / Math.hypot(alpha, sigma);
    case 'edm':
      return 1 / alpha;
    case 'flow':
      return 1 / (alpha + sigma);
  }
}

/**
 * alpha and sigma of the convention's x = alpha x_0 + sigma epsilon and their rates of change by the convention's own coordinate: with them
 * `conversion` (`parameterization.ts`) speaks of its velocity too, dx by dstep, by dt, by dlevel (which is epsilon) or by the flow's time
 * (epsilon - x_0). alpha must not be 0 for edm.
 */
export function ratesIn(convention: Convention, rates: Rates): Rates {
  const { alpha, sigma, dAlpha, dSigma } = rates;
  switch (convention) {
    case 'book':
    case 'sde':
      return rates;
    case 'ddpm': {
      const size = Math.hypot(alpha, sigma);
      const turn = (alpha * dSigma - sigma * dAlpha) / (size * size * ddpmSteps); // of the angle atan(sigma / alpha), a step
      return {
        alpha: alpha / size,
        sigma: sigma / size,
        dAlpha: -turn * (sigma / size),
        dSigma: turn * (alpha / size),
      };
    }
    case 'edm':
      return { alpha: 1, sigma: sigma / alpha, dAlpha: 0, dSigma: 1 };
    case 'flow':
      return { alpha: alpha / (alpha + sigma), sigma: sigma / (alpha + sigma), dAlpha: -1, dSigma: 1 };
  }
}

/**
 * What a network of the convention puts out, as a combination of the book's x_t and x_0: the denoised point (book, edm), epsilon
 * (ddpm), the score (sde) or the velocity epsilon - x_0 (flow). sigma must not be 0 where x_t comes into it.
 */
export function output(convention: Convention, alpha: number, sigma: number): Combination {
  switch (convention) {
    case 'book':
    case 'edm':
      return { noised: 0, data: 1 };
    case 'ddpm':
      return { noised: 1 / sigma, data: -alpha / sigma };
    case 'sde':
      return { noised: -1 / sigma ** 2, data: alpha / sigma ** 2 };
    case 'flow':
      return { noised: 1 / sigma, data: -alpha / sigma - 1 };
  }
}

/** The network's output in the convention, for one coordinate of x_t and of the denoised x_0. */
export function outputOf(
  convention: Convention,
  alpha: number,
  sigma: number,
  noised: number,
  denoised: number,
): number {
  const made = output(convention, alpha, sigma);
  return made.noised * noised + made.data * denoised;
}

/** The denoised x_0 that an output of the convention means: the inverse of `outputOf`. */
export function denoisedOf(convention: Convention, alpha: number, sigma: number, noised: number, said: number): number {
  const made = output(convention, alpha, sigma);
  return (said - made.noised * noised) / made.data;
}

/** The gradient of the log-density of the convention's x, from that of x_t: a density of c x_t has a c-th of the slope. */
export function scoreOf(convention: Convention, alpha: number, sigma: number, score: number): number {
  return score / stateScale(convention, alpha, sigma);
}
