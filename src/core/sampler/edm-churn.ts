import { noiseRatio } from './noise-ratio';
import type { Sampler } from './sampler';

export interface EdmChurnOptions {
  /** S_churn: noise put back in over the whole run; a step raises its level by S_churn / n, at most by sqrt(2) - 1. */
  readonly churn?: number;
  /** S_tmin, S_tmax: the noise levels between which noise is put back. */
  readonly from?: number;
  readonly to?: number;
  /** S_noise: deviation of the new noise, a little above 1 to make up for a denoiser that removes too much. */
  readonly noise?: number;
}

/**
 * Karras et al. 2022, algorithm 2: each step first adds noise, to level t-hat, then takes a Heun step down from there.
 * Noise is drawn in every step, also where none is added, as in the paper's code. t-hat is kept at or below the level
 * at the first time, since the schedule has no more. Needs `random`.
 */
export const edmChurn: Sampler<EdmChurnOptions> = function* (input) {
  const { random, churn = 40, from = 0.05, to = 50, noise = 1.003 } = input;
  if (!random) throw new TypeError('edmChurn draws noise at every step (expected `random`)');
  const { n, times, level: t, y: x, memory, denoise, timeOf, report } = noiseRatio(input);
  const D = memory();
  const z = memory();
  const d = memory();
  const next = memory();
  yield report(0);

  for (let i = 0; i < n; i++) {
    const gamma = t[i] >= from && t[i] <= to ? Math.min(churn / n, Math.SQRT2 - 1) : 0;
    const hat = Math.min(t[i] * (1 + gamma), t[0]);
    const spread = noise * Math.sqrt(hat * hat - t[i] * t[i]);
    random.normals(z);
    for (let j = 0; j < x.length; j++) x[j] += spread * z[j];

    const h = t[i + 1] - hat;
    denoise(x, hat > t[i] ? timeOf(hat) : times[i], D);
    for (let j = 0; j < x.length; j++) {
      d[j] = (x[j] - D[j]) / hat;
      next[j] = x[j] + h * d[j];
    }
    if (t[i + 1] > 0) {
      denoise(next, times[i + 1], D);
      for (let j = 0; j < x.length; j++) next[j] = x[j] + h * (d[j] / 2 + (next[j] - D[j]) / (2 * t[i + 1]));
    }
    x.set(next);
    yield report(i + 1);
  }
};
