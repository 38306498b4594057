import type { Batch } from '../batch';
import type { Mixture } from '../data/mixture';
import { random } from '../random';
import { median } from '../statistics/index';
import type { Claim, Row, Work } from './claim';
import { budget } from './protocol';
import { dispose, rivals, spent } from './rivals';
import type { Trainers } from './trainers';
import { within } from './work';
import { yardstick } from './yardstick';

const count = 2000;
/** Noise ratio at which the impatient sampler stops. */
const early = 0.1;

const ways = [
  { key: 'full', label: 'diffusion, 20 steps', of: 'diffusion' },
  { key: 'many', label: 'diffusion, 200 steps of DDIM', of: 'diffusion' },
  { key: 'early', label: `diffusion, stopped at ${early}`, of: 'other' },
  { key: 'gan', label: 'GAN', of: 'gan' },
  { key: 'r3gan', label: 'R3GAN’s loss', of: 'r3gan' },
  { key: 'true', label: 'true samples', of: 'true' },
] as const;

/** Distances to the nearest Gaussian's centre: their median over that of the truth, and the share beyond three deviations. */
function looseness(x: Batch, { components }: Mixture): { readonly width: number; readonly strays: number } {
  const {
    means: { data: mu },
    scales: [scale],
  } = components;
  const distances = Float64Array.from({ length: x.data.length / 2 }, (_, i) => {
    let least = Infinity;
    for (let k = 0; k < mu.length; k += 2)
      least = Math.min(least, (x.data[2 * i] - mu[k]) ** 2 + (x.data[2 * i + 1] - mu[k + 1]) ** 2);
    return Math.sqrt(least);
  });
  // The distance from the centre of a Gaussian in the plane is Rayleigh's: its median is s sqrt(2 ln 2).
  return {
    width: median(distances) / (scale * Math.sqrt(2 * Math.LN2)),
    strays: distances.filter((d) => d > 3 * scale).length / distances.length,
  };
}

/** Noise that is left in samples. */
export const noise: Claim = {
  name: 'noise',
  title: 'Noise artefacts',
  said: 'Samples of diffusion models carry left-over noise.',
  test: `All are trained on the ring for ${spent(budget)}. Of ${count} samples by DPM-Solver++ (2M) in 20 steps, two things are measured: the median distance from the nearest Gaussian’s centre, over that of the truth, and strays, further than three deviations from every centre. Beside it: the same model stopped where noise over signal, σ/α, is ${early}.`,
  counts: {
    for: 'With the last step taken, the median distance is over 1.05 of the truth’s, and strays are at least one in a hundred more than among true samples.',
    against: 'The distance is under 1.05, or strays fewer than that.',
  },
  change:
    'A last step left out, or a network that is wrong at small noise. In pictures the eye sees less than 5 %, and a decoder may add noise of its own.',
  axis: { label: 'median distance to a centre, truth = 1', log: false },
  series: ways,
  tests: [
    {
      label: 'median distance to a centre, over the truth',
      of: (row: Row) => row.full,
      threshold: 1.05,
      holds: 'above',
      unit: 'number',
    },
    {
      label: 'share of strays, less that of true samples',
      of: (row: Row) => row.fullStrays - row.trueStrays,
      threshold: 0.01,
      holds: 'above',
      unit: 'share',
    },
  ],
  seeds: { recorded: 12, live: 4 },
  rivals: true,
  async *measure(seed: number, trainers: Trainers): Work<Row> {
    const target = yardstick('ring').target as Mixture;
    const all = yield* within(0, 0.9, rivals(trainers, seed, 'ring'));
    const { diffusion, gan, r3gan } = all;
    const row: Record<string, number> = {};
    const sample = { count, seed };
    const clouds: Readonly<Record<(typeof ways)[number]['key'], () => Batch>> = {
      full: () => diffusion.draw(sample),
      many: () => diffusion.draw({ ...sample, sampler: 'ddim', evaluations: 200 }),
      early: () => diffusion.draw({ ...sample, end: early }),
      gan: () => gan.draw(sample),
      r3gan: () => r3gan.draw(sample),
      true: () => target.sample(count, random(seed).split('true')),
    };
    for (const { key } of ways) {
      const { width, strays } = looseness(clouds[key](), target);
      row[key] = width;
      row[`${key}Strays`] = strays;
      yield 0.95;
    }
    dispose(all, trainers);
    return row;
  },
};
