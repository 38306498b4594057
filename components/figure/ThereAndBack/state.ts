/** What the figure of ways to noise and back is set to. No DOM here. */
import { digitPixelsOf, type Digits } from '../../../src/core/data/digits';
import { linear, spherical } from '../../../src/core/interpolate';
import { choice, number, schema, seed, type SettingsOf } from '../../../src/core/schema';
import type { SampleDigit } from '../../../src/engine/digits';
import { mends } from '../../../src/core/inversion/mends';

export const modes = ['back', 'edit', 'between', 'direction'] as const;
export type Mode = (typeof modes)[number];

export const thereAndBack = schema({
  mode: choice(modes, 'back'),
  /** Row of the packed digits: held-out rows, which no network has seen, are 9001 to 9999. */
  digit: number(9006, { min: 0, max: 9999, integer: true }),
  /** Steps each way. */
  steps: number(10, { min: 5, max: 50, integer: true }),
  /** w of D_c + w (D_c - D_nothing). */
  w: number(3, { min: 0, max: 5 }),
  mend: choice(mends, 'none'),
  /** What an edit asks for. */
  to: number(8, { min: 0, max: 9, integer: true }),
  /** A way goes between codes of two digits of one class, or between draws. */
  ends: choice(['digits', 'draws'], 'draws'),
  along: choice(['thickness', 'slant'], 'thickness'),
  /** Of draws, and of the random direction. */
  seed: seed(1),
});

export type ThereAndBackSettings = SettingsOf<typeof thereAndBack>;

/** Steps of the curve's points. */
export const curveSteps = [5, 10, 20, 50] as const;
/** Pictures of a way from end to end, and how far a direction is followed, in units of itself. */
export const stripCount = 9;
export const strengths = [-3, -2, -1, 0, 1, 2, 3] as const;
/** Training digits that a direction is taken from. */
export const learnedFrom = 200;

/** Whatever the answer of the mode depends on. */
export function keyOf({ mode, digit, steps, w, mend, to, ends, along, seed: of }: ThereAndBackSettings): string {
  const parts = {
    back: [digit, steps, w, mend],
    edit: [digit, steps, w, to],
    between: [digit, steps, ends, ends === 'draws' ? of : 0],
    direction: [digit, steps, along, of],
  }[mode];
  return [mode, ...parts].join(':');
}

/** The chosen digit, from the hand or from all; null where these have yet to arrive. */
export function chosen(index: number, hand: readonly SampleDigit[], all: Digits | null): SampleDigit | null {
  const found = hand.find((one) => one.index === index);
  if (found) return found;
  return all && index < all.count ? { index, label: all.labels[index], pixels: digitPixelsOf(all, index) } : null;
}

/** The next held-out digit of the same class, the first after the last. */
export function partnerOf({ index, label }: SampleDigit, { count, trainCount, labels, ...set }: Digits): Uint8Array {
  const held = count - trainCount;
  for (let k = 1; k <= held; k++) {
    const row = trainCount + ((Math.max(0, index - trainCount) + k) % held);
    if (row !== index && labels[row] === label) return digitPixelsOf({ count, trainCount, labels, ...set }, row);
  }
  throw new RangeError(`no other digit of class ${label} (expected two)`);
}

/** Codes of the way from a to b, [stripCount, size]. */
export function wayOf(a: ArrayLike<number>, b: ArrayLike<number>, way: 'linear' | 'spherical'): Float64Array {
  const out = new Float64Array(stripCount * a.length);
  for (let i = 0; i < stripCount; i++)
    out.set((way === 'linear' ? linear : spherical)(a, b, i / (stripCount - 1)), i * a.length);
  return out;
}

/** Codes along a direction, [strengths, size]. */
export function alongOf(code: ArrayLike<number>, direction: ArrayLike<number>): Float64Array {
  const out = new Float64Array(strengths.length * code.length);
  strengths.forEach((s, k) => {
    for (let j = 0; j < code.length; j++) out[k * code.length + j] = code[j] + s * direction[j];
  });
  return out;
}

/** Root mean square of (1 - t) a + t b where a and b are independent and of length 1. */
export const straightLength = (t: number): number => Math.hypot(1 - t, t);
