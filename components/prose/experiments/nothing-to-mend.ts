import { sampleDigits } from '../../../src/core/data/digits-sample';
import { fromGrey } from '../../../src/core/image-network/pixels';
import { liveAsks } from '../../../src/engine/kinds/shipped/asks';

const strength = 0.6;
const noises = 3;

/** Of the page's twenty true digits, edited at strength 0.6 and told nothing, the share that is still read as what it was. 0: nine tenths or more, 1: about two thirds (0.55 or more), 2: less. */
export async function run(edit: typeof liveAsks.edit = liveAsks.edit): Promise<{ answer: number; finding: string }> {
  const digits = sampleDigits();
  const rows = Array.from({ length: noises }, (_, i) => i);
  const share = async (told: boolean) => {
    let kept = 0;
    for (const [i, { pixels, label }] of digits.entries()) {
      const { judgement } = await edit({
        picture: fromGrey(pixels),
        strength,
        steps: 10,
        seed: 100 + i,
        rows,
        ...(told && { label, guidance: 2 }),
      });
      kept += Array.from(judgement.classes).filter((c) => c === label).length;
    }
    return kept / (digits.length * noises);
  };
  const [nothing, told] = [await share(false), await share(true)];
  const percent = (v: number) => `${(100 * v).toFixed(0)} %`;
  return {
    answer: nothing >= 0.9 ? 0 : nothing >= 0.55 ? 1 : 2,
    finding: `Of ${digits.length} digits with ${noises} noises each, ${percent(nothing)} were read as what they had been. Told their class, with guidance 2: ${percent(told)}.`,
  };
}
