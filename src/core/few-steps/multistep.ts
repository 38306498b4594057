import { copy, zeros } from '../batch';
import { checkCourse } from '../sampler/course';
import { noiseFor } from '../sampler/noise';
import type { Sampler } from '../sampler/sampler';

/**
 * Sampling of a consistency model in as many evaluations as there are steps (Song et al. 2023, algorithm 1): what it makes of x at a time is noised
 * anew to the next, and at the last time left as it is if that has no noise. Of a denoiser that is no consistency model this is no solver. Needs `random` for
 * more than one step.
 */
export const multistep: Sampler = function* (input) {
  const { denoiser, schedule, times, x: start, random } = input;
  checkCourse(input);
  if (times.length > 2 && !random) throw new TypeError('multistep draws noise between its steps (expected `random`)');
  const x = copy(start);
  const x0 = zeros(x.data.length / x.dim, x.dim);
  const addNoise = noiseFor(x.data.length, random);
  yield { i: 0, t: times[0], x, denoised: x, evaluations: 0 };

  for (let i = 1; i < times.length; i++) {
    denoiser.denoise(x, times[i - 1], x0);
    const s = times[i];
    for (let j = 0; j < x.data.length; j++) x.data[j] = schedule.alpha(s) * x0.data[j];
    addNoise(x.data, schedule.sigma(s));
    yield { i, t: s, x, denoised: x0, evaluations: i };
  }
};
