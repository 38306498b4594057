import type { Batch } from '../batch';
import { random } from '../random';
import type { Claim, Row, Work } from './claim';
import { entrantLabels, entrantNames, ganNames } from './entrants';
import { budget } from './protocol';
import { seriesOfAll, shares, spent, untrained } from './rivals';
import type { Trainers } from './trainers';
import { poolSize, stepsFor, trainedTo, within, type DiffusionModel, type GanModel } from './work';
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
  test: `All are trained on the ring for ${spent(budget)} and looked at ${looks} times in the second half, always with the same noise. Measured: the worst energy distance over the best. True samples: as many sets of them, drawn one after the other.`,
  counts: {
    for: 'The factor between worst and best is smaller for diffusion than for either GAN.',
    against: 'It is larger.',
  },
  change:
    'A learning rate that falls steadies anything, and here all fall alike; without that, all are less steady. All are looked at through their averaged weights, and whoever is still improving in that half has the greater factor for it.',
  axis: { label: 'worst over best energy distance', log: true },
  series: seriesOfAll,
  tests: ganNames.map((who) => ({
    label: `factor between worst and best, diffusion over ${entrantLabels[who]}`,
    of: (row: Row) => row.diffusion / row[who],
    log: true,
    threshold: 1,
    holds: 'below' as const,
    unit: 'times' as const,
  })),
  seeds: { recorded: 12, live: 7 },
  rivals: true,
  async *measure(seed: number, trainers: Trainers): Work<Row> {
    const { target, distance, own } = yardstick('ring');
    const pool = target.sample(poolSize, random(seed).split('data'));
    const all = await untrained(trainers, seed);
    const row: Record<string, number> = {};
    for (const who of entrantNames) {
      const model = all[who];
      model.learner.setData(pool);
      const [from, to] = shares[who];
      row[who] = yield* within(
        from,
        to,
        wobble(model, () => model.draw({ count: sampleCount, seed }), distance),
      );
      model.learner.dispose();
    }
    const truth = Array.from({ length: looks }, (_, k) => own(seed * looks + k));
    row.true = Math.max(...truth) / Math.min(...truth);
    return row;
  },
};
