import { random } from '../random';
import type { Claim, Row, Work } from './claim';
import { boundsOf, ratioOf } from './cut-off';
import { entrantLabels, entrantNames, ganNames, suffixes, type Entrant } from './entrants';
import { budget, goal, shapes, type Shape } from './protocol';
import { reaching } from './reaching';
import { seriesOn, shares, spent, untrained } from './rivals';
import type { Trainers } from './trainers';
import { poolSize, within } from './work';
import { sampleCount, yardstick } from './yardstick';

const keyOf = (shape: Shape, who: Entrant) => `${shape}${suffixes[who]}`;

/** Floating-point operations of training to equal quality. */
export const cost: Claim = {
  name: 'cost',
  title: 'Training cost',
  said: 'Diffusion models are expensive to train: they need more computation than GANs for samples of the same quality.',
  test: `All learn the ring and the spiral. Counted: the floating-point operations of the training steps until the energy distance of ${sampleCount} samples is at most ${goal}, at two looks in a row, each look after half as many operations again as the one before. What is not there by ${spent(budget)} is cut off: it counts as more than that.`,
  counts: {
    for: 'Diffusion needs more operations than either GAN, on both shapes.',
    against: 'It needs fewer.',
  },
  change:
    'Cost is counted for these small networks with as many parameters on either side. Pictures need other networks, whose costs have another ratio; a goal nearer to the floor, or a larger search for either side, may move the numbers.',
  axis: { label: 'training cost, GFLOP', log: true },
  medians: true,
  series: shapes.flatMap((shape) => seriesOn(shape, shape)),
  tests: ganNames.flatMap((who) =>
    shapes.map((shape) => ({
      label: `operations to equal quality, diffusion over ${entrantLabels[who]}, on the ${shape}`,
      bounds: (row: Row) => ratioOf(boundsOf(row, keyOf(shape, 'diffusion')), boundsOf(row, keyOf(shape, who))),
      threshold: 1,
      holds: 'above' as const,
      unit: 'times' as const,
    })),
  ),
  seeds: { recorded: 12, live: 11 },
  rivals: true,
  async *measure(seed: number, trainers: Trainers): Work<Row> {
    const row: Record<string, number> = {};
    for (const [i, shape] of shapes.entries()) {
      const { target, distance, own } = yardstick(shape);
      const pool = target.sample(poolSize, random(seed).split('data'));
      const all = await untrained(trainers, seed);
      for (const who of entrantNames) {
        const model = all[who];
        model.learner.setData(pool);
        const [from, to] = shares[who].map((share) => (i + share) / shapes.length);
        const reached = yield* within(
          from,
          to,
          reaching(model, () => model.draw({ count: sampleCount, seed }), distance),
        );
        row[keyOf(shape, who)] = reached.flops / 1e9;
        row[`${keyOf(shape, who)}Held`] = reached.held ? 1 : 0;
        model.learner.dispose();
      }
      row[`${shape}True`] = own(seed);
    }
    return row;
  },
};
