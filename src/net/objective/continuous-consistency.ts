import type { BatchObjective, ObjectiveSettings } from './objective';
import { noisedRows } from './rows';
import { checkPupil, type Teacher } from './teacher';

export interface ContinuousConsistencyOptions {
  /** Whose flow is followed (consistency distillation). Without one it is that of the data (consistency training). */
  readonly teacher?: Teacher;
  /**
   * A row's tangent is divided by its length plus this, so that it never counts for more than 1 (c of Lu and Song 2025, section 4.1, 0.1 there, where
   * tangents have thousands of numbers). Default 1: in the plane, less turns the mean of a noisy tangent into something else. Infinity: as it is.
   */
  readonly normalize?: number;
  /** Steps over which the part that needs the network's own derivative is brought in (their H, 10,000 there). Default 0. */
  readonly warmup?: number;
}

/**
 * Consistency models in continuous time (Song et al. 2023, theorem 5 and 6, as simplified by Lu and Song 2025, eq. 6 to 8, algorithm 1). The consistency
 * function is the denoiser of a network that predicts v, f = alpha x - sigma F, which is x where there is no noise. It is to stay the same along
 * the flow dx / da, a the angle of the noise: with the teacher's v, or with alpha epsilon - sigma x_0, whose mean given x is the data's. The network learns
 *
 *   F <- F + g,   g = alpha df / da = -alpha^2 (F - dx / da) - r alpha sigma (x + dF / da),
 *
 * dF / da being a Jacobian-vector product of the network as it stands. Let it be told `slow` of time: the quickest frequencies make that product large,
 * and training diverges.
 */
export function continuousConsistency({
  teacher,
  normalize = 1,
  warmup = 0,
}: ContinuousConsistencyOptions = {}): BatchObjective {
  if (!(normalize > 0)) throw new RangeError(`normalize is ${normalize} (expected more than 0)`);
  if (!(warmup >= 0)) throw new RangeError(`warmup is ${warmup} (expected 0 or more)`);
  const name = teacher ? 'continuous consistency distillation' : 'continuous consistency training';
  return {
    kind: 'batches',
    name,
    check(settings) {
      checkBoundary(name, settings);
      if (teacher) checkPupil(name, teacher, settings);
    },
    batch(context) {
      const { n, dim, draw, network, step } = context;
      const { x, x0, epsilon, t, path } = noisedRows(context, (i) => (i + draw.uniform()) / n);
      const guess = teacher?.denoise({ x, t });
      const along = new Float32Array(n * dim);
      for (let j = 0; j < along.length; j++) {
        const { alpha, sigma } = path[Math.floor(j / dim)];
        along[j] = guess ? (alpha * x[j] - guess[j]) / sigma : alpha * epsilon[j] - sigma * x0[j];
      }
      // Where the schedule stands still, so does what is told of it.
      const rate = Float32Array.from(path, ({ speed }) => (speed > STILL ? 1 / speed : 0));
      const { value, tangent } = network('raw').tangent({ x, t }, { x: along, t: rate });
      const r = warmup > 0 ? Math.min(1, step / warmup) : 1;
      const target = new Float32Array(n * dim);
      for (let i = 0; i < n; i++) {
        const { alpha, sigma } = path[i];
        let squared = 0;
        for (let j = i * dim; j < (i + 1) * dim; j++) {
          target[j] = -alpha * alpha * (value[j] - along[j]) - r * alpha * sigma * (x[j] + tangent[j]);
          squared += target[j] ** 2;
        }
        const scale = normalize < Infinity ? 1 / (Math.sqrt(squared) + normalize) : 1;
        for (let j = i * dim; j < (i + 1) * dim; j++) target[j] = value[j] + scale * target[j];
      }
      return { points: { x, t }, target, weight: new Float32Array(n).fill(1) };
    },
  };
}

/** Radians per unit of t below which a schedule counts as standing still. */
const STILL = 1e-4;

/** Throws `RangeError` unless the denoiser is x itself where there is no noise, as a consistency function is: where v is predicted. */
export function checkBoundary(name: string, { network: { prediction } }: ObjectiveSettings): void {
  if (prediction !== 'v') throw new RangeError(`${name} with a network that predicts ${prediction} (expected v)`);
}
