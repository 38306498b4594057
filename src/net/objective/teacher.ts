import { batch, zeros } from '../../core/batch';
import type { Denoiser } from '../../core/denoiser';
import type { Prediction } from '../../core/network';
import { dataReading } from '../../core/parameterization';
import { makeSchedule } from '../../core/schedule';
import type { Schedule, ScheduleSpec } from '../../core/schedule/schedule';
import type { Evaluator, ObjectiveSettings, Points } from './objective';
import { unitPath } from './unit-path';

/** A denoiser whose weights stand still, beside the network in training: what a pupil learns from. */
export interface Teacher {
  readonly schedule: ScheduleSpec;
  /** E[x_0 | x] at the points [n, dim], x as networks see it (`UnitPath`), each row at its own time. */
  readonly denoise: (points: Points) => Float32Array;
}

/**
 * What an answer F [n, dim] of a network says of x_0 at the points, x as networks see it. Predicting epsilon, nothing is said where alpha is 0.
 */
export function dataOf(prediction: Prediction, schedule: Schedule, { x, t }: Points, F: Float32Array): Float32Array {
  const out = new Float32Array(F.length);
  const dim = F.length / t.length;
  for (let i = 0; i < t.length; i++) {
    const { alpha, sigma } = unitPath(schedule, t[i]);
    const { noised, said } = dataReading(prediction, alpha, sigma);
    for (let j = i * dim; j < (i + 1) * dim; j++) out[j] = noised * x[j] + said * F[j];
  }
  return out;
}

/** A network as a teacher, asked through its evaluator: it teaches what it has learned whenever it is asked. */
export function networkTeacher(evaluator: Evaluator, prediction: Prediction, schedule: ScheduleSpec): Teacher {
  refuseEpsilon('a teacher', prediction);
  const made = makeSchedule(schedule);
  return { schedule, denoise: (points) => dataOf(prediction, made, points, evaluator.forward(points)) };
}

/** A known denoiser, a mixture's exact one say, as a teacher. `denoiser` is one of x in the schedule's own length. */
export function exactTeacher(denoiser: Denoiser, schedule: ScheduleSpec): Teacher {
  const made = makeSchedule(schedule);
  return {
    schedule,
    denoise({ x, t }) {
      const dim = x.length / t.length;
      const out = new Float32Array(x.length);
      const guess = zeros(1, dim);
      for (let i = 0; i < t.length; i++) {
        const { scale } = unitPath(made, t[i]);
        const row = Float64Array.from(x.subarray(i * dim, (i + 1) * dim), (value) => value / scale);
        out.set(denoiser.denoise(batch(row, dim), t[i], guess).data, i * dim);
      }
      return out;
    },
  };
}

/** Throws `RangeError` unless pupil and teacher mean the same noise by the same time, and the pupil's answers say something of x_0 everywhere. */
export function checkPupil(name: string, { schedule }: Teacher, settings: ObjectiveSettings): void {
  refuseEpsilon(name, settings.network.prediction);
  const [a, b] = [makeSchedule(schedule), makeSchedule(settings.schedule)];
  for (let t = 0; t <= 1; t += 0.125) {
    if (Math.abs(a.alpha(t) - b.alpha(t)) + Math.abs(a.sigma(t) - b.sigma(t)) > 1e-9) {
      throw new RangeError(
        `${name} on the ${settings.schedule.kind} schedule from a teacher on ${schedule.kind} (expected the same)`,
      );
    }
  }
}

/** Throws `RangeError` for epsilon, which says nothing of the sample where there is only noise (Salimans and Ho 2022, section 4). */
export function refuseEpsilon(name: string, prediction: Prediction): void {
  if (prediction === 'epsilon') {
    throw new RangeError(
      `${name} with a network that predicts epsilon (expected v or x0: noise says nothing of the sample)`,
    );
  }
}
