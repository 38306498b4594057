/**
 * A strip whose answer is known: columns of one number each, a stationary Gaussian Markov chain, x_{i+1} = rho x_i + sqrt(1 - rho^2) z, of variance 1. The
 * covariance of columns i and j is rho^|i - j|, whatever window they are seen in.
 */
import { count, zeros, type Batch } from '../batch';
import type { Denoiser } from '../denoiser';
import { eigenSymmetric } from '../metric/symmetric';
import type { Schedule } from '../schedule/schedule';
import { checkRange } from '../sampler/options';
import type { SamplerInput, SamplerStep } from '../sampler/sampler';

/** [length, length] rho^|i - j|. */
export function chainCovariance(rho: number, length: number): Float64Array {
  checkRange('a chain with rho', rho, { least: 0, most: 0.999 });
  return Float64Array.from(
    { length: length * length },
    (_, k) => rho ** Math.abs(Math.floor(k / length) - (k % length)),
  );
}

/** E[x_0 | x_t] of `length` neighbouring columns: alpha C (alpha^2 C + sigma^2)^-1 x_t. */
export function chainDenoiser(rho: number, length: number, schedule: Schedule): Denoiser {
  const { values, vectors } = eigenSymmetric(chainCovariance(rho, length), length);
  return {
    denoise(x, t, out) {
      const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
      out.data.fill(0);
      for (let row = 0; row < count(x); row++)
        for (let e = 0; e < length; e++) {
          let along = 0;
          for (let i = 0; i < length; i++) along += vectors[i * length + e] * x.data[row * length + i];
          along *= (alpha * values[e]) / (alpha * alpha * values[e] + sigma * sigma);
          for (let i = 0; i < length; i++) out.data[row * length + i] += vectors[i * length + e] * along;
        }
      return out;
    },
  };
}

/** Identity, whose rows a linear map turns into its columns. */
function units(n: number): Batch {
  const out = zeros(n, n);
  for (let i = 0; i < n; i++) out.data[i * n + i] = 1;
  return out;
}

/** How far a linear denoiser's matrix at a time is from symmetric, |M - M'| / |M|. The matrix of a score is: it is the Hessian of a log density. */
export function asymmetry(denoiser: Denoiser, length: number, t: number): number {
  const m = denoiser.denoise(units(length), t, zeros(length, length)).data;
  let [apart, whole] = [0, 0];
  for (let i = 0; i < length; i++)
    for (let j = 0; j < length; j++) {
      apart += (m[i * length + j] - m[j * length + i]) ** 2;
      whole += m[i * length + j] ** 2;
    }
  return Math.sqrt(apart / whole);
}

/**
 * [length, length] the covariance of what a deterministic linear sampler makes of noise: it is run on unit vectors, and nothing is drawn. `times` begin where the state is
 * noise of deviation sigma.
 */
export function madeCovariance(
  run: (input: SamplerInput) => Generator<SamplerStep, void, void>,
  input: Omit<SamplerInput, 'x'>,
  length: number,
): Float64Array {
  let made: Float64Array = new Float64Array(0);
  for (const { x } of run({ ...input, x: units(length) })) made = Float64Array.from(x.data);
  const variance = input.schedule.sigma(input.times[0]) ** 2;
  return Float64Array.from({ length: length * length }, (_, k) => {
    const [i, j] = [Math.floor(k / length), k % length];
    let sum = 0;
    for (let u = 0; u < length; u++) sum += made[u * length + i] * made[u * length + j];
    return variance * sum;
  });
}

export interface ChainReading {
  /** Least, mean and greatest variance of a column; the truth is 1. */
  readonly variance: readonly [least: number, mean: number, most: number];
  /** Mean correlation of columns a lag apart, one for each lag asked for. */
  readonly correlations: readonly number[];
  /** Root mean square over all entries of the difference to the true covariance. */
  readonly error: number;
}

/** What is read off a covariance of a strip. */
export function readChain(covariance: Float64Array, rho: number, lags: readonly number[]): ChainReading {
  const length = Math.round(Math.sqrt(covariance.length));
  const truth = chainCovariance(rho, length);
  const variances = Array.from({ length }, (_, i) => covariance[i * length + i]);
  const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
  return {
    variance: [Math.min(...variances), mean(variances), Math.max(...variances)],
    correlations: lags.map((lag) =>
      mean(
        Array.from(
          { length: length - lag },
          (_, i) => covariance[i * length + i + lag] / Math.sqrt(variances[i] * variances[i + lag]),
        ),
      ),
    ),
    error: Math.sqrt(mean(Array.from(covariance, (v, k) => (v - truth[k]) ** 2))),
  };
}
