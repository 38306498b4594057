import type { Claim, Row, Work } from './claim';
import { budget, dispose, rivals, spent } from './rivals';
import type { Trainers } from './trainers';
import { within } from './work';
import { sampleCount, yardstick } from './yardstick';

/** Evaluations that are tried, and what is written down where none of them was enough. */
export const ladder = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 30, 50] as const;
const beyond = 80;
const names = ['ring', 'spiral'] as const;

/** Evaluations of the network for a sample as good as the GAN's. */
export const speed: Claim = {
  name: 'speed',
  title: 'Slow sampling',
  said: 'Sampling is slow: a diffusion model needs tens to thousands of evaluations of its network where a GAN needs one.',
  test: `Both are trained for ${spent(budget)} on the ring and on the spiral. The GAN’s samples take one evaluation. Counted: the fewest evaluations of DPM-Solver++ (2M) that bring the diffusion model’s energy distance down to the GAN’s.`,
  counts: {
    for: 'Ten evaluations or more are needed for the quality of the GAN’s one, on both shapes.',
    against: 'Fewer than ten will do.',
  },
  change:
    'A better GAN asks for more evaluations. Against a judge that sees finer differences, or with guidance, the number grows; with distillation it shrinks to between one and four.',
  axis: { label: 'evaluations for the GAN’s quality', log: true },
  series: names.flatMap((name) => [
    { key: `${name}Needed`, label: `diffusion, ${name}`, of: 'diffusion' } as const,
    { key: `${name}One`, label: `GAN, ${name}`, of: 'gan' } as const,
  ]),
  tests: names.map((name) => ({
    label: `evaluations for the GAN’s quality, on the ${name}`,
    of: (row: Row) => row[`${name}Needed`],
    log: true,
    threshold: 10,
    holds: 'above',
    unit: 'number',
  })),
  seeds: { recorded: 10, live: 5 },
  rivals: true,
  async *measure(seed: number, trainers: Trainers): Work<Row> {
    const row: Record<string, number> = {};
    for (const [i, name] of names.entries()) {
      const { distance } = yardstick(name);
      const both = yield* within(i / 2, i / 2 + 0.45, rivals(trainers, seed, name));
      const rival = distance(both.gan.draw({ count: sampleCount, seed }));
      let needed: number = beyond;
      for (const evaluations of ladder) {
        const reached = distance(both.diffusion.draw({ count: sampleCount, seed, evaluations }));
        if (evaluations === 1 || evaluations === 5 || evaluations === 20) row[`${name}At${evaluations}`] = reached;
        if (reached <= rival) needed = Math.min(needed, evaluations);
        yield i / 2 + 0.45;
      }
      row[`${name}Needed`] = needed;
      row[`${name}One`] = 1;
      row[`${name}Rival`] = rival;
      dispose(both, trainers);
    }
    return row;
  },
};
