import { ddim, type DdimOptions } from './ddim';
import { checkRange } from './options';
import type { Sampler } from './sampler';

export interface DdimClippedOptions extends DdimOptions {
  /** E[x_0] is cut to [-clip, clip]. */
  readonly clip?: number;
}

/**
 * DDIM that cuts E[x_0] to the range of the data where a step takes it, and leaves epsilon as the model gave it: diffusers'
 * `clip_sample`. `staticThreshold` cuts what the model says, and epsilon with it (their `use_clipped_model_output`). Each step
 * is one of `ddim`, then alpha_s times what was cut off is taken away.
 */
export const ddimClipped: Sampler<DdimClippedOptions> = function* (input) {
  const { schedule, times, clip = 1 } = input;
  checkRange('ddimClipped with clip', clip, { above: 0 });
  for (const step of ddim(input)) {
    const { x, denoised, i } = step; // ddim's own memory: what is changed here is where its next step begins
    if (i > 0) {
      const alpha = schedule.alpha(times[i]);
      for (let j = 0; j < x.data.length; j++) {
        const x0 = denoised.data[j];
        x.data[j] -= alpha * (x0 - Math.min(Math.max(x0, -clip), clip));
      }
    }
    yield step;
  }
};
