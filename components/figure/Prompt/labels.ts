/** Words of the figure that draws what is typed, all made from its state. */
import { readPrompt, type Prompt } from '../../../src/core/caption/prompt';
import { attributeNames, heldOutIn, type Attribute, type Combination } from '../../../src/core/caption';
import { fixed, percent } from '../../../src/picture/numbers';
import { pictureCount, steps, type PromptSettings } from './state';
import { shareOf, type Shown } from './work';
import { borderText, shares, ticksOf, type Tick } from './wishes';

/** How often the recorded network gives combinations as asked, in pictures: those kept back in training, and others like them. */
export interface Rates {
  readonly heldOut: number;
  readonly seen: number;
}

export const noiseText = (noise: number): string => fixed(noise, noise < 1 ? 2 : 1);

/** Sentences on what was typed. */
export function problemsOf({ prompt, negative, w }: PromptSettings): readonly string[] {
  const unwanted = negative.trim() === '' ? [] : readPrompt(negative).problems;
  return [
    ...readPrompt(prompt).problems,
    ...unwanted.map((said) => `Of what is not wanted: ${said.charAt(0).toLowerCase()}${said.slice(1)}`),
    ...(negative.trim() !== '' && w === 0
      ? ['With the guidance at 0 the prompt alone is asked: what is not wanted has no part.']
      : []),
  ];
}

const nouns: Readonly<Record<Attribute, Readonly<Record<string, string>>>> = {
  thickness: {},
  slant: { left: 'leaning left', right: 'leaning right' },
  width: {},
};

/** A combination in words: `bold 3`, `bold and leaning left`. */
export function combinationText({ digit, values }: Combination): string {
  const words = attributeNames.flatMap((name) => {
    const value = values[name];
    return value === undefined ? [] : [nouns[name][value] ?? value];
  });
  return digit === undefined ? words.join(' and ') : `${words.join(' and ')} ${digit}`;
}

/** What a prompt asks for that was kept back in training, if it asks for such a thing. */
export function heldOut({ digit, wishes }: Prompt): Combination | null {
  const values = Object.fromEntries(
    attributeNames.map((name) => [name, wishes[name]?.find((wish) => !wish.not)?.value ?? null]),
  );
  return heldOutIn({ digit, values });
}

export function heldOutText(combination: Combination, rates: Rates | null): string {
  const never = `Never in training: ${combinationText(combination)}. Each by itself was.`;
  if (!rates) return never;
  return `${never} As asked come ${percent(rates.heldOut)} of such pictures, and ${percent(rates.seen)} of like ones that were.`;
}

export const markOf = (met: boolean | null): string => (met === null ? '' : met ? '✓' : '✗');

export function tickText({ asked, measured, met, name }: Tick): string {
  if (met === null) return `${name} ${measured}`;
  return met ? `${measured}, as asked` : `${measured}, not ${asked ?? ''}`;
}

/** One picture with its numbers. */
export function pictureText(prompt: Prompt, shown: Shown, i: number): string {
  const { final } = shown;
  if (!final) return `Picture ${i + 1}, in the making`;
  const told = ticksOf(prompt, final, i).map((tick) => {
    const { name, measured, number, asked, met } = tick;
    const wrong = met === false ? `, asked: ${asked ?? ''}` : '';
    if (name === 'class') return `the judge calls it ${measured} (${number})${wrong}`;
    return `${name} ${number} (${measured === 'no ink' ? measured : borderText(name, measured)})${wrong}`;
  });
  return `Picture ${i + 1}: ${told.join('; ')}.`;
}

/** What of the pictures is as asked, in a line. */
export function sharesText(prompt: Prompt, { final }: Shown): string {
  if (!final) return 'being made';
  const all = shares(prompt, final);
  if (all.length === 0) return 'nothing was asked for that could be measured';
  return all.map(({ asked, met, of }) => `${asked}: ${met} of ${of}`).join('; ');
}

export function summary(s: PromptSettings, shown: Shown): string {
  const prompt = readPrompt(shown.settings.prompt);
  const typed = shown.settings.prompt.trim();
  const short = typed.length > 80 ? `${typed.slice(0, 80)}…` : typed;
  const head = `${pictureCount} digits drawn for “${short}”, guidance w = ${fixed(shown.settings.w, 1)}`;
  const step = shown.steps.at(Math.min(s.step, shown.steps.length) - 1);
  const words =
    step && prompt.words.length > 0
      ? ` At step ${Math.min(s.step, shown.steps.length)} of ${steps} the attention is shared: ${prompt.words
          .map(({ word }, k) => `${word} ${percent(shareOf(step, k))}`)
          .join(', ')}.`
      : '';
  return `${head}. As asked: ${sharesText(prompt, shown)}.${words}`;
}
