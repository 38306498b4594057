/** Samples of a class in numbers: how much they agree with the class, and how much of it they are. */
import { count, type Batch } from '../../../src/core/batch';
import { prdc } from '../../../src/core/metric/index';
import { agreeing, data, meanGap, yardstick } from './data';
import { classIndex, type GuidanceSettings } from './state';

export interface Marks {
  readonly w: number;
  /** Share of the points that the exact posterior gives to the class. */
  readonly agreement: number;
  /** Share of the true points that have one of these nearby (Naeem et al. 2020). */
  readonly coverage: number;
  /** Mean distance between points, that of the true ones being 1. */
  readonly spread: number;
  /** Share of the points where p(x | c) is below what all but one true point in two hundred have. */
  readonly off: number;
}

/** Yields between its parts, so that whoever runs it can breathe. */
export function* measuring(
  s: Pick<GuidanceSettings, 'data' | 'class' | 'w'>,
  points: Batch,
): Generator<void, Marks, void> {
  const c = classIndex(s);
  const of = data[s.data];
  const { real, spread, rim, neighbours } = yardstick(s.data, c);
  const n = count(points);
  const agreement = agreeing(of, c, points).reduce((sum, one) => sum + one, 0) / n;
  yield;
  const { coverage } = prdc(real, points, { k: neighbours });
  yield;
  const gap = meanGap(points) / spread;
  yield;
  const off = of.classes[c].logDensity(points, 1, 0).reduce((sum, log) => sum + (log < rim ? 1 : 0), 0) / n;
  return { w: s.w, agreement, coverage, spread: gap, off };
}

/** The same at once. */
export function measure(s: Pick<GuidanceSettings, 'data' | 'class' | 'w'>, points: Batch): Marks {
  const work = measuring(s, points);
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
  }
}
