import { copy, count, zeros } from '../batch';
import { noiseFor } from '../sampler/noise';
import { checkChoice, checkRange } from '../sampler/options';
import { checkInput, differentiableOf, residual, type GuidedMethod } from './method';
import { checkStep, stepBetween, type StepOptions } from './step';

export interface DpsOptions extends StepOptions {
  /** zeta': how far each step goes against the gradient. */
  readonly scale?: number;
  /**
   * `norm` (default): a step of zeta' along the gradient of |y - H(x_0)|, the paper's practice (zeta = zeta' / |y - H(x_0)|) but for a
   * factor of 2. `likelihood`: what the theory says, the gradient of ln N(y; H(x_0), noise^2 I) times `scale` added to the score.
   */
  readonly along?: 'norm' | 'likelihood';
}

/**
 * Diffusion posterior sampling: Chung et al. 2023, algorithm 1. p(y | x_t), an average over all x_0, is taken at their mean alone:
 * p(y | E[x_0 | x_t]) (eq. 10). What that leaves out is the spread of x_0. An ancestral step, less a step along the gradient of the
 * misfit by x_t, through the denoiser. Needs `random` if eta > 0.
 */
export const dps: GuidedMethod<DpsOptions> = function* (input) {
  const {
    denoiser,
    schedule,
    times,
    measurement,
    random,
    scale = 0.5,
    along = 'norm',
    eta = 1,
    variance = 'small',
  } = input;
  const y = checkInput('dps', input);
  const operator = differentiableOf('dps', measurement);
  checkRange('dps with scale', scale, { least: 0 });
  checkChoice('dps along', along, ['norm', 'likelihood']);
  checkStep('dps', { eta, variance });
  if (along === 'likelihood' && measurement.noise === 0) {
    throw new RangeError('dps along the likelihood without measurement noise (expected a noise above 0)');
  }
  if (eta > 0 && !random) throw new TypeError('dps with eta > 0 draws noise at every step (expected `random`)');
  const n = count(input.x);
  const x = copy(input.x);
  const [x0, pulled, gradient] = [zeros(n, x.dim), zeros(n, x.dim), zeros(n, x.dim)];
  const off = zeros(n, operator.rows);
  const addNoise = noiseFor(x.data.length, random);
  yield { i: 0, t: times[0], x, denoised: x, evaluations: 0, pulls: 0 };

  for (let k = 1; k < times.length; k++) {
    const [t, s] = [times[k - 1], times[k]];
    const back = denoiser.withBack(x, t, x0);
    residual(measurement, y, x0, off);
    if (along === 'norm') unit(off.data, off.dim);
    back(operator.pull(x0, off, pulled), gradient);
    const step = stepBetween(schedule, t, s, { eta, variance });
    // The score's gain is worth sigma^2 / alpha of it in E[x_0 | x_t], where the step takes it.
    const size =
      along === 'norm'
        ? scale
        : (step.data * scale * schedule.sigma(t) ** 2) / schedule.alpha(t) / measurement.noise ** 2;
    for (let j = 0; j < x.data.length; j++) {
      x.data[j] = step.noised * x.data[j] + step.data * x0.data[j] + size * gradient.data[j];
    }
    addNoise(x.data, step.deviation);
    yield { i: k, t: s, x, denoised: x0, evaluations: k, pulls: k };
  }
};

/** Rows to length 1; a row of zeros stays. */
function unit(data: Float64Array, dim: number): void {
  for (let row = 0; row < data.length; row += dim) {
    let squares = 0;
    for (let d = row; d < row + dim; d++) squares += data[d] * data[d];
    if (squares === 0) continue;
    const length = Math.sqrt(squares);
    for (let d = row; d < row + dim; d++) data[d] /= length;
  }
}
