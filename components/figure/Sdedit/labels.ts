/** Words of the figure of bad drawings, all made from its state. */
import { borders } from '../../../src/core/caption/attributes';
import { readPrompt } from '../../../src/core/caption/prompt';
import { fixed, percent, significant } from '../../../src/picture/numbers';
import { drawings } from './drawings';
import { beginning, type SdeditSettings } from './state';
import { distanceOf, type Shown } from './work';

export const ruleLabels = { time: 'by time', kept: 'whole steps, down', left: 'whole steps, up' } as const;
export const toldLabels = { nothing: 'nothing', class: 'a class', words: 'words' } as const;

export const nameOf = ({ drawing, picture }: SdeditSettings): string =>
  picture === null ? drawings[drawing].name : 'your drawing';

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
export const titleOf = (s: SdeditSettings): string => capital(nameOf(s));

const stepsText = (n: number): string => `${n} ${n === 1 ? 'step' : 'steps'}`;
const timeText = (t: number): string => (t === 1 ? '1' : significant(t, 2));
export const noiseText = (noise: number): string => significant(noise, 2);

/** `strength 0.50 × 10 steps = 5 steps, from t = 0.063 (σ/α = 1.9)` */
export function strengthText(s: SdeditSettings): string {
  const { taken, t, noise } = beginning(s);
  const product = s.strength * s.steps;
  const whole = Math.abs(product - Math.round(product)) < 1e-9;
  const begin = `strength ${fixed(s.strength)} × ${stepsText(s.steps)} = `;
  const amount =
    whole && Math.round(product) === taken
      ? stepsText(taken)
      : `${Number(product.toPrecision(3))}, taken as ${stepsText(taken)}`;
  if (taken === 0) return `${begin}${amount}: the drawing as it is`;
  return `${begin}${amount}, from t = ${timeText(t)} (σ/α = ${noiseText(noise)})`;
}

/** What the other way to read the strength would do; empty where it is the same. */
export function otherRuleText(s: SdeditSettings): string {
  const other = s.rule === 'time' ? 'kept' : 'time';
  const [here, there] = [beginning(s), beginning(s, other)];
  if (Math.abs(here.noise - there.noise) < 1e-6 && here.taken === there.taken) return '';
  const name = other === 'kept' ? 'Whole steps' : 'Read as a time, it';
  return there.taken === 0
    ? `${name} would do nothing at all.`
    : `${name} would take ${there.taken}, from σ/α = ${noiseText(there.noise)}.`;
}

/** What is told, in a phrase. */
export function toldText({ told, label, prompt }: SdeditSettings): string {
  if (told === 'nothing') return 'told nothing';
  if (told === 'class') return `told ${label}`;
  return prompt.trim() === '' ? 'told no words' : `told “${prompt.trim()}”`;
}

/** What was not understood of the words. */
export const problemsOf = ({ told, prompt }: SdeditSettings): readonly string[] =>
  told === 'words' ? readPrompt(prompt).problems : [];

/** How thick a stroke is, in a word. */
export function thicknessWord(thickness: number | null): string {
  if (thickness === null) return 'no ink';
  const [low, high] = borders.thickness.at;
  return thickness < low ? 'thin' : thickness > high ? 'bold' : 'medium';
}

/** Under an answer: `3, 98 %`, with words also its thickness. */
export function answerText(s: SdeditSettings, { read }: Shown, i: number): string {
  if (!read) return '…';
  const of = `${read.classes[i]}, ${percent(read.sureness[i])}`;
  return s.told === 'words' ? `${of}, ${thicknessWord(read.thickness[i])}` : of;
}

/** How many of each class, the most first: `4 as 3, 2 as 8`. */
export function countText({ read }: Pick<Shown, 'read'>): string {
  if (!read) return 'being drawn';
  const counts = new Map<number, number>();
  for (const c of read.classes) counts.set(c, (counts.get(c) ?? 0) + 1);
  return [...counts]
    .sort(([a, n], [b, m]) => m - n || a - b)
    .map(([c, n]) => `${n} as ${c}`)
    .join(', ');
}

export const distanceText = (shown: Shown): string => `${fixed(distanceOf(shown), 3)} a pixel away from the drawing`;

export function summary(s: SdeditSettings, shown: Shown): string {
  const bold =
    s.told === 'words' && shown.read
      ? ` Bold: ${shown.read.thickness.filter((v) => thicknessWord(v) === 'bold').length} of ${shown.read.classes.length}.`
      : '';
  return `${titleOf(s)}, ${toldText(s)}; ${strengthText(s)}. The judge reads the answers: ${countText(shown)}; ${distanceText(shown)}.${bold}`;
}
