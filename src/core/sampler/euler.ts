import { copy } from '../batch';
import { checkCourse } from './course';
import type { SamplerEntry } from './entry';
import { flow } from './flow';
import type { Sampler } from './sampler';

/**
 * Euler's method on the probability-flow ODE in the schedule's own time (Song et al. 2021, eq. 13). With alpha = 1 and
 * sigma proportional to t it is the Euler sampler of EDM and k-diffusion and, step for step, DDIM; under other
 * schedules it is neither, since the linear part of the ODE is then approximated too.
 */
export const euler: Sampler = function* (input) {
  const { times } = input;
  checkCourse(input);
  const x = copy(input.x);
  const { slope, leap, denoised } = flow(input);
  const state = x.data;
  const d = new Float64Array(state.length);
  yield { i: 0, t: times[0], x, denoised: x, evaluations: 0 };

  for (let i = 1; i < times.length; i++) {
    const h = times[i] - times[i - 1];
    if (!leap(state, times[i - 1], times[i])) {
      slope(state, times[i - 1], d);
      for (let j = 0; j < d.length; j++) state[j] += h * d[j];
    }
    yield { i, t: times[i], x, denoised, evaluations: i };
  }
};

export const eulerEntry: SamplerEntry<object> = {
  label: 'Euler',
  citation: 'song2021sde',
  source: 'eq. 13',
  order: 1,
  stochastic: false,
  evaluationsPerStep: 1,
  defaults: {},
  sampler: euler,
};
