import { dataWeight, ddimMove, twoStepTarget, type DataWeighting } from '../../core/few-steps/progressive';
import { combination, dataReading } from '../../core/parameterization';
import type { BatchObjective } from './objective';
import { noisedRows } from './rows';
import { checkPupil, type Teacher } from './teacher';
import { unitPath } from './unit-path';

/**
 * One phase of progressive distillation (Salimans and Ho 2022, algorithm 2): a pupil that takes `steps` steps of DDIM, at t = i / steps, learns to end
 * each where `teacher` ends two of half the length. The next phase halves `steps`, and its teacher is this pupil. By default the error is that of v,
 * SNR + 1 times that of x_0, which counts at t = 1 too. Throws `RangeError` unless `steps` is a positive integer.
 */
export function progressiveDistillation({
  teacher,
  steps,
  weighting = 'snr+1',
}: {
  readonly teacher: Teacher;
  readonly steps: number;
  readonly weighting?: DataWeighting;
}): BatchObjective {
  if (!Number.isInteger(steps) || steps < 1) {
    throw new RangeError(`progressive distillation to ${steps} steps (expected a positive integer)`);
  }
  const name = 'progressive distillation';
  return {
    kind: 'batches',
    name,
    check: (settings) => checkPupil(name, teacher, settings),
    batch(context) {
      const { n, dim, draw, schedule, prediction } = context;
      const index = Array.from({ length: n }, () => 1 + draw.integer(steps));
      const { x, t, path } = noisedRows(context, (i) => index[i] / steps);
      const first = teacher.denoise({ x, t });
      const half = { x: new Float32Array(x.length), t: t.map((at) => at - 0.5 / steps) };
      const mid = Array.from(half.t, (at) => unitPath(schedule, at));
      for (let j = 0; j < x.length; j++) {
        const i = Math.floor(j / dim);
        const move = ddimMove(path[i], mid[i]);
        half.x[j] = move.noised * x[j] + move.data * first[j];
      }
      const second = teacher.denoise(half);
      const target = new Float32Array(x.length);
      const weight = new Float32Array(n);
      for (let i = 0; i < n; i++) {
        const { alpha, sigma } = path[i];
        const share = twoStepTarget(path[i], mid[i], unitPath(schedule, (index[i] - 1) / steps));
        const { noised, data } = combination(prediction, alpha, sigma);
        // The error of x_0 is that of the prediction times `said`.
        weight[i] = dataWeight(weighting, path[i]) * dataReading(prediction, alpha, sigma).said ** 2;
        for (let j = i * dim; j < (i + 1) * dim; j++) {
          target[j] = noised * x[j] + data * (share.first * first[j] + share.second * second[j]);
        }
      }
      return { points: { x, t }, target, weight };
    },
  };
}
