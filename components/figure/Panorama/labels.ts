/** Words of the strip wider than the model, all made from its state. */
import { fixed } from '../../../src/picture/numbers';
import {
  classesOf,
  mostDigits,
  regionsOf,
  stripRules,
  windowSide,
  windowsOfStrip,
  type PanoramaSettings,
  type StripRule,
} from './state';
import { guessAt, measuresOf, type Reading, type Shown } from './work';

export const ruleNames: Readonly<Record<StripRule, string>> = {
  mean: 'Mean of the windows',
  tapered: 'Weighed to each middle',
  collage: 'Sum less overlaps',
  apart: 'Each alone, then cut',
};

/** A judge that gives a class less than this is unsure. */
export const sureFrom = 0.9;

/** Windows that were told a class, and how many of them are read so. */
export function askedAndRead(
  told: readonly number[],
  { classes }: Reading,
): { readonly met: number; readonly of: number } {
  const asked = told.map((c, i) => [c, classes[i]]).filter(([c]) => c >= 0);
  return { met: asked.filter(([c, found]) => c === found).length, of: asked.length };
}

/** What of a window is said under the strip: the class that is read, and whether it is what was told. */
export function windowText(told: number, { classes, sureness }: Reading, i: number): string {
  const mark = told < 0 ? '' : told === classes[i] ? ' ✓' : ' ✗';
  return `${sureness[i] < sureFrom ? `${classes[i]}?` : classes[i]}${mark}`;
}

/** A strip's numbers in one line. */
export function stripText({ settings: s, strips }: Shown, rule: StripRule, step: number): string {
  const strip = strips[rule];
  const grey = guessAt(strip, step);
  if (!strip || !grey) return 'waits for its turn';
  const { ink, seam } = measuresOf(s, grey);
  const numbers = `ink ${fixed(ink, 3)}${Number.isNaN(seam) ? '' : `, seams ${fixed(seam, 2)}`}`;
  if (!strip.reading) return `${numbers}, in the making`;
  const { met, of } = askedAndRead(classesOf(s), strip.reading);
  return of === 0 ? numbers : `${met} of ${of} read as told; ${numbers}`;
}

/** Sentences on what was typed. */
export function problemsOf(s: PanoramaSettings): readonly string[] {
  const typed = Array.from(s.wanted.replace(/\s/g, ''));
  const known = typed.filter((c) => /[0-9?]/.test(c));
  const windows = windowsOfStrip(s).starts.length;
  const regions = regionsOf(s).length;
  return [
    ...(typed.length > known.length ? ['Only digits, and question marks for any digit, are read.'] : []),
    ...(known.length > mostDigits ? [`Only the first ${mostDigits} of ${known.length} are read.`] : []),
    ...(regions > windows
      ? [`${regions} digits for ${windows} ${windows === 1 ? 'window' : 'windows'}: some have none to draw them.`]
      : []),
    ...(s.stride === windowSide ? ['Windows only touch: every rule is the same.'] : []),
  ];
}

export function summary(s: PanoramaSettings, shown: Shown): string {
  const at = shown.settings;
  const windows = windowsOfStrip(at).starts.length;
  const asked = regionsOf(at)
    .map((c) => (c < 0 ? 'any' : String(c)))
    .join(', ');
  const lines = stripRules.map((rule) => {
    const { strips } = shown;
    const reading = strips[rule]?.reading;
    const read = reading ? `, the judge reads ${reading.classes.join(' ')}` : '';
    return `${ruleNames[rule]}: ${stripText(shown, rule, s.step)}${read}.`;
  });
  return `A strip of ${at.width} columns by ${windows} windows of ${windowSide}, one every ${at.stride}; asked for: ${asked}. ${lines.join(' ')}`;
}
