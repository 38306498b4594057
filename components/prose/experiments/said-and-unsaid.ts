import { readPrompt } from '../../../src/core/caption/prompt';
import { liveAsks } from '../../../src/engine/kinds/shipped/asks';
import type { DigitPromptSpec, DigitsPrompted } from '../../../src/engine/kinds/shipped/prompt';

const pictures = 20;
const typed = 'a 7';

/** The same sentence as what is wanted and what is not, at w = 4: beside the sentence alone at w = 0 and at w = 4. */
export async function run(
  ask: (spec: DigitPromptSpec) => Promise<DigitsPrompted> = (spec) => liveAsks.prompt(spec),
): Promise<{ answer: number; finding: string }> {
  const { tokens, mask, digit } = readPrompt(typed);
  const rows = Array.from({ length: pictures }, (_, i) => i);
  const drawn = (guidance: number, also: Partial<DigitPromptSpec> = {}) =>
    ask({ prompt: { tokens, mask }, seed: 21, rows, guidance, watch: false, ...also });
  const both = await drawn(4, { negative: { tokens, mask } });
  const told = await drawn(0);
  const pushed = await drawn(4);
  const sevens = ({ judgement }: DigitsPrompted) =>
    judgement.classes.reduce((sum, one) => sum + (one === digit ? 1 : 0), 0);
  const [same, other] = [told, pushed].map(({ grey }) => apart(both.grey, grey));
  return {
    answer: same <= 2 ? 2 : sevens(both) <= pictures / 2 ? 1 : 0,
    finding:
      `Of ${pictures} pictures the judge calls ${sevens(both)} a ${digit}, and of those drawn at w = 0, without a negative prompt, ${sevens(told)}. ` +
      `The greatest difference of a pixel between the two is ${same} of 255 levels of grey; to those drawn at w = 4 it is ${other}.`,
  };
}

/** The greatest difference of two pictures' grey levels. */
function apart(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((most, v, i) => Math.max(most, Math.abs(v - b[i])), 0);
}
