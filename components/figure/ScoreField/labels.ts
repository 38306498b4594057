/** Words of the score-field figure, all made from its state. */
import type { Batch } from '../../../src/core/batch';
import { fixed, grouped, significant } from '../../../src/picture/numbers';
import { timeAxis, type TimeAxis } from '../timeAxis';
import { isBuilt } from '../run';
import type { Truth } from './fields';
import { cellAt, cellCentre, curveTimes, schedule, type ScoreFieldSettings } from './state';
import type { Learned } from './useScoreField';

/** The time in the book's notation. */
export const bookTime = timeAxis('book', schedule);

export const predictionLabels: Readonly<Record<ScoreFieldSettings['prediction'], string>> = {
  epsilon: 'ε',
  x0: 'x₀',
  v: 'v',
};

/** Both scores at the place pointed at. */
export interface Reading {
  readonly x: number;
  readonly y: number;
  readonly density: number;
  readonly exact: readonly [number, number];
  /** Null while the network has not answered at this t. */
  readonly learned: readonly [number, number] | null;
  /** sigma |learned - exact|. */
  readonly error: number;
}

export function readingAt(s: ScoreFieldSettings, truth: Truth, learned: Batch | null): Reading {
  const cell = cellAt(s.x, s.y);
  const [x, y] = cellCentre(cell);
  const pair = ({ data }: Batch): readonly [number, number] => [data[2 * cell], data[2 * cell + 1]];
  const exact = pair(truth.score);
  const other = learned && pair(learned);
  const error = other ? schedule.sigma(truth.t) * Math.hypot(other[0] - exact[0], other[1] - exact[1]) : NaN;
  return { x, y, density: truth.density[cell], exact, learned: other, error };
}

export function vectorText([u, v]: readonly [number, number]): string {
  return `(${significant(u, 3)}, ${significant(v, 3)})`;
}

export function placeText({ x, y }: Reading): string {
  return `(${fixed(x)}, ${fixed(y)})`;
}

export function learnedTitle(learned: Learned | null): string {
  return learned ? `Learned score, step ${grouped(learned.snapshot.step)}` : 'Learned score';
}

/** The errors at the time of the curve that is nearest to t. */
export function nearestOfCurve(t: number): number {
  return curveTimes.reduce((best, time, i) => (Math.abs(time - t) < Math.abs(curveTimes[best] - t) ? i : best), 0);
}

export function summary(
  s: ScoreFieldSettings,
  learned: Learned | null,
  reading: Reading,
  time: TimeAxis = bookTime,
): string {
  const trained = s.trained === 'one' ? `trained at ${time.text(s.level)} only` : 'trained at every noise level';
  const point = `At the point ${placeText(reading)} and ${time.text(s.t)} the exact score is ${vectorText(reading.exact)}`;
  if (!learned) return `${point}. The network has not been trained yet.`;
  const step = `${trained}, after ${learned.snapshot.step} steps${isBuilt(learned.snapshot) ? ' when the page was built' : ''}`;
  const own = reading.learned
    ? `, the learned one ${vectorText(reading.learned)}: an error of ${significant(reading.error, 2)} in ε`
    : '';
  const at = nearestOfCurve(s.t);
  const mean = learned.curve?.[at];
  const means = mean
    ? ` Near ${time.text(curveTimes[at])} the mean squared error of ε is ${significant(mean.weighted, 2)} where the data is and ${significant(mean.plain, 2)} over the whole square.`
    : '';
  return `${point}${own}. A network that predicts ${predictionLabels[s.prediction]}, ${step}.${means}`;
}
