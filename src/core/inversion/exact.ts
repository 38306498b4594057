import { copy, count, zeros, type Batch } from '../batch';
import type { InversionInput, InversionStep } from '../sampler/ddim-inversion';
import { checkRising, stepInto, stepWeights } from './step';

export interface ExactInversionOptions extends InversionInput {
  /** Most calls of the denoiser for a step, at least 1 (default 12). */
  readonly iterations?: number;
  /** Root mean square of x_s - step(x_t), in units of x, at which a row has arrived (default 1e-4). */
  readonly tolerance?: number;
}

export interface ExactInversionStep extends InversionStep {
  /** Root mean square of what is left at this step, of the worst row. */
  readonly residual: number;
}

/**
 * The inverse of a DDIM step is a fixed point: x_t such that along x_t + towards D(x_t, t) = x_s. It is sought by x_t <- x_t + r (x_s - step(x_t)), the
 * forward step method of Hong et al. 2024 (section 4); Pan et al. 2023 iterate the same equation solved for the other x_t. Begun at DDIM's inversion.
 *
 * The error of a direction in which the denoiser has slope l is multiplied by 1 - r (along + towards l). The exact denoiser's slopes are a posterior's variances over
 * the noise's: none is below 0, most are below 1, and r = 1 / (along + towards / 2) draws them all in; of the step to data, where along is 0, those above 0 are drawn in by r = 1. Guidance has other slopes. A row whose
 * residual grows goes back to its best and takes r / 2 from there; where no r helps, the residual says so.
 */
export function* exactInversion({
  denoiser,
  schedule,
  times,
  x: start,
  iterations = 12,
  tolerance = 1e-4,
}: ExactInversionOptions): Generator<ExactInversionStep, void, void> {
  checkRising(times);
  if (!(iterations >= 1)) throw new RangeError(`${iterations} iterations (expected at least 1)`);
  const { dim } = start;
  const n = count(start);
  const at = copy(start);
  const [tried, image, guess] = [zeros(n, dim), zeros(n, dim), zeros(n, dim)];
  const [best, off] = [zeros(n, dim), zeros(n, dim)];
  let evaluations = 0;
  yield { i: 0, t: times[0], x: at, evaluations, residual: 0 };
  for (let i = 1; i < times.length; i++) {
    const [s, t] = [times[i - 1], times[i]];
    const weights = stepWeights(schedule, t, s);
    const target = copy(at);
    const rate = new Float64Array(n).fill(weights.along > 0 ? 1 / (weights.along + weights.towards / 2) : 1);
    const least = new Float64Array(n).fill(Infinity);
    // DDIM's own answer: epsilon as it is at the less noisy end, at t where that is data.
    const asked = schedule.sigma(s) > 0 ? s : t;
    denoiser.denoise(target, asked, guess);
    evaluations++;
    const [alpha, sigma] = [schedule.alpha(asked), schedule.sigma(asked)];
    const rise = schedule.sigma(t) - (schedule.alpha(t) * schedule.sigma(s)) / schedule.alpha(s);
    for (let j = 0; j < target.data.length; j++)
      tried.data[j] =
        (schedule.alpha(t) * target.data[j]) / schedule.alpha(s) +
        (rise * (target.data[j] - alpha * guess.data[j])) / sigma;
    for (let k = 0; k < iterations; k++) {
      stepInto(denoiser, t, weights, tried, guess, image);
      evaluations++;
      for (let row = 0; row < n; row++) {
        const size = residualOf(target, image, row);
        const better = size < least[row];
        if (better) least[row] = size;
        else rate[row] /= 2;
        for (let j = row * dim; j < (row + 1) * dim; j++) {
          if (better) {
            best.data[j] = tried.data[j];
            off.data[j] = target.data[j] - image.data[j];
          }
          tried.data[j] = best.data[j] + (least[row] > tolerance ? rate[row] * off.data[j] : 0);
        }
      }
      if (least.every((size) => size <= tolerance)) break;
    }
    at.data.set(best.data);
    yield { i, t, x: at, evaluations, residual: Math.max(...least) };
  }
}

function residualOf(target: Batch, image: Batch, row: number): number {
  let sum = 0;
  for (let j = row * target.dim; j < (row + 1) * target.dim; j++) sum += (target.data[j] - image.data[j]) ** 2;
  return Math.sqrt(sum / target.dim);
}
