/** Names of what can be chosen. */
import type { Thresholding } from '../../../src/core/image-network/cascade';

export const thresholdNames: Readonly<Record<Thresholding, string>> = {
  none: 'no threshold',
  static: 'static threshold',
  dynamic: 'dynamic threshold',
};

export const sourceNames = {
  text: 'the prompt',
  picture: 'a picture',
  between: 'two pictures',
  difference: 'a picture and two prompts',
} as const;

/** `a 3`, `an 8`. */
export const one = (digit: number): string => (digit === 8 ? 'an 8' : `a ${digit}`);

/** Letters of a prompt that a sentence shows. */
const shownLetters = 60;

/** A prompt in quotes, shortened where it is long. */
export function quoted(prompt: string): string {
  const letters = Array.from(prompt.trim());
  if (letters.length === 0) return '“”, which asks for nothing';
  return `“${letters.length > shownLetters ? `${letters.slice(0, shownLetters - 1).join('')}…` : letters.join('')}”`;
}
