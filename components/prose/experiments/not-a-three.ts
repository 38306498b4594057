import { loadDigits } from '../../../src/engine/digits';
import { liveAsks } from '../../../src/engine/kinds/shipped/asks';
import type { Searched, SearchSpec } from '../../../src/engine/kinds/shipped/search';

const count = 100;
const digit = 3;

/** How many of the pictures nearest to "not a 3" are threes, and of those nearest to "a 3". */
export async function run(
  ask: (spec: SearchSpec) => Promise<Searched> = (spec) => liveAsks.search(spec),
  labels: () => Promise<ArrayLike<number>> = async () => (await loadDigits()).labels,
): Promise<{ answer: number; finding: string }> {
  const classes = await labels();
  const threes = async (text: string) => {
    const { spaces } = await ask({ text, spaces: ['contrastive'], t: 0.4, count });
    return Array.from(spaces[0].rows).filter((row) => classes[row] === digit).length;
  };
  const [named, denied] = [await threes(`a ${digit}`), await threes(`not a ${digit}`)];
  return {
    answer: denied <= 0.03 * count ? 0 : denied < 0.4 * count ? 1 : 2,
    finding: `Of the ${count} training digits nearest to “not a ${digit}” ${denied} are threes, and of those nearest to “a ${digit}” ${named}.`,
  };
}
