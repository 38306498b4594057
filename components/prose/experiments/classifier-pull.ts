import { liveAsks } from '../../../src/engine/kinds/shipped/asks';
import type { DigitSampleSpec, DigitsSampled } from '../../../src/engine/kinds/shipped/denoising';

const pictures = 40;
const digit = 3;

/** Threes asked of the shipped network at w = 0 by its own label, and by the gradient of the noise-conditional classifier: how many the judge calls threes. */
export async function run(
  ask: (spec: DigitSampleSpec) => Promise<DigitsSampled> = (spec) => liveAsks.sample(spec),
): Promise<{ answer: number; finding: string }> {
  const named = async (how: 'free' | 'classifier') => {
    const labels = Array.from({ length: pictures }, () => digit);
    const { judgement } = await ask({ labels, seed: 11, guidance: 0, how, judge: true, every: 0 });
    if (!judgement) throw new Error('the judge gave no answer (expected a class for each picture)');
    return judgement.classes.reduce((sum, one) => sum + (one === digit ? 1 : 0), 0);
  };
  const told = await named('free');
  const pulled = await named('classifier');
  const share = (10 * pulled) / told;
  return {
    answer: share > 8 ? 0 : share > 3.5 ? 1 : 2,
    finding: `Of ${pictures} pictures the judge calls ${told} a ${digit} where the network was told, and ${pulled} where a classifier pulled: ${share.toFixed(1)} for every ten.`,
  };
}
