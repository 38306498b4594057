import type { Claim, Row, Work } from './claim';
import { boundsOf } from './cut-off';
import { entrantLabels, ganNames, suffixes } from './entrants';
import { budget, shapes } from './protocol';
import { bothGans, dispose, rivals, spent } from './rivals';
import type { Trainers } from './trainers';
import { within } from './work';
import { sampleCount, yardstick } from './yardstick';

/** Evaluations that are tried. Where none of them is enough, the last is written down, and that it was not. */
export const ladder = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 30, 50] as const;
const last = ladder[ladder.length - 1];

const keyOf = (shape: string, who: (typeof ganNames)[number]) => `${shape}Needed${suffixes[who]}`;

/** Evaluations of the network for a sample as good as a GAN's. */
export const speed: Claim = {
  name: 'speed',
  title: 'Slow sampling',
  said: 'Sampling is slow: a diffusion model needs tens to thousands of evaluations of its network where a GAN needs one.',
  test: `All are trained for ${spent(budget)} on the ring and on the spiral. A GAN’s samples take one evaluation. Counted: the fewest evaluations of DPM-Solver++ (2M), of ${ladder[0]} to ${last}, that bring the diffusion model’s energy distance down to that of ${bothGans}.`,
  counts: {
    for: 'Ten evaluations or more are needed for the quality of either GAN’s one, on both shapes.',
    against: 'Fewer than ten will do.',
  },
  change:
    'A better GAN asks for more evaluations. Against a judge that sees finer differences, or with guidance, the number grows; with distillation it shrinks to between one and four.',
  axis: { label: 'evaluations for the GAN’s quality', log: true },
  medians: true,
  series: shapes.flatMap((shape) => [
    ...ganNames.map(
      (who) =>
        ({
          key: keyOf(shape, who),
          label: `diffusion, for the quality of ${who === 'gan' ? 'the GAN' : entrantLabels[who]}, ${shape}`,
          of: 'diffusion',
        }) as const,
    ),
    { key: `${shape}One`, label: `either GAN, ${shape}`, of: 'gan' } as const,
  ]),
  tests: ganNames.flatMap((who) =>
    shapes.map((shape) => ({
      label: `evaluations for the quality of ${entrantLabels[who]}, on the ${shape}`,
      bounds: (row: Row) => boundsOf(row, keyOf(shape, who)),
      threshold: 10,
      holds: 'above' as const,
      unit: 'number' as const,
    })),
  ),
  seeds: { recorded: 12, live: 11 },
  rivals: true,
  async *measure(seed: number, trainers: Trainers): Work<Row> {
    const row: Record<string, number> = {};
    for (const [i, shape] of shapes.entries()) {
      const { distance, own } = yardstick(shape);
      const all = yield* within(i / 2, i / 2 + 0.45, rivals(trainers, seed, shape));
      const reached: { readonly evaluations: number; readonly distance: number }[] = [];
      for (const evaluations of ladder) {
        reached.push({
          evaluations,
          distance: distance(all.diffusion.draw({ count: sampleCount, seed, evaluations })),
        });
        if (evaluations === 1 || evaluations === 5 || evaluations === 20)
          row[`${shape}At${evaluations}`] = reached.at(-1)!.distance;
        yield i / 2 + 0.45;
      }
      for (const who of ganNames) {
        const theirs = distance(all[who].draw({ count: sampleCount, seed }));
        const enough = reached.find((rung) => rung.distance <= theirs);
        row[keyOf(shape, who)] = enough?.evaluations ?? last;
        row[`${keyOf(shape, who)}Held`] = enough ? 1 : 0;
        row[`${shape}${suffixes[who]}`] = theirs;
      }
      row[`${shape}One`] = 1;
      row[`${shape}True`] = own(seed);
      dispose(all, trainers);
    }
    return row;
  },
};
