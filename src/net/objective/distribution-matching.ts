import type { Batch } from '../../core/batch';
import { dataReading } from '../../core/parameterization';
import { fillNormal } from '../../core/random';
import type { TrainingBatch } from '../trainer';
import type { BatchObjective, Evaluator } from './objective';
import { checkPupil, dataOf, refuseEpsilon, type Teacher } from './teacher';
import { unitPath } from './unit-path';

/** A network that learns by denoising what it is given: a `Trainer`. */
export interface Follower {
  readonly settings: { readonly network: { readonly prediction: 'epsilon' | 'x0' | 'v' } };
  readonly trainOn: (batch: TrainingBatch) => number;
  readonly evaluator: (which?: 'ema' | 'raw') => Evaluator;
}

export interface DistributionMatchingOptions {
  /** The denoiser of the data ("real"). */
  readonly teacher: Teacher;
  /**
   * The denoiser of what the generator makes ("fake"), a trainer on the same schedule, which begins as the teacher does. It learns on here, as the generator changes;
   * its weights are its own, so that whoever keeps, resets or disposes of a run does so with both. Without it every sample is drawn to where the
   * teacher's density is highest, and all become one.
   */
  readonly fake?: Follower;
  /** Steps of the fake for each of the generator; default 1. */
  readonly updates?: number;
  /** Times at which the two densities are compared, from and to; default 0.02 and 0.98 (Yin et al. 2024, section 3.2). */
  readonly levels?: readonly [number, number];
  /** Added to what a row's gradient is divided by, its mean distance from the teacher's answer, in data units; default 0.02. */
  readonly floor?: number;
}

/**
 * Distribution matching distillation (Yin et al. 2024, eq. 7 and 8, algorithm 2) without its regression on pairs: a generator G in one step, the denoiser
 * at t = 1, moves its samples so that their density, noised, becomes the data's. The gradient of the divergence KL(fake || real) by a sample x_0 is
 * the difference of two scores, weighted,
 *
 *   grad = (D_fake(x_t, t) - D_real(x_t, t)) / mean |x_0 - D_real(x_t, t)|,
 *
 * as scores are -(x_t - alpha D) / sigma^2. Samples learn x_0 <- x_0 - grad; a row's loss is half its mean square, which is not the divergence. Needs no data.
 */
export function distributionMatching({
  teacher,
  fake,
  updates = 1,
  levels: [from, to] = [0.02, 0.98],
  floor = 0.02,
}: DistributionMatchingOptions): BatchObjective {
  if (!Number.isInteger(updates) || updates < 0) {
    throw new RangeError(`${updates} updates of the fake (expected an integer, 0 or more)`);
  }
  if (!(from >= 0 && from <= to && to <= 1)) {
    throw new RangeError(`levels from ${from} to ${to} (expected 0 <= from <= to <= 1)`);
  }
  if (!(floor > 0)) throw new RangeError(`floor is ${floor} (expected more than 0)`);
  if (fake) refuseEpsilon('the fake', fake.settings.network.prediction);
  const name = 'distribution matching';

  return {
    kind: 'batches',
    name,
    check: (settings) => checkPupil(name, teacher, settings),
    batch(context) {
      const { n, dim, draw, schedule, prediction, network } = context;
      const normals = () => fillNormal(new Float64Array(n * dim), draw);
      const times = () => Float32Array.from({ length: n }, (_, i) => from + ((to - from) * (i + draw.uniform())) / n);
      const ones = new Float32Array(n).fill(1);
      for (let k = 0; fake && k < updates; k++) {
        const x = Float32Array.from(normals());
        const x0 = dataOf(prediction, schedule, { x, t: ones }, network('raw').forward({ x, t: ones }));
        const made: Batch = { data: Float64Array.from(x0), dim };
        fake.trainOn({ x0: made, epsilon: { data: normals(), dim }, t: times() });
      }
      const x = Float32Array.from(normals());
      const [epsilon, t] = [normals(), times()];
      return {
        points: { x, t: ones },
        loss(output) {
          const x0 = dataOf(prediction, schedule, { x, t: ones }, output);
          const noised = { x: new Float32Array(n * dim), t };
          for (let j = 0; j < x0.length; j++) {
            const { alpha, sigma } = unitPath(schedule, t[Math.floor(j / dim)]);
            noised.x[j] = alpha * x0[j] + sigma * epsilon[j];
          }
          const real = teacher.denoise(noised);
          const answer = fake?.evaluator('raw').forward(noised);
          const other = answer ? dataOf(fake!.settings.network.prediction, schedule, noised, answer) : x0;
          const end = unitPath(schedule, 1);
          const { said } = dataReading(prediction, end.alpha, end.sigma);
          return pulled(x0, real, other, { dim, floor, said });
        },
      };
    },
  };
}

/** Each row's loss, and the gradient of their mean by F, of which x_0 is `said` times and something. */
function pulled(
  x0: Float32Array,
  real: Float32Array,
  other: Float32Array,
  { dim, floor, said }: { readonly dim: number; readonly floor: number; readonly said: number },
): { readonly terms: Float32Array; readonly gradient: Float32Array } {
  const n = x0.length / dim;
  const [terms, gradient] = [new Float32Array(n), new Float32Array(x0.length)];
  for (let i = 0; i < n; i++) {
    let size = floor;
    for (let j = i * dim; j < (i + 1) * dim; j++) size += Math.abs(x0[j] - real[j]) / dim;
    for (let j = i * dim; j < (i + 1) * dim; j++) {
      const grad = (other[j] - real[j]) / size;
      terms[i] += grad ** 2 / (2 * dim);
      gradient[j] = (said * grad) / (n * dim);
    }
  }
  return { terms, gradient };
}
