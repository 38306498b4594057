import { batch, zeros } from '../../../src/core/batch';
import { makeTarget } from '../../../src/core/data/index';
import type { Mixture } from '../../../src/core/data/mixture';
import type { TargetSpec } from '../../../src/core/data/target';
import type { Prediction } from '../../../src/core/network';
import { random } from '../../../src/core/random';
import { makeSchedule, type ScheduleSpec } from '../../../src/core/schedule/index';

/** Points a bin of t: enough for a curve that is steady to the eye. */
const perBin = 320;

/**
 * The loss of the best possible network in `bins` equal bins of t: what is left of the squared error when the
 * prediction is the exact conditional mean, per coordinate. No training goes below it. Null for targets whose exact
 * denoiser is not known in closed form.
 *
 * With c_0 x_0 + c_e epsilon as the target and x_t given, epsilon = (x_t - alpha x_0) / sigma, so the error of the
 * target is (c_0 - c_e alpha / sigma) times the error of x_0.
 */
export function bestLoss(
  spec: TargetSpec,
  scheduleSpec: ScheduleSpec,
  prediction: Prediction,
  bins = 16,
): Float64Array | null {
  const target = makeTarget(spec);
  if (!isMixture(target)) return null;
  const schedule = makeSchedule(scheduleSpec);
  const r = random(99);
  const losses = new Float64Array(bins);
  const noised = batch(new Float64Array(2), 2);
  const guess = zeros(1, 2);
  for (let bin = 0; bin < bins; bin++) {
    const x0 = target.sample(perBin, r);
    for (let i = 0; i < perBin; i++) {
      const t = (bin + (i + 0.5) / perBin) / bins;
      const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
      noised.data[0] = alpha * x0.data[2 * i] + sigma * r.normal();
      noised.data[1] = alpha * x0.data[2 * i + 1] + sigma * r.normal();
      target.denoise(noised, alpha, sigma, guess);
      const squared = ((x0.data[2 * i] - guess.data[0]) ** 2 + (x0.data[2 * i + 1] - guess.data[1]) ** 2) / 2;
      losses[bin] += (factor(prediction, alpha, sigma) ** 2 * squared) / perBin;
    }
  }
  return losses;
}

function factor(prediction: Prediction, alpha: number, sigma: number): number {
  switch (prediction) {
    case 'x0':
      return 1;
    case 'epsilon':
      return alpha / sigma;
    case 'v':
      return sigma + (alpha * alpha) / sigma;
  }
}

function isMixture(target: object): target is Mixture {
  return 'responsibilities' in target;
}
