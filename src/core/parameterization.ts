import type { Batch } from './batch';
import type { Denoiser } from './denoiser';
import type { Prediction } from './network';
import type { Schedule } from './schedule/schedule';

/**
 * Four ways to say the same thing about x_t = alpha x_0 + sigma epsilon. Given x_t, each follows from any other:
 *
 *   epsilon = (x_t - alpha x_0) / sigma                    Ho et al. 2020, eq. 9
 *   v       = alpha epsilon - sigma x_0                    Salimans and Ho 2022, section 4
 *   score   = -epsilon / sigma                             Song et al. 2021, with Tweedie's formula
 */
export type Parameterization = Prediction | 'score';

/** A quantity as a combination of x_t and x_0: `noised * x_t + data * x_0`. */
export interface Combination {
  readonly noised: number;
  readonly data: number;
}

/** How `kind` is made of x_t and x_0. sigma must not be 0, except for x_0 itself. */
export function combination(kind: Parameterization, alpha: number, sigma: number): Combination {
  switch (kind) {
    case 'x0':
      return { noised: 0, data: 1 };
    case 'epsilon':
      return { noised: 1 / sigma, data: -alpha / sigma };
    case 'v':
      return { noised: alpha / sigma, data: -(alpha * alpha) / sigma - sigma };
    case 'score':
      return { noised: -1 / (sigma * sigma), data: alpha / (sigma * sigma) };
  }
}

/** What is said of x_t as `kind`, from E[x_0 | x_t]. `out` may be either input. Sigma 0 is refused, except for x_0. */
export function fromX0(kind: Parameterization, x0: Batch, xt: Batch, alpha: number, sigma: number, out: Batch): Batch {
  if (sigma === 0 && kind !== 'x0') {
    throw new RangeError(`${kind} is not defined by x_0 where sigma = 0 (expected sigma > 0)`);
  }
  const { noised, data } = combination(kind, alpha, sigma);
  for (let i = 0; i < out.data.length; i++) out.data[i] = noised * xt.data[i] + data * x0.data[i];
  return out;
}

/** How x_0 is made of x_t and of what is said of it as `kind`: `noised * x_t + said * value`. */
export function dataReading(
  kind: Parameterization,
  alpha: number,
  sigma: number,
): { readonly noised: number; readonly said: number } {
  switch (kind) {
    case 'x0':
      return { noised: 0, said: 1 };
    case 'epsilon':
      return { noised: 1 / alpha, said: -sigma / alpha };
    case 'v': {
      const total = alpha * alpha + sigma * sigma;
      return { noised: alpha / total, said: -sigma / total };
    }
    case 'score':
      return { noised: 1 / alpha, said: (sigma * sigma) / alpha };
  }
}

/**
 * E[x_0 | x_t] from what is said of x_t as `kind`. `out` may be either input. From epsilon, errors grow like
 * sigma / alpha, from the score like sigma^2 / alpha; from v (where alpha^2 + sigma^2 = 1) they do not grow.
 */
export function toX0(kind: Parameterization, value: Batch, xt: Batch, alpha: number, sigma: number, out: Batch): Batch {
  const { noised, said } = dataReading(kind, alpha, sigma);
  for (let i = 0; i < out.data.length; i++) out.data[i] = noised * xt.data[i] + said * value.data[i];
  return out;
}

/** alpha, sigma and how fast they change, at one time. */
export interface Rates {
  readonly alpha: number;
  readonly sigma: number;
  readonly dAlpha: number;
  readonly dSigma: number;
}

export function ratesAt(schedule: Pick<Schedule, keyof Rates>, t: number): Rates {
  return {
    alpha: schedule.alpha(t),
    sigma: schedule.sigma(t),
    dAlpha: schedule.dAlpha(t),
    dSigma: schedule.dSigma(t),
  };
}

/**
 * What can be said of x_t where the rates are known too: the velocity u = alpha' x_0 + sigma' epsilon, whose mean given x_t moves the
 * marginals (Lipman et al. 2023, theorem 1; the probability-flow ODE of Song et al. 2021, eq. 13).
 */
export type Quantity = Parameterization | 'velocity';

/** A quantity from x_t and from another one: `noised * x_t + said * value`. */
export interface Conversion {
  readonly noised: number;
  readonly said: number;
}

/**
 * `to` from x_t and `from`. Each of the quantities, and x_t, is a combination of x_0 and epsilon, so two of them give every other:
 * velocity from x_0 is sigma'/sigma x_t + (alpha' - alpha sigma'/sigma) x_0, from the score alpha'/alpha x_t + sigma (alpha' sigma / alpha - sigma')
 * score, and so on; no formula is divided by alpha or sigma that need not be. Throws `RangeError`
 * where x_t and `from` say the same (x_0 at alpha = 1, sigma = 0) and `to` is not one of them.
 */
export function conversion(from: Quantity, to: Quantity, rates: Rates): Conversion {
  if (from === to) return { noised: 0, said: 1 };
  return between(from, form(from, rates), to, form(to, rates), rates);
}

/** `to` of every row, from what is said of x_t as `from`. `out` may be either input. */
export function convert(from: Quantity, to: Quantity, value: Batch, xt: Batch, rates: Rates, out: Batch): Batch {
  const { noised, said } = conversion(from, to, rates);
  for (let i = 0; i < out.data.length; i++) out.data[i] = noised * xt.data[i] + said * value.data[i];
  return out;
}

/**
 * The velocity of another path x' = alpha_2 x_0 + sigma_2 epsilon at the point that is made of the same x_0 and epsilon, from x_t and its
 * velocity. Where both have the same log-SNR, the two points say the same of the data, and this holds of the means given them.
 */
export function velocityBetween(from: Rates, to: Rates): Conversion {
  return between('velocity', form('velocity', from), 'velocity', form('velocity', to), from);
}

type Form = readonly [data: number, noise: number];

/** A quantity as a combination of x_0 and epsilon. */
function form(kind: Quantity, { alpha, sigma, dAlpha, dSigma }: Rates): Form {
  switch (kind) {
    case 'x0':
      return [1, 0];
    case 'epsilon':
      return [0, 1];
    case 'v':
      return [-sigma, alpha];
    case 'score':
      return [0, -1 / sigma];
    case 'velocity':
      return [dAlpha, dSigma];
  }
}

/** Solves x_t = alpha x_0 + sigma epsilon and value = p x_0 + q epsilon for the combination [r, s] of x_0 and epsilon. */
function between(from: Quantity, [p, q]: Form, to: Quantity, [r, s]: Form, { alpha, sigma }: Rates): Conversion {
  const determinant = alpha * q - sigma * p;
  if (!(Math.abs(determinant) > 0 && Math.abs(determinant + r + s) < Infinity)) {
    throw new RangeError(
      `${to} does not follow from x_t and ${from} at alpha = ${alpha}, sigma = ${sigma} (expected two that say different things)`,
    );
  }
  return { noised: (r * q - s * p) / determinant, said: (alpha * s - sigma * r) / determinant };
}

/**
 * A network that answers `kind`, as a denoiser. `predict` writes its answer for every row of `x` into `out`. Of a velocity field it is the
 * denoiser that its probability-flow ODE belongs to.
 */
export function asDenoiser(
  kind: Quantity,
  schedule: Schedule,
  predict: (x: Batch, t: number, out: Batch) => void,
): Denoiser {
  return {
    denoise(x, t, out) {
      predict(x, t, out);
      if (kind === 'velocity') return convert(kind, 'x0', out, x, ratesAt(schedule, t), out);
      return toX0(kind, out, x, schedule.alpha(t), schedule.sigma(t), out);
    },
  };
}
