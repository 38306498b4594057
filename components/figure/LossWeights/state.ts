/** What a uniform loss on each prediction weighs, level by level: one error, four weightings. */
import { makeSchedule, scheduleDefaults } from '../../../src/core/schedule/index';
import { boolean, choice, number, schema, type SettingsOf } from '../../../src/core/schema';

export const lossWeights = schema({
  /** The clip of min-SNR (Hang et al. 2023). */
  gamma: number(5, { min: 0.5, max: 50 }),
  schedule: choice(['linear', 'cosine', 'sigmoid'], 'cosine'),
  /** Multiply by the time that the schedule spends at each level. */
  time: boolean(false),
});

export type LossWeightsSettings = SettingsOf<typeof lossWeights>;

export type Question = 'epsilon' | 'x0' | 'v' | 'min-SNR';
export interface WeightPoint {
  readonly question: Question;
  /** lambda = ln SNR. */
  readonly logSnr: number;
  readonly weight: number;
}

export const questions: readonly Question[] = ['epsilon', 'x0', 'v', 'min-SNR'];
/** Log-SNR shown, from noise to data. */
export const levels = { from: -8, to: 8 } as const;
export const weightRange = { least: 1e-3, most: 1e3 } as const;

/** Weight on the squared error of x_0-hat at a signal-to-noise ratio. */
export function weightAt(question: Question, snr: number, gamma: number): number {
  switch (question) {
    case 'epsilon':
      return snr;
    case 'x0':
      return 1;
    case 'v':
      return snr + 1;
    case 'min-SNR':
      return Math.min(snr, gamma);
  }
}

/** The density of lambda under uniform t: 1 / |d lambda / dt|, by a central difference. */
export function timeDensity(schedule: LossWeightsSettings['schedule'], logSnr: number): number {
  const { timeOfLogSnr } = makeSchedule(scheduleDefaults[schedule]);
  const h = 0.01;
  return Math.max(0, (timeOfLogSnr(logSnr - h) - timeOfLogSnr(logSnr + h)) / (2 * h));
}

export function weightCurves({ gamma, schedule, time }: LossWeightsSettings): readonly WeightPoint[] {
  const n = 81;
  return questions.flatMap((question) =>
    Array.from({ length: n }, (_, i) => {
      const logSnr = levels.from + ((levels.to - levels.from) * i) / (n - 1);
      const weight = weightAt(question, Math.exp(logSnr), gamma) * (time ? timeDensity(schedule, logSnr) : 1);
      return { question, logSnr, weight };
    }),
  );
}

/** Where each curve's name stands, in log-SNR: apart from the others. */
const namePlaces: Readonly<Record<Question, number>> = { epsilon: -4, x0: 5.4, v: -6.4, 'min-SNR': 6.7 };

/** The point of a curve that carries its name: the nearest to its place of those inside the chart, if there is one. */
export function nameAt(curves: readonly WeightPoint[], question: Question): WeightPoint | undefined {
  const own = curves.filter(
    (p) => p.question === question && p.weight >= weightRange.least && p.weight <= weightRange.most,
  );
  const apart = (p: WeightPoint) => Math.abs(p.logSnr - namePlaces[question]);
  return own.reduce<WeightPoint | undefined>(
    (best, p) => (best === undefined || apart(p) < apart(best) ? p : best),
    undefined,
  );
}
