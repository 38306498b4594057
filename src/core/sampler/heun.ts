import { copy } from '../batch';
import { checkCourse } from './course';
import type { SamplerEntry } from './entry';
import { flow } from './flow';
import { checkRange } from './options';
import type { Sampler } from './sampler';

export interface HeunOptions {
  /** Where along the step the second slope is taken: 1 (default) Heun, 2/3 Ralston, 1/2 the midpoint. */
  readonly alpha?: number;
}

/**
 * Karras et al. 2022, algorithm 1 and, for `alpha`, algorithm 3: Heun's method on the probability-flow ODE in the
 * schedule's own time. Where the step ends at sigma = 0 it is Euler's.
 */
export const heun: Sampler<HeunOptions> = function* (input) {
  const { schedule, times, alpha = 1 } = input;
  checkCourse(input);
  checkRange('heun with alpha', alpha, { above: 0, most: 1 });
  const x = copy(input.x);
  const { slope, leap, denoised } = flow(input);
  const state = x.data;
  const d = new Float64Array(state.length);
  const between = new Float64Array(d.length);
  const later = new Float64Array(d.length);
  let evaluations = 0;
  yield { i: 0, t: times[0], x, denoised: x, evaluations };

  for (let i = 1; i < times.length; i++) {
    const t = times[i - 1];
    const h = times[i] - t;
    evaluations++;
    if (leap(state, t, times[i])) {
      yield { i, t: times[i], x, denoised, evaluations };
      continue;
    }
    slope(state, t, d);
    if (schedule.sigma(times[i]) > 0) {
      for (let j = 0; j < d.length; j++) between[j] = state[j] + alpha * h * d[j];
      slope(between, alpha === 1 ? times[i] : t + alpha * h, later);
      evaluations++;
      const weight = 1 / (2 * alpha);
      for (let j = 0; j < d.length; j++) d[j] += weight * (later[j] - d[j]);
    }
    for (let j = 0; j < d.length; j++) state[j] += h * d[j];
    yield { i, t: times[i], x, denoised, evaluations };
  }
};

export const heunEntry: SamplerEntry<HeunOptions> = {
  label: 'Heun',
  citation: 'karras2022',
  source: 'algorithm 1',
  order: 2,
  stochastic: false,
  evaluationsPerStep: 2,
  defaults: { alpha: 1 },
  sampler: heun,
};
