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

/**
 * E[x_0 | x_t] from what is said of x_t as `kind`. `out` may be either input. From epsilon, errors grow like
 * sigma / alpha, from the score like sigma^2 / alpha; from v (where alpha^2 + sigma^2 = 1) they do not grow.
 */
export function toX0(kind: Parameterization, value: Batch, xt: Batch, alpha: number, sigma: number, out: Batch): Batch {
  const [noised, said] = ((): readonly [number, number] => {
    switch (kind) {
      case 'x0':
        return [0, 1];
      case 'epsilon':
        return [1 / alpha, -sigma / alpha];
      case 'v': {
        const total = alpha * alpha + sigma * sigma;
        return [alpha / total, -sigma / total];
      }
      case 'score':
        return [1 / alpha, (sigma * sigma) / alpha];
    }
  })();
  for (let i = 0; i < out.data.length; i++) out.data[i] = noised * xt.data[i] + said * value.data[i];
  return out;
}

/** A network that answers `kind`, as a denoiser. `predict` writes its answer for every row of `x` into `out`. */
export function asDenoiser(
  kind: Parameterization,
  schedule: Schedule,
  predict: (x: Batch, t: number, out: Batch) => void,
): Denoiser {
  return {
    denoise(x, t, out) {
      predict(x, t, out);
      return toX0(kind, out, x, schedule.alpha(t), schedule.sigma(t), out);
    },
  };
}
