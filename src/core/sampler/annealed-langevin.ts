import { copy } from '../batch';
import { checkCourse } from './course';
import type { SamplerEntry } from './entry';
import { langevin } from './langevin';
import { checkRange } from './options';
import type { Sampler } from './sampler';

export interface AnnealedLangevinOptions {
  /** T: Langevin moves at each noise level. */
  readonly moves?: number;
  /** The step of a move in units of sigma^2: alpha_i / (2 sigma_i^2), the same at every level. */
  readonly step?: number;
}

/**
 * Song and Ermon 2019, algorithm 1: Langevin dynamics at one noise level after another. There is no predictor: x is
 * carried to the next level as it is (in x / alpha, where the schedule scales;
 * in x / sigma from where there is no signal), and the moves there must do the rest.
 * The start is taken to be at the first level already. A last time of no noise takes E[x_0] instead of moves, which the
 * paper does not: it leaves the last level's noise in. Needs `random`.
 */
export const annealedLangevin: Sampler<AnnealedLangevinOptions> = function* (input) {
  const { denoiser, schedule, times, random, moves = 5, step = 0.1 } = input;
  checkCourse(input);
  checkRange('annealedLangevin with moves', moves, { least: 0, whole: true });
  checkRange('annealedLangevin with step', step, { least: 0 });
  if (!random) throw new TypeError('annealedLangevin draws noise at every step (expected `random`)');
  const x = copy(input.x);
  const { move, denoised } = langevin(denoiser, schedule, x, random);
  let evaluations = 0;
  yield { i: 0, t: times[0], x, denoised: x, evaluations };

  for (let i = 1; i < times.length; i++) {
    const t = times[i];
    const sigma = schedule.sigma(t);
    if (sigma === 0) {
      denoiser.denoise(x, times[i - 1], denoised);
      evaluations++;
      for (let j = 0; j < x.data.length; j++) x.data[j] = schedule.alpha(t) * denoised.data[j];
    } else {
      const before = schedule.alpha(times[i - 1]);
      const scale = before > 0 ? schedule.alpha(t) / before : sigma / schedule.sigma(times[i - 1]);
      for (let j = 0; j < x.data.length; j++) x.data[j] *= scale;
      const size = () => step * sigma * sigma;
      for (let k = 0; k < moves; k++) move(x, t, size);
      evaluations += moves;
    }
    yield { i, t, x, denoised, evaluations };
  }
};

export const annealedLangevinEntry: SamplerEntry<AnnealedLangevinOptions> = {
  label: 'Annealed Langevin',
  citation: 'song2019',
  source: 'algorithm 1',
  order: 0,
  stochastic: true,
  evaluationsPerStep: 5,
  defaults: { moves: 5, step: 0.1 },
  sampler: annealedLangevin,
};
