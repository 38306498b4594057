/** What guidance does to the same noises: a row of digits for each weight. */
import { digitSide } from '../../../src/core/data/digits';
import { standardInk, standardPaper } from '../../../src/core/image-network/pixels';
import { mosaic } from '../../../src/picture/mosaic';
import { builtAsks } from '../built-asks';
import type { PlateOf } from './panel';

export const weights = [-1, 0, 1, 4, 8] as const;
const label = 3;
const count = 12;
/** As Figure 11.2 draws. */
const asking = { labels: Array<number>(count).fill(label), seed: 5, evaluations: 10 };

export async function guidedPlate(): Promise<PlateOf> {
  const panels = [];
  for (const guidance of weights) {
    const { x, judgement } = await builtAsks.sample({ ...asking, guidance, judge: true });
    const right = judgement?.classes.filter((found) => found === label).length ?? 0;
    panels.push({
      title: guidance === -1 ? 'w = −1: not told' : guidance === 0 ? 'w = 0: told' : `w = ${guidance}`,
      note: `${right} of ${count}`,
      label: `${count} digits asked for as a 3 with weight ${guidance}, from the same noises in every panel.`,
      ...mosaic(x, { side: digitSide, across: 3, paper: standardPaper, ink: standardInk }),
    });
  }
  return { panels };
}
