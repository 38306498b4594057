import type { Batch } from '../batch';
import { random } from '../random';
import type { Claim, Row, Work } from './claim';
import { spent } from './rivals';
import type { Trainers } from './trainers';
import { diffusionOf, ganOf, poolSize, stepsFor, trainedTo, within, type DiffusionModel, type GanModel } from './work';
import { sampleCount, yardstick } from './yardstick';

/** Energy distance that is asked for, at two looks one after the other: about five times that of true samples. */
const goal = 0.02;
/** Where it is looked for: from the first number of operations, each look half as far again, to the last. */
const from = 0.1e9;
const ratio = 1.5;
const most = 48e9;
const looks = Math.floor(Math.log(most / from) / Math.log(ratio)) + 1;
const names = ['ring', 'spiral'] as const;

/** Operations spent when the goal was first held; `most` where it never was. */
async function* costOf(
  { learner }: DiffusionModel | GanModel,
  draw: () => Batch,
  distance: (x: Batch) => number,
): Work<number> {
  let held = 0;
  for (let k = 0; k < looks; k++) {
    const sound = yield* within(k / looks, (k + 1) / looks, trainedTo(learner, stepsFor(learner, from * ratio ** k)));
    if (!sound) return most;
    if (distance(draw()) > goal) {
      held = 0;
      continue;
    }
    if (held > 0) return held;
    held = learner.steps * learner.flopsPerStep;
  }
  return most;
}

/** Floating-point operations of training to equal quality. */
export const cost: Claim = {
  name: 'cost',
  title: 'Training cost',
  said: 'Diffusion models are expensive to train: they need more computation than GANs for samples of the same quality.',
  test: `Both learn the ring and the spiral, each at its defaults. Counted: the floating-point operations of the training steps until the energy distance of ${sampleCount} samples is at most ${goal}, at two looks in a row, looks being at every half as much again; at most ${spent(most)}.`,
  counts: {
    for: 'Diffusion needs more operations than the GAN, on both shapes.',
    against: 'It needs fewer.',
  },
  change:
    'Cost is counted for these two small networks of equal width and depth. Pictures need other networks, whose costs have another ratio; a goal nearer to the floor, or a larger budget of tuning for either side, may move the numbers.',
  axis: { label: 'training cost, GFLOP', log: true },
  series: names.flatMap((name) => [
    { key: `${name}Diffusion`, label: `diffusion, ${name}`, of: 'diffusion' } as const,
    { key: `${name}Gan`, label: `GAN, ${name}`, of: 'gan' } as const,
  ]),
  tests: names.map((name) => ({
    label: `operations to equal quality, diffusion over GAN, on the ${name}`,
    of: (row: Row) => row[`${name}Diffusion`] / row[`${name}Gan`],
    log: true,
    threshold: 1,
    holds: 'above',
    unit: 'times',
  })),
  seeds: { recorded: 10, live: 5 },
  rivals: true,
  async *measure(seed: number, trainers: Trainers): Work<Row> {
    const row: Record<string, number> = {};
    for (const [i, name] of names.entries()) {
      const { target, distance } = yardstick(name);
      const pool = target.sample(poolSize, random(seed).split('data'));
      const diffusion = await diffusionOf(trainers, seed);
      const gan = await ganOf(trainers, seed);
      for (const { learner } of [diffusion, gan]) learner.setData(pool);
      const sample = { count: sampleCount, seed };
      const paid = yield* within(
        i / 2,
        i / 2 + 0.15,
        costOf(diffusion, () => diffusion.draw(sample), distance),
      );
      const rival = yield* within(
        i / 2 + 0.15,
        i / 2 + 0.5,
        costOf(gan, () => gan.draw(sample), distance),
      );
      row[`${name}Diffusion`] = paid / 1e9;
      row[`${name}Gan`] = rival / 1e9;
      for (const { learner } of [diffusion, gan]) learner.dispose();
    }
    return row;
  },
};
