import { makeSchedule } from '../../../src/core/schedule';
import type { Schedule } from '../../../src/core/schedule/schedule';
import type { Along, Evaluator, Points, StepContext } from '../../../src/net/objective/objective';
import type { TrainerState } from '../../../src/net/objective/step';
import { exactTeacher } from '../../../src/net/objective/teacher';
import { unitPath } from '../../../src/net/objective/unit-path';
import { settings } from '../helpers';

/** Deviation of Gaussian data around 0, of which all is known. */
export const spread = 0.6;

export const specs = [{ kind: 'cosine', s: 0.008 }, { kind: 'flow' }] as const;

/** The exact denoiser of such data as a teacher. */
export const gaussianTeacher = (spec: (typeof specs)[number]) => {
  const schedule = makeSchedule(spec);
  return exactTeacher(
    {
      denoise(x, t, out) {
        const [a, s] = [schedule.alpha(t), schedule.sigma(t)];
        const gain = (a * spread ** 2) / (a * a * spread ** 2 + s * s);
        for (let j = 0; j < out.data.length; j++) out.data[j] = gain * x.data[j];
        return out;
      },
    },
    spec,
  );
};

/** An answer for every number of x at its own time and span, with derivatives by differences in double precision. */
export function evaluatorOf(answer: (x: number, t: number, span: number) => number): Evaluator {
  const each = ({ x, t, span }: Points, work: (x: number, t: number, span: number, j: number) => number) => {
    const dim = x.length / t.length;
    return x.map((value, j) => {
      const i = Math.floor(j / dim);
      return work(value, t[i], span?.[i] ?? 0, j);
    });
  };
  return {
    forward: (points) => each(points, answer),
    tangent(points, along: Along) {
      const dim = points.x.length / points.t.length;
      const h = 1e-5;
      const tangent = each(points, (x, t, span, j) => {
        const i = Math.floor(j / dim);
        const at = (by: number) =>
          answer(x + by * along.x[j], t + by * (along.t?.[i] ?? 0), span + by * (along.span?.[i] ?? 0));
        return (at(h) - at(-h)) / (2 * h);
      });
      return { value: each(points, answer), tangent };
    },
    inputGradient: () => {
      throw new Error('no gradient by x is asked');
    },
  };
}

/** v of the consistency function of Gaussian data: the flow keeps x over its deviation. */
export function consistentV(schedule: Schedule) {
  return (x: number, t: number): number => {
    const { alpha, sigma } = unitPath(schedule, t);
    const f = (spread * x) / Math.hypot(alpha * spread, sigma);
    return sigma > 0 ? (alpha * x - f) / sigma : 0;
  };
}

/** What a trainer would hand an objective, with `evaluator` as its network. */
export function stateWith(
  evaluator: Evaluator,
  spec: (typeof specs)[number],
  { pool, batchSize = 64, steps = 0 }: { pool?: Float32Array; batchSize?: number; steps?: StepContext['step'] } = {},
): TrainerState {
  return {
    settings: settings({ schedule: spec, batchSize }),
    dim: 2,
    steps,
    schedule: makeSchedule(spec),
    pool: pool ?? null,
    evaluator: () => evaluator,
  };
}
