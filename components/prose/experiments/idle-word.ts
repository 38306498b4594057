import { captionLength } from '../../../src/core/caption/words';
import { readPrompt } from '../../../src/core/caption/prompt';
import { liveAsks } from '../../../src/engine/kinds/shipped/asks';
import type { DigitPromptSpec, DigitsPrompted } from '../../../src/engine/kinds/shipped/prompt';

const pictures = 12;
const typed = 'the 7';
/** Places of a code. */
const places = 49;

/** How much of the attention a word gets that says nothing of the picture, beside the one that says all of it. */
export async function run(
  ask: (spec: DigitPromptSpec) => Promise<DigitsPrompted> = (spec) => liveAsks.prompt(spec),
): Promise<{ answer: number; finding: string }> {
  const { tokens, mask } = readPrompt(typed);
  const rows = Array.from({ length: pictures }, (_, i) => i);
  const { steps } = await ask({ prompt: { tokens, mask }, seed: 22, rows, guidance: 1 });
  const share = (word: number) => {
    let sum = 0;
    for (const { attention } of steps)
      for (const row of rows)
        for (let p = 0; p < places; p++) sum += attention[(row * captionLength + word) * places + p];
    return sum / (steps.length * pictures * places);
  };
  const idle = share(0);
  return {
    answer: idle < 0.1 ? 0 : idle < 0.4 ? 1 : 2,
    finding: `Over all places, steps and ${pictures} pictures “the” gets ${percent(idle)} of the attention, and “7” ${percent(share(1))}.`,
  };
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;
