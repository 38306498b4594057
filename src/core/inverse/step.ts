import { forwardKernel } from '../process/forward';
import { posterior } from '../process/posterior';
import { checkChoice, checkRange } from '../sampler/options';
import type { Schedule } from '../schedule/schedule';

/** The unconditional step that a method changes: DDIM's with `eta`, of which 1 is DDPM's. */
export interface StepOptions {
  /** Share of the posterior's deviation that is drawn as noise: 0 none, 1 (default) all, as in ancestral sampling. */
  readonly eta?: number;
  /** `large` adds the noise of q(x_t | x_s) instead, to the mean of ancestral sampling (Ho et al. 2020, section 3.2). */
  readonly variance?: 'small' | 'large';
}

/** x_s = noised x_t + data E[x_0 | x_t] + deviation z. */
export interface Step {
  readonly noised: number;
  readonly data: number;
  readonly deviation: number;
}

export function checkStep(method: string, { eta = 1, variance = 'small' }: StepOptions): void {
  checkRange(`${method} with eta`, eta, { least: 0, most: 1 });
  checkChoice(`${method} with variance`, variance, ['small', 'large']);
  if (variance === 'large' && eta !== 1)
    throw new RangeError(`${method} with the large variance and eta = ${eta} (expected 1)`);
}

/** The step from t to s < t. A step to no noise draws none. */
export function stepBetween(
  schedule: Schedule,
  t: number,
  s: number,
  { eta = 1, variance = 'small' }: StepOptions,
): Step {
  const q = posterior(schedule, s, t);
  const sigma = schedule.sigma(s);
  if (variance === 'large') {
    return {
      noised: q.noised,
      data: q.data,
      deviation: sigma > 0 ? Math.sqrt(forwardKernel(schedule, s, t).variance) : 0,
    };
  }
  const deviation = sigma > 0 ? eta * Math.sqrt(q.variance) : 0;
  const noised = Math.sqrt(Math.max(sigma * sigma - deviation * deviation, 0)) / schedule.sigma(t);
  return { noised, data: schedule.alpha(s) - noised * schedule.alpha(t), deviation };
}
