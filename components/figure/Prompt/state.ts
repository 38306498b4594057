/** What the figure that draws what is typed is set to, and the request that follows from it. No DOM here. */
import { readPrompt } from '../../../src/core/caption/prompt';
import { number, schema, seed, text, type SettingsOf } from '../../../src/core/schema';
import type { DigitPromptSpec } from '../../../src/engine/kinds/shipped/prompt';

/** Letters that a field takes; what is read of them is said by `readPrompt`. */
export const longestPrompt = 20_000;
export const steps = 10;
export const columns = 3;
export const pictureCount = 9;

export const promptDigits = schema({
  prompt: text('a thin slanted 7', longestPrompt),
  /** What guidance leads away from. */
  negative: text('', longestPrompt),
  /** w of Ho and Salimans 2022: 0 asks the prompt alone. */
  w: number(2, { min: 0, max: 6 }),
  /** The step that is looked at, of `steps`. */
  step: number(steps, { min: 1, max: steps, integer: true }),
  /** The word whose attention lies over the pictures, -1 for none. */
  word: number(-1, { min: -1, max: 13, integer: true }),
  /** The picture whose numbers are told, -1 for none. */
  picture: number(-1, { min: -1, max: pictureCount - 1, integer: true }),
  seed: seed(7),
});

export type PromptSettings = SettingsOf<typeof promptDigits>;

/** The request: the words that are known, and what they are drawn away from. */
export function request({ prompt, negative, w, seed }: PromptSettings): DigitPromptSpec {
  const said = (typed: string) => {
    const { tokens, mask } = readPrompt(typed);
    return { tokens, mask };
  };
  return {
    prompt: said(prompt),
    // Nothing typed is nothing said, and not a caption without known words: the same, but asked without a second reading.
    ...(negative.trim() !== '' && w > 0 && { negative: said(negative) }),
    guidance: w,
    seed,
    rows: Array.from({ length: pictureCount }, (_, i) => i),
    evaluations: steps,
  };
}

/** What the pictures follow from: words that are not known change nothing. */
export function picturesKey(s: PromptSettings): string {
  const { prompt, negative, guidance, seed } = request(s);
  return JSON.stringify([Array.from(prompt.tokens), negative ? Array.from(negative.tokens) : null, guidance, seed]);
}
