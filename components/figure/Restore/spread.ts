/** What several answers say together: their mean and deviation, and where among them the truth lies. */
import { digitPixels } from '../../../src/core/data/digits';

export interface Spread {
  /** [784] of ink, 0 to 1. */
  readonly mean: Float64Array;
  /** [784] of ink, at most 1/2: over all answers, not over all but one. */
  readonly deviation: Float64Array;
  /** Root mean square per pixel against the truth: of the mean, and of one answer, in the mean over their squares. */
  readonly meanError: number;
  readonly error: number;
  readonly covered: Covered;
}

/**
 * Whether the truth lies within the range of n answers, over the pixels that are asked about and at which the n + 1 values are not all
 * the same. Values that tie for the least or the greatest share the place: of m that tie, each has it with a chance of 1 / m. If the truth
 * is one draw more from where the answers come from, any of the n + 1 is as likely to be the least, so that the expected share of pixels
 * within is (n - 1) / (n + 1), exactly. Pixels hang together: of a single picture that is no test.
 */
export interface Covered {
  /** Pixels within, counted with chances. */
  readonly within: number;
  /** Pixels at which anything differs, and what would be expected of them. */
  readonly of: number;
  readonly expected: number;
}

/** @param answers grey levels, [n, 784]; @param asked for each pixel, whether it counts for `covered` */
export function spreadOf(truth: Uint8Array, answers: Uint8Array, asked: (i: number) => boolean): Spread {
  const n = answers.length / digitPixels;
  const mean = new Float64Array(digitPixels);
  const deviation = new Float64Array(digitPixels);
  let [meanSquares, squares, within, of] = [0, 0, 0, 0];
  for (let i = 0; i < digitPixels; i++) {
    const all = Array.from({ length: n }, (_, k) => answers[k * digitPixels + i]);
    const m = all.reduce((sum, v) => sum + v, 0) / n;
    mean[i] = m / 255;
    deviation[i] = Math.sqrt(all.reduce((sum, v) => sum + (v - m) ** 2, 0) / n) / 255;
    meanSquares += ((m - truth[i]) / 255) ** 2;
    squares += all.reduce((sum, v) => sum + ((v - truth[i]) / 255) ** 2, 0) / n;
    if (!asked(i)) continue;
    const [least, most] = [Math.min(...all, truth[i]), Math.max(...all, truth[i])];
    if (least === most) continue;
    of += 1;
    const outside = (end: number) => (truth[i] === end ? 1 / (1 + all.filter((v) => v === end).length) : 0);
    within += 1 - outside(least) - outside(most);
  }
  return {
    mean,
    deviation,
    meanError: Math.sqrt(meanSquares / digitPixels),
    error: Math.sqrt(squares / digitPixels),
    covered: { within, of, expected: (of * (n - 1)) / (n + 1) },
  };
}

/** How often each class was read, the most frequent first. */
export function readings(classes: ArrayLike<number>): readonly { readonly digit: number; readonly times: number }[] {
  const times = new Array<number>(10).fill(0);
  for (let i = 0; i < classes.length; i++) times[classes[i]] += 1;
  return times
    .map((n, digit) => ({ digit, times: n }))
    .filter((one) => one.times > 0)
    .sort((a, b) => b.times - a.times || a.digit - b.digit);
}
