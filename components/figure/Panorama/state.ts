/** What the strip wider than the model is set to, and the requests that follow from it. No DOM here. */
import { stripRules, windowClasses, type StripRule } from '../../../src/core/inverse/strip';
import { choice, number, schema, seed, text, type SettingsOf } from '../../../src/core/schema';
import { stripWindows, windowSide, widestStrip, type PanoramaSpec } from '../../../src/engine/kinds/shipped/panorama';

export { stripRules, windowSide, type StripRule };
/** Evaluations of a strip. */
export const steps = 10;
/** Digits that are read of what is asked for. */
export const mostDigits = 12;

export const panorama = schema({
  /** Digits asked for, from left to right: each has an equal part of the strip. A question mark is any. */
  wanted: text('80382', 40),
  width: number(84, { min: windowSide, max: widestStrip, integer: true }),
  stride: number(14, { min: 4, max: windowSide, integer: true }),
  /** The rule whose strip is looked at. */
  rule: choice(stripRules, 'tapered'),
  /** w of Ho and Salimans 2022. */
  w: number(1, { min: 0, max: 4 }),
  /** Of `steps`. */
  step: number(steps, { min: 1, max: steps, integer: true }),
  seed: seed(4),
});

export type PanoramaSettings = SettingsOf<typeof panorama>;

/** Digits and question marks of what was typed, as classes; nothing is any. */
export function regionsOf({ wanted }: Pick<PanoramaSettings, 'wanted'>): readonly number[] {
  const found = Array.from(wanted)
    .filter((c) => (c >= '0' && c <= '9') || c === '?')
    .map((c) => (c === '?' ? -1 : Number(c)));
  return found.length > 0 ? found.slice(0, mostDigits) : [-1];
}

export const request = (s: PanoramaSettings, rule: StripRule): PanoramaSpec => ({
  width: s.width,
  stride: s.stride,
  rule,
  regions: regionsOf(s),
  guidance: s.w,
  seed: s.seed,
  steps,
});

/** What the strips follow from: not which of them is looked at, nor when. */
export const stripsKey = (s: PanoramaSettings): string => JSON.stringify(stripRules.map((rule) => request(s, rule)));

export const windowsOfStrip = (s: PanoramaSettings) => stripWindows(s);
/** The class that each window is told. */
export const classesOf = (s: PanoramaSettings): readonly number[] => windowClasses(stripWindows(s), regionsOf(s));
