import { count, zeros, type Batch } from './batch';
import type { Denoiser } from './denoiser';
import type { Schedule } from './schedule/schedule';

/**
 * How a raw network F is wrapped into a denoiser, at noise level sigma with alpha = 1 (Karras et al. 2022, eq. 7):
 *
 *   D(x; sigma) = skip x + out F(in x; noise).
 */
export interface Coefficients {
  readonly skip: number;
  readonly out: number;
  readonly in: number;
  /** What the network is told of the noise level. */
  readonly noise: number;
}

/** Coefficients at every noise level. */
export type Preconditioning = (sigma: number) => Coefficients;

/**
 * Karras et al. 2022, table 1, last column, derived in their appendix B.6 from three wishes: inputs and targets of unit
 * variance, and errors of F amplified as little as can be. `sigmaData` is the data's standard deviation.
 */
export function edmPreconditioning({ sigmaData = 0.5 } = {}): Preconditioning {
  return (sigma) => {
    const total = sigma * sigma + sigmaData * sigmaData;
    return {
      skip: (sigmaData * sigmaData) / total,
      out: (sigma * sigmaData) / Math.sqrt(total),
      in: 1 / Math.sqrt(total),
      noise: Math.log(sigma) / 4,
    };
  };
}

/**
 * DDPM's network in the same words (table 1, column VP): F is epsilon, D = x - sigma F, and it is told its step number, 0 to
 * steps - 1, under the continuous linear beta (Song et al. 2021, appendix C).
 */
export function vpPreconditioning({ betaMin = 0.1, betaMax = 20, steps = 1000 } = {}): Preconditioning {
  const slope = betaMax - betaMin;
  return (sigma) => {
    const B = Math.log1p(sigma * sigma);
    const t = (2 * B) / (betaMin + Math.sqrt(betaMin * betaMin + 2 * slope * B));
    return { skip: 1, out: -sigma, in: 1 / Math.sqrt(sigma * sigma + 1), noise: (steps - 1) * t };
  };
}

/** The network of Song and Ermon 2019 and of the VE process (table 1, column VE): D = x + sigma F. */
export const vePreconditioning: Preconditioning = (sigma) => ({
  skip: 1,
  out: sigma,
  in: 1,
  noise: Math.log(sigma / 2),
});

/** v-prediction (Salimans and Ho 2022): EDM's coefficients at sigmaData = 1 with the sign of `out` turned, and t as an angle. */
export const vPreconditioning: Preconditioning = (sigma) => {
  const total = sigma * sigma + 1;
  return {
    skip: 1 / total,
    out: -sigma / Math.sqrt(total),
    in: 1 / Math.sqrt(total),
    noise: (2 / Math.PI) * Math.atan(sigma),
  };
};

/**
 * A raw network as a denoiser under any schedule: x_t / alpha is the point at alpha = 1, sigma / alpha its noise level.
 * `network` writes F for every row of `x` into `out`. Where sigma = 0 the data is returned as it is.
 */
export function preconditioned(
  coefficients: Preconditioning,
  schedule: Schedule,
  network: (x: Batch, noise: number, out: Batch) => void,
): Denoiser {
  let scaled = zeros(0, 1);
  return {
    denoise(x, t, out) {
      if (scaled.data.length !== x.data.length || scaled.dim !== x.dim) scaled = zeros(count(x), x.dim);
      const alpha = schedule.alpha(t);
      const sigma = schedule.sigma(t) / alpha;
      if (sigma === 0) {
        for (let i = 0; i < x.data.length; i++) out.data[i] = x.data[i] / alpha;
        return out;
      }
      const c = coefficients(sigma);
      for (let i = 0; i < x.data.length; i++) scaled.data[i] = (c.in / alpha) * x.data[i];
      network(scaled, c.noise, out);
      for (let i = 0; i < x.data.length; i++) out.data[i] = (c.skip / alpha) * x.data[i] + c.out * out.data[i];
      return out;
    },
  };
}
