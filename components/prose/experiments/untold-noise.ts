import { liveAsks } from '../../../src/engine/kinds/shipped/asks';

/** Samples that are drawn and judged. */
const count = 100;

/**
 * The shipped network, not told the noise level, draws a hundred digits all the same. How many does the judge take for what was asked?
 * 0: fewer than 30, 1: 30 to 70, 2: more than 70.
 */
export async function run(
  sample: typeof liveAsks.sample = liveAsks.sample,
): Promise<{ answer: number; finding: string }> {
  const labels = Array.from({ length: count }, (_, i) => i % 10);
  const right = async (without?: 'noise') => {
    const { judgement } = await sample({
      labels,
      seed: 3,
      guidance: 1,
      judge: true,
      every: 0,
      ...(without && { without }),
    });
    return Array.from(judgement?.classes ?? []).filter((c, i) => c === labels[i]).length;
  };
  const [whole, unaware] = [await right(), await right('noise')];
  return {
    answer: unaware < 30 ? 0 : unaware <= 70 ? 1 : 2,
    finding: `Of ${count} samples the judge takes ${unaware} for the digit asked for; of as many by the same network, told the noise, ${whole}.`,
  };
}
