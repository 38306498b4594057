import type { NoiseRatio } from './noise-ratio';
import { singleStep, type Form } from './single-step';

/**
 * How a multistep method begins, before it has enough to join: `low`, by its own lower orders, as published. What their first
 * step leaves is of order 2, whatever comes after: too little to see where sampling starts in high noise (a log-SNR of -10),
 * the most of it after many steps where it does not (scaled-linear: -5.4). `single`: the first steps, as many as needed, are
 * single ones of one order less, at more evaluations, and the order is the method's own from any start.
 */
export type Start = 'low' | 'single';
export const starts: readonly Start[] = ['low', 'single'];

/**
 * The first steps of a multistep method of this order on `form`: takes step `i` by a single one, leaves what it began with in `kept`, and says true;
 * false where that is not how it begins, where enough is known, and where the step goes to no noise.
 */
export function singleStart(
  ratio: NoiseRatio,
  form: Form,
  order: number,
  start: Start,
): (i: number, kept: Float64Array) => boolean {
  if (start === 'low') return () => false;
  const { times, level, y } = ratio;
  const step = singleStep(ratio, form, 'dpmsolver');
  return (i, kept) => {
    if (i >= order - 2 || level[i + 1] === 0) return false;
    kept.set(step.begin(level[i], times[i]));
    if (order === 3) step.second(level[i], level[i + 1], y);
    else step.third(level[i], level[i + 1], y);
    return true;
  };
}
