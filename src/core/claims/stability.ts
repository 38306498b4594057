import type { Batch } from '../batch';
import { random } from '../random';
import type { Claim, Row, Work } from './claim';
import { budget, spent } from './rivals';
import type { Trainers } from './trainers';
import { diffusionOf, ganOf, poolSize, stepsFor, trainedTo, within, type DiffusionModel, type GanModel } from './work';
import { sampleCount, yardstick } from './yardstick';

/** Looks at the second half of a training. */
const looks = 12;

/** The worst energy distance of the second half over the best of it. */
async function* wobble(
  { learner }: DiffusionModel | GanModel,
  draw: () => Batch,
  distance: (x: Batch) => number,
): Work<number> {
  const steps = stepsFor(learner, budget);
  yield* within(0, 0.5, trainedTo(learner, Math.floor(steps / 2)));
  let [best, worst] = [Infinity, 0];
  for (let k = 1; k <= looks; k++) {
    yield* within(
      0.5 + (k - 1) / (2 * looks),
      0.5 + k / (2 * looks),
      trainedTo(learner, Math.round((steps / 2) * (1 + k / looks))),
    );
    const now = distance(draw());
    [best, worst] = [Math.min(best, now), Math.max(worst, now)];
  }
  return worst / best;
}

/** Whether quality, once there, stays. */
export const stability: Claim = {
  name: 'stability',
  title: 'Steady training',
  said: 'Training a diffusion model is stable, where GANs oscillate.',
  test: `Both are trained on the ring for ${spent(budget)} and looked at ${looks} times in the second half, always with the same noise. Measured: the worst energy distance over the best.`,
  counts: {
    for: 'The factor between worst and best is smaller for diffusion.',
    against: 'It is larger.',
  },
  change:
    'A learning rate that falls steadies anything: diffusion’s falls by default, the GAN’s as its tuning found best. Both are looked at through their averaged weights, and the GAN is still improving in that half, which the factor counts too.',
  axis: { label: 'worst over best energy distance', log: true },
  series: [
    { key: 'diffusion', label: 'diffusion', of: 'diffusion' },
    { key: 'gan', label: 'GAN', of: 'gan' },
  ],
  tests: [
    {
      label: 'factor between worst and best, diffusion over GAN',
      of: (row: Row) => row.diffusion / row.gan,
      log: true,
      threshold: 1,
      holds: 'below',
      unit: 'times',
    },
  ],
  seeds: { recorded: 10, live: 8 },
  rivals: true,
  async *measure(seed: number, trainers: Trainers): Work<Row> {
    const { target, distance } = yardstick('ring');
    const pool = target.sample(poolSize, random(seed).split('data'));
    const diffusion = await diffusionOf(trainers, seed);
    const gan = await ganOf(trainers, seed);
    for (const { learner } of [diffusion, gan]) learner.setData(pool);
    const sample = { count: sampleCount, seed };
    const row = {
      diffusion: yield* within(
        0,
        0.4,
        wobble(diffusion, () => diffusion.draw(sample), distance),
      ),
      gan: yield* within(
        0.4,
        1,
        wobble(gan, () => gan.draw(sample), distance),
      ),
    };
    for (const { learner } of [diffusion, gan]) learner.dispose();
    return row;
  },
};
