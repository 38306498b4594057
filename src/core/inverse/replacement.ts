import { copy, count, zeros } from '../batch';
import { forwardKernel } from '../process/forward';
import { checkInput, linearOf, type InverseMethod } from './method';
import { checkStep, stepBetween, type StepOptions } from './step';
import { travel, type TravelOptions } from './travel';

export interface RepaintOptions extends TravelOptions, Pick<StepOptions, 'variance'> {
  /** Whether the last state takes what was measured as it is (default, the paper's algorithm). The public code leaves it as the last step made it. */
  readonly impose?: boolean;
}

/**
 * RePaint: Lugmayr et al. 2022, algorithm 1. Before every reverse step what was measured is put in the place of what the model has there, at
 * the noise of the moment, x <- x + H^+ (alpha y + sigma H z - H x); then the model goes on, and now and then goes back up by the forward
 * process, so that the rest has time to agree. Their mask keeps pixels; for another H the same is done along what it sees (Song et al.
 * 2022, "Solving inverse problems in medical imaging", eq. 9). y is taken to be without noise: `noise` is not looked at.
 * As in the public code nothing is put in before the first step. Needs `random`.
 */
export const repaint: InverseMethod<RepaintOptions> = function* (input) {
  const {
    denoiser,
    schedule,
    times,
    measurement,
    random,
    length = 10,
    visits = 10,
    variance = 'small',
    impose = true,
  } = input;
  const y = checkInput('repaint', input);
  const { spectrum } = linearOf('repaint', measurement);
  checkStep('repaint', { variance });
  if (!random) throw new TypeError('repaint draws noise at every step (expected `random`)');
  const course = travel(times.length - 1, { length, visits });
  const n = count(input.x);
  const x = copy(input.x);
  const x0 = zeros(n, x.dim);
  const z = zeros(n, x.dim);
  const noise = zeros(n, x.dim);
  const r = spectrum.values.length;
  const wanted = spectrum.read(y);
  for (let i = 0; i < wanted.data.length; i++) wanted.data[i] /= spectrum.values[i % r];
  const [here, drawn, off] = [zeros(n, r), zeros(n, r), zeros(n, x.dim)];
  const put = (alpha: number, sigma: number): void => {
    spectrum.project(x, here);
    if (sigma > 0) spectrum.project(random.normals(z.data) && z, drawn);
    for (let i = 0; i < here.data.length; i++) {
      here.data[i] = alpha * wanted.data[i] + sigma * drawn.data[i] - here.data[i];
    }
    spectrum.spread(here, off);
    for (let j = 0; j < x.data.length; j++) x.data[j] += off.data[j];
  };
  let evaluations = 0;
  yield { i: 0, t: times[0], x, denoised: x, evaluations, pulls: 0 };

  for (let k = 1; k < course.length; k++) {
    const [t, s] = [times[course[k - 1]], times[course[k]]];
    random.normals(noise.data);
    if (course[k] < course[k - 1]) {
      const { scale, variance: added } = forwardKernel(schedule, t, s);
      const deviation = Math.sqrt(added);
      for (let j = 0; j < x.data.length; j++) x.data[j] = scale * x.data[j] + deviation * noise.data[j];
    } else {
      if (evaluations > 0) put(schedule.alpha(t), schedule.sigma(t));
      denoiser.denoise(x, t, x0);
      evaluations += 1;
      const step = stepBetween(schedule, t, s, { variance });
      for (let j = 0; j < x.data.length; j++) {
        x.data[j] = step.noised * x.data[j] + step.data * x0.data[j] + step.deviation * noise.data[j];
      }
      if (impose && k === course.length - 1) put(schedule.alpha(s), 0);
    }
    yield { i: course[k], t: s, x, denoised: x0, evaluations, pulls: 0 };
  }
};

/**
 * Replacement, or imputation: Song et al. 2021 (score SDE), appendix I.2. RePaint that never goes back up. It is not conditional sampling: what
 * is put in does not change what stands beside it in the same step.
 */
export const replacement: InverseMethod<Pick<RepaintOptions, 'variance' | 'impose'>> = (input) =>
  repaint({ ...input, length: 1, visits: 1 });
