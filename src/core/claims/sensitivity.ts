import { random } from '../random';
import { parameterCount } from '../network';
import { quantile } from '../statistics/index';
import type { Claim, Row, Work } from './claim';
import { entrantLabels, entrantNames, ganNames, ganNetworksOf, type Entrant } from './entrants';
import { budget } from './protocol';
import { dispose, rivals, seriesOfAll, spent } from './rivals';
import type { Trainers } from './trainers';
import { within } from './work';
import { sampleCount, yardstick } from './yardstick';

/** A training has failed where its energy distance is over this, some ten times that of true samples. */
const failed = 0.05;
const widths = [16, 32, 64] as const;
const batches = [64, 128, 256] as const;

/** What a seed changes, on both sides alike. */
export function setting(seed: number): { readonly rate: number; readonly width: number; readonly batch: number } {
  const r = random(seed).split('setting');
  return {
    rate: 2 ** (6 * r.uniform() - 3),
    width: widths[r.integer(widths.length)],
    batch: batches[r.integer(batches.length)],
  };
}

/** Between the quartiles of the logarithm: a distance that was cut off is one of the largest, whatever number stands for it. */
export function spread(rows: readonly Row[], who: Entrant): number {
  const sorted = Float64Array.from(rows, (row) => Math.log(row[who])).sort();
  return quantile(sorted, 0.75) - quantile(sorted, 0.25);
}

/** The same changes of settings for both, and what becomes of quality. */
export const sensitivity: Claim = {
  name: 'sensitivity',
  title: 'Hyperparameters',
  said: 'Diffusion models are sensitive to their hyperparameters, no less than GANs are.',
  test: `Each seed draws a learning rate from an eighth to eight times what the search chose, a width of ${widths.join(', ')} (of a GAN’s networks, what has as many parameters) and a batch of ${batches.join(', ')}, and gives all the same. Each trains on the ring for ${spent(budget / 2)}. Measured: energy distance; over ${failed} counts as failed.`,
  counts: {
    for: `The energy distances of diffusion spread at least as widely (between the quartiles of their logarithm) as those of either GAN, and fail at least as often.`,
    against: 'They spread less, or fail less often.',
  },
  change:
    'Other settings: the schedule and the loss weighting belong to diffusion alone, penalties and step ratios to GANs. A wider range of rates makes both fail.',
  axis: { label: 'energy distance', log: true },
  medians: true,
  series: seriesOfAll,
  tests: ganNames.flatMap((who) => [
    {
      label: `spread of the logarithm, diffusion over ${entrantLabels[who]}`,
      statistic: (rows: readonly Row[]) => spread(rows, 'diffusion') / spread(rows, who),
      threshold: 1,
      holds: 'above' as const,
      unit: 'times' as const,
    },
    {
      label: `share that fails, diffusion less ${entrantLabels[who]}`,
      of: (row: Row) => (row.diffusion > failed ? 1 : 0) - (row[who] > failed ? 1 : 0),
      threshold: 0,
      holds: 'above' as const,
      unit: 'share' as const,
    },
  ]),
  seeds: { recorded: 24, live: 12 },
  rivals: true,
  async *measure(seed: number, trainers: Trainers): Work<Row> {
    const { rate, width, batch: batchSize } = setting(seed);
    const { diffusion, gan, r3gan } = trainers.defaults;
    const network = { ...diffusion.network, width };
    const players = {
      networks: ganNetworksOf(parameterCount(network, 2)),
      batchSize,
    };
    const rates = (of: typeof gan) => ({
      generatorRate: rate * of.generatorRate,
      discriminatorRate: rate * of.discriminatorRate,
    });
    const all = yield* within(
      0,
      0.95,
      rivals(trainers, seed, 'ring', {
        flops: budget / 2,
        change: {
          diffusion: { network, learningRate: rate * diffusion.learningRate, batchSize },
          gan: { ...players, ...rates(gan) },
          r3gan: { ...players, ...rates(r3gan) },
        },
      }),
    );
    const { distance, own } = yardstick('ring');
    const row: Record<string, number> = { rate, width, batch: batchSize, true: own(seed) };
    for (const who of entrantNames) row[who] = distance(all[who].draw({ count: sampleCount, seed }));
    dispose(all, trainers);
    return row;
  },
};
