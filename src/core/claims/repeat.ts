import type { Batch } from '../batch';
import { random } from '../random';
import type { Claim, Row, Work } from './claim';
import { entrantNames } from './entrants';
import { budget } from './protocol';
import { dispose, rivals, seriesOfAll, spent } from './rivals';
import type { Trainers } from './trainers';
import { within } from './work';
import { lost, sampleCount, yardstick } from './yardstick';

/** Mean distance from row i of one set to row i of the other. */
export function meanDistance(x: Batch, y: Batch): number {
  let sum = 0;
  for (let i = 0; i < x.data.length; i += 2) sum += Math.hypot(x.data[i] - y.data[i], x.data[i + 1] - y.data[i + 1]);
  return (2 * sum) / x.data.length;
}

/** The larger over the smaller. */
const factor = (a: number, b: number) => Math.max(a, b) / Math.min(a, b);

/** Two trainings with the same settings and data, and what the same noise becomes in each. */
export const repeat: Claim = {
  name: 'repeat',
  title: 'From run to run',
  said: 'Diffusion models are inconsistent: trained twice with the same settings, they give different results.',
  test: `All are trained twice on the same points of the ring, ${spent(budget)} each, with other weights and batches. Measured: how far apart the two trainings send the same noise, two unrelated samples being 1 apart; and by what factor their energy distances differ. True samples: two sets, drawn one after the other.`,
  counts: {
    for: 'The same noise ends more than half as far apart as unrelated samples do, and the energy distances differ by more than a factor of 2.',
    against: 'It ends nearer than that, or the energy distances are within a factor of 2.',
  },
  change:
    'Too little data or training: then each network has errors of its own. What the two agree on is the flow of the true score; where that is not learned there is nothing to agree on.',
  axis: { label: 'distance between ends of the same noise', log: false },
  series: seriesOfAll,
  tests: [
    {
      label: 'distance between the ends of the same noise, diffusion',
      of: (row: Row) => row.diffusion,
      threshold: 0.5,
      holds: 'above',
      unit: 'number',
    },
    {
      label: 'factor between two energy distances, diffusion',
      of: (row: Row) => row.diffusionFactor,
      log: true,
      threshold: 2,
      holds: 'above',
      unit: 'times',
    },
  ],
  seeds: { recorded: 12, live: 3 },
  rivals: true,
  async *measure(seed: number, trainers: Trainers): Work<Row> {
    const { target, distance, own } = yardstick('ring');
    const one = yield* within(0, 0.5, rivals(trainers, seed, 'ring'));
    const two = yield* within(0.5, 1, rivals(trainers, seed, 'ring', { weights: seed + 10_000 }));
    const sample = { count: sampleCount, seed };
    const draws = (name: string) => target.sample(4000, random(seed).split(name));
    const unrelated = meanDistance(draws('one'), draws('other'));
    const row: Record<string, number> = {};
    for (const who of entrantNames) {
      const [a, b] = [one[who].draw(sample), two[who].draw(sample)];
      row[who] = Math.min(meanDistance(a, b) / unrelated, lost);
      row[`${who}Factor`] = factor(distance(a), distance(b));
    }
    row.true = meanDistance(draws('third'), draws('fourth')) / unrelated;
    row.trueFactor = factor(own(seed), own(seed + 10_000));
    dispose(one, trainers);
    dispose(two, trainers);
    return row;
  },
};
