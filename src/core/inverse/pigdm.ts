import { copy, count, zeros } from '../batch';
import { noiseFor } from '../sampler/noise';
import { checkChoice, checkRange } from '../sampler/options';
import { checkInput, linearOf, type GuidedMethod } from './method';
import { checkStep, stepBetween, type StepOptions } from './step';

export interface PigdmOptions extends Pick<StepOptions, 'eta'> {
  /** Times the guidance. Default 1. */
  readonly scale?: number;
  /** The deviation of the data that r_t is reckoned with. Default 1, the paper's. */
  readonly deviation?: number;
  /**
   * `score` (default): the guidance is added to the score, as the derivation has it. `adaptive`: alpha_s alpha_t r_t^2 times the guidance is
   * added to the step, the paper's weights. `plain`: what the score's gain would be worth in the step, times alpha_t^2 r_t^2 / sigma_t^2.
   */
  readonly weight?: 'score' | 'adaptive' | 'plain';
}

/** r_t^2, the variance that x_0 is given about its mean: of data N(0, deviation^2), that is exact. Song et al. 2023, section 3.1. */
export function spreadOfGuess(alpha: number, sigma: number, deviation = 1): number {
  const own = deviation * deviation;
  return (own * sigma * sigma) / (alpha * alpha * own + sigma * sigma);
}

/**
 * Pseudo-inverse guidance: Song et al. 2023 (PiGDM), eq. 7 and algorithm 1. x_0 given x_t is taken to be N(E[x_0 | x_t], r_t^2 I), so that
 *
 *   grad ln p(y | x_t) = J' H' (r_t^2 H H' + noise^2 I)^-1 (y - H E[x_0 | x_t]).
 *
 * For round Gaussian data of `deviation` this is the truth. Needs `random` if eta > 0.
 */
export const pigdm: GuidedMethod<PigdmOptions> = function* (input) {
  const { denoiser, schedule, times, measurement, random, eta = 1, scale = 1, deviation = 1, weight = 'score' } = input;
  const y = checkInput('pigdm', input);
  const { spectrum } = linearOf('pigdm', measurement);
  checkStep('pigdm', { eta });
  checkRange('pigdm with scale', scale, { least: 0 });
  checkRange('pigdm with deviation', deviation, { above: 0 });
  checkChoice('pigdm with weight', weight, ['score', 'adaptive', 'plain']);
  if (eta > 0 && !random) throw new TypeError('pigdm with eta > 0 draws noise at every step (expected `random`)');
  const { values: s } = spectrum;
  const r = s.length;
  const n = count(input.x);
  const x = copy(input.x);
  const [x0, lifted, gradient, here] = [zeros(n, x.dim), zeros(n, x.dim), zeros(n, x.dim), zeros(n, r)];
  const wanted = spectrum.read(y);
  const addNoise = noiseFor(x.data.length, random);
  yield { i: 0, t: times[0], x, denoised: x, evaluations: 0, pulls: 0 };

  for (let k = 1; k < times.length; k++) {
    const [t, next] = [times[k - 1], times[k]];
    const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
    const back = denoiser.withBack(x, t, x0);
    const guess = spreadOfGuess(alpha, sigma, deviation);
    spectrum.project(x0, here);
    for (let i = 0; i < here.data.length; i++) {
      const value = s[i % r];
      here.data[i] =
        (value * (wanted.data[i] - value * here.data[i])) / (guess * value * value + measurement.noise ** 2);
    }
    back(spectrum.spread(here, lifted), gradient);
    const step = stepBetween(schedule, t, next, { eta });
    let size = (step.data * scale * sigma * sigma) / alpha;
    if (weight === 'adaptive') size = scale * schedule.alpha(next) * alpha * guess;
    else if (weight === 'plain') size = step.data * scale * alpha * guess;
    for (let j = 0; j < x.data.length; j++) {
      x.data[j] = step.noised * x.data[j] + step.data * x0.data[j] + size * gradient.data[j];
    }
    addNoise(x.data, step.deviation);
    yield { i: k, t: next, x, denoised: x0, evaluations: k, pulls: k };
  }
};
