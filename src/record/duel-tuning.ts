/** 24 settings of each side of chapter 14's comparison, at one budget: whether either side's defaults were picked to win. */
import { ganRules } from '../core/gan/defaults';
import { experiment } from './record';
import { fields, list, name, number, text, type Shaped } from './shape';
import { median, ordinal, significant } from './words';

const distances = list(number);

const shape = fields({
  command: text,
  machine: text,
  /** Floating-point operations that every setting of either side may spend. */
  budget: number,
  seeds: list(number),
  samples: number,
  /** Energy distance of samples to the ring of eight at the end, for each seed. */
  diffusion: list(
    fields({
      change: fields({
        network: fields({ width: number, depth: number, prediction: name('v', 'epsilon', 'x0') }),
        learningRate: number,
        batchSize: number,
      }),
      distances,
    }),
  ),
  gan: list(
    fields({
      change: fields({
        loss: name('non-saturating', 'hinge'),
        r1: number,
        generatorRate: number,
        discriminatorRate: number,
        batchSize: number,
      }),
      distances,
    }),
  ),
});

export type DuelTuning = Shaped<typeof shape>;
type Side = 'diffusion' | 'gan';

/** The book's defaults, of what was varied. */
export const tunedDefaults = {
  diffusion: { network: { width: 64, depth: 3, prediction: 'v' }, learningRate: 8e-3, batchSize: 256 },
  gan: {
    loss: ganRules.loss,
    r1: ganRules.r1,
    generatorRate: ganRules.generatorRate,
    discriminatorRate: ganRules.discriminatorRate,
    batchSize: ganRules.batchSize,
  },
} as const;

/** A side's settings with the median distance of each, from the nearest on. */
export function ranked(
  table: DuelTuning,
  side: Side,
): readonly { readonly change: object; readonly median: number; readonly distances: readonly number[] }[] {
  return table[side]
    .map(({ change, distances: found }) => ({ change, distances: found, median: median(found) }))
    .sort((a, b) => a.median - b.median);
}

/** Where a setting of one side stands, from 1 on. */
export function rankOf(table: DuelTuning, side: Side, change: object): number {
  const at = ranked(table, side).findIndex((row) => JSON.stringify(row.change) === JSON.stringify(change));
  if (at < 0) throw new Error(`duel-tuning has no ${side} of ${JSON.stringify(change)} (expected one of its settings)`);
  return at + 1;
}

const distanceAt = (table: DuelTuning, side: Side, rank: number): string =>
  significant(ranked(table, side)[rank - 1].median, 2);
const middle = (table: DuelTuning, side: Side) => distanceAt(table, side, table[side].length / 2 + 1);

export const duelTuning = experiment({
  name: 'duel-tuning',
  says: "24 settings of each side of chapter 14's comparison",
  command: 'npm run train -- duel-tuning',
  takes: 'minutes',
  shape,
  sentences: {
    settings: ({ gan }: DuelTuning) => String(gan.length),
    'diffusion-rank': (table: DuelTuning) => ordinal(rankOf(table, 'diffusion', tunedDefaults.diffusion)),
    'gan-rank': (table: DuelTuning) => ordinal(rankOf(table, 'gan', tunedDefaults.gan)),
    'diffusion-best': (table: DuelTuning) => distanceAt(table, 'diffusion', 1),
    'gan-best': (table: DuelTuning) => distanceAt(table, 'gan', 1),
    'diffusion-middle': (table: DuelTuning) => middle(table, 'diffusion'),
    'gan-middle': (table: DuelTuning) => middle(table, 'gan'),
    'diffusion-default': (table: DuelTuning) =>
      distanceAt(table, 'diffusion', rankOf(table, 'diffusion', tunedDefaults.diffusion)),
    'gan-default': (table: DuelTuning) => distanceAt(table, 'gan', rankOf(table, 'gan', tunedDefaults.gan)),
    'gan-half-batch': (table: DuelTuning) =>
      distanceAt(table, 'gan', rankOf(table, 'gan', { ...tunedDefaults.gan, batchSize: 128 })),
  },
});
