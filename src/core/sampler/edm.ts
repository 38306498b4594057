import { noiseRatio } from './noise-ratio';
import type { Sampler } from './sampler';

/**
 * Karras et al. 2022, algorithm 1 with sigma(t) = t and s(t) = 1: Heun's method in the noise level, whatever the
 * schedule. The last step, to no noise, is Euler's. Two evaluations a step, 2 n - 1 for n steps to 0.
 */
export const edm: Sampler = function* (input) {
  const { n, times, level: t, y: x, memory, denoise, report } = noiseRatio(input);
  const D = memory();
  const d = memory();
  const next = memory();
  yield report(0);

  for (let i = 0; i < n; i++) {
    const h = t[i + 1] - t[i];
    denoise(x, times[i], D);
    for (let j = 0; j < x.length; j++) {
      d[j] = (x[j] - D[j]) / t[i];
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
