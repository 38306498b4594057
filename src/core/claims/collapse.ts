import type { Batch } from '../batch';
import type { Mixture } from '../data/mixture';
import { modeCoverage } from '../metric/mode-coverage';
import { random } from '../random';
import type { Claim, Row, Work } from './claim';
import { entrantLabels, entrantNames, ganNames, suffixes, type Entrant } from './entrants';
import { budget } from './protocol';
import { dispose, rivals, seriesOn, spent } from './rivals';
import type { Trainers } from './trainers';
import { ganOf, poolSize, stepsFor, trainedTo, within } from './work';
import { yardstick } from './yardstick';

const count = 2000;
/** A mode is missed where it gets less than this part of what it should. */
const part = 0.25;
const names = ['ring', 'grid', 'rare'] as const;
/** The GAN of 2014, without any of the cures. */
const plain = { loss: 'non-saturating', gradientPenalty: 0, r1: 0 } as const;
const words = { ring: 'ring', grid: 'grid of 25', rare: 'rare modes' } as const;

/** The share of a mixture's modes that samples miss: those that get less than a quarter of their own weight. */
export function missed(x: Batch, { components, modes }: Pick<Mixture, 'components' | 'modes'>): number {
  const { counts } = modeCoverage(x, modes);
  const n = x.data.length / 2;
  return counts.reduce((sum, found, k) => sum + (found < part * components.weights[k] * n ? 1 : 0), 0) / counts.length;
}

const mean = (row: Row, whose: Entrant) =>
  names.reduce((sum, name) => sum + row[`${name}${suffixes[whose]}`], 0) / names.length;

/** Modes that are not sampled. */
export const collapse: Claim = {
  name: 'collapse',
  title: 'Mode collapse',
  said: 'Diffusion models suffer from mode collapse, as GANs do.',
  test: `All are trained for ${spent(budget)} on the ring of eight, on a grid of 25, and on a ring on which every other Gaussian holds 1.5 %. Counted among ${count} samples: modes that get less than a quarter of their weight. Beside them, true samples, and as a warning the plain GAN: the ordinary one with the loss of 2014 and without a penalty.`,
  counts: {
    for: 'Diffusion misses more than 2 % of the modes, and at least half as many as either GAN.',
    against: 'It misses less than 2 %, or less than half as many.',
  },
  change:
    'A model too small for its data, guidance (chapter 11: it does drop modes), or modes rarer than the training set can show.',
  axis: { label: 'share of modes missed', log: false },
  series: names.flatMap((name) => [
    ...seriesOn(name, words[name]),
    { key: `${name}Plain`, label: `plain GAN, ${words[name]}`, of: 'other' } as const,
    { key: `${name}True`, label: `true samples, ${words[name]}`, of: 'true' } as const,
  ]),
  tests: [
    {
      label: 'share of modes that diffusion misses',
      of: (row: Row) => mean(row, 'diffusion'),
      threshold: 0.02,
      holds: 'above',
      unit: 'share',
    },
    ...ganNames.map((who) => ({
      label: `the same, less half of what ${entrantLabels[who]} misses`,
      of: (row: Row) => mean(row, 'diffusion') - mean(row, who) / 2,
      threshold: 0,
      holds: 'above' as const,
      unit: 'share' as const,
    })),
  ],
  seeds: { recorded: 12, live: 2 },
  rivals: true,
  async *measure(seed: number, trainers: Trainers): Work<Row> {
    const row: Record<string, number> = {};
    for (const [i, name] of names.entries()) {
      const all = yield* within(i / 3, (i + 0.6) / 3, rivals(trainers, seed, name));
      const target = yardstick(name).target as Mixture;
      for (const who of entrantNames) row[`${name}${suffixes[who]}`] = missed(all[who].draw({ count, seed }), target);
      row[`${name}True`] = missed(target.sample(count, random(seed).split('true')), target);
      dispose(all, trainers);
      const gan = await ganOf(trainers, 'gan', seed, { change: plain });
      gan.learner.setData(target.sample(poolSize, random(seed).split('data')));
      yield* within((i + 0.6) / 3, (i + 1) / 3, trainedTo(gan.learner, stepsFor(gan.learner, budget)));
      row[`${name}Plain`] = missed(gan.draw({ count, seed }), target);
      gan.learner.dispose();
    }
    return row;
  },
};
