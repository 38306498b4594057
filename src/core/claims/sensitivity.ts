import { random } from '../random';
import { standardDeviation } from '../statistics/index';
import type { Claim, Row, Work } from './claim';
import { budget, dispose, rivals, spent } from './rivals';
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

const spread = (key: string) => (rows: readonly Row[]) => standardDeviation(rows.map((row) => Math.log(row[key])));

/** The same changes of settings for both, and what becomes of quality. */
export const sensitivity: Claim = {
  name: 'sensitivity',
  title: 'Hyperparameters',
  said: 'Diffusion models are sensitive to their hyperparameters, no less than GANs are.',
  test: `Each seed draws a learning rate from an eighth to eight times the default, a width of ${widths.join(', ')} and a batch of ${batches.join(', ')}, and gives both sides the same. Each trains on the ring for ${spent(budget / 2)}. Measured: energy distance; over ${failed} counts as failed.`,
  counts: {
    for: 'The energy distances of diffusion spread at least as widely (in their logarithm) as the GAN’s, and fail at least as often.',
    against: 'They spread less, or fail less often.',
  },
  change:
    'Other settings: the schedule and the loss weighting belong to diffusion alone, penalties and step ratios to GANs. A wider range of rates makes both fail.',
  axis: { label: 'energy distance', log: true },
  series: [
    { key: 'diffusion', label: 'diffusion', of: 'diffusion' },
    { key: 'gan', label: 'GAN', of: 'gan' },
  ],
  tests: [
    {
      label: 'spread of the logarithm, diffusion over GAN',
      statistic: (rows) => spread('diffusion')(rows) / spread('gan')(rows),
      threshold: 1,
      holds: 'above',
      unit: 'times',
    },
    {
      label: 'share that fails, diffusion less GAN',
      of: (row: Row) => (row.diffusion > failed ? 1 : 0) - (row.gan > failed ? 1 : 0),
      threshold: 0,
      holds: 'above',
      unit: 'share',
    },
  ],
  seeds: { recorded: 24, live: 12 },
  rivals: true,
  async *measure(seed: number, trainers: Trainers): Work<Row> {
    const { rate, width, batch: batchSize } = setting(seed);
    const { diffusion, gan } = trainers.defaults;
    const both = yield* within(
      0,
      0.95,
      rivals(trainers, seed, 'ring', {
        flops: budget / 2,
        change: {
          diffusion: {
            network: { ...diffusion.network, width },
            learningRate: rate * diffusion.learningRate,
            batchSize,
          },
          gan: {
            networks: {
              ...gan.networks,
              generator: { ...gan.networks.generator, width },
              discriminator: { ...gan.networks.discriminator, width },
            },
            generatorRate: rate * gan.generatorRate,
            discriminatorRate: rate * gan.discriminatorRate,
            batchSize,
          },
        },
      }),
    );
    const { distance } = yardstick('ring');
    const row = {
      rate,
      width,
      batch: batchSize,
      diffusion: distance(both.diffusion.draw({ count: sampleCount, seed })),
      gan: distance(both.gan.draw({ count: sampleCount, seed })),
    };
    dispose(both, trainers);
    return row;
  },
};
