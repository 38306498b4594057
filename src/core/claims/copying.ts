import { count as rows, type Batch } from '../batch';
import { squaredDistance } from '../metric/distance';
import { random } from '../random';
import type { Claim, Row, Work } from './claim';
import { budget, spent } from './rivals';
import type { Trainers } from './trainers';
import { diffusionOf, ganOf, stepsFor, trainedTo, within } from './work';
import { yardstick } from './yardstick';

const sizes = [20, 100, 1000] as const;
const count = 500;
/** Fresh sets that stand against the training set. */
const freshSets = 4;
const halfway = 0.75;

/** Squared distance of each row of `x` to its nearest of `points`. */
function nearest(x: Batch, points: Batch): Float64Array {
  return Float64Array.from({ length: rows(x) }, (_, i) => {
    let least = Infinity;
    for (let j = 0; j < rows(points); j++) least = Math.min(least, squaredDistance(x, i, points, j));
    return least;
  });
}

/** The share of samples that lie nearer to the training set than to a fresh one of the same size: 0.5 for none copied, 1 for all. */
export function copied(x: Batch, training: Batch, fresh: readonly Batch[]): number {
  const own = nearest(x, training);
  const shares = fresh.map(
    (set) => nearest(x, set).reduce((sum, other, i) => sum + (own[i] < other ? 1 : 0), 0) / own.length,
  );
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** Small training sets, and how near samples come to them. */
export const copying: Claim = {
  name: 'copying',
  title: 'Overfitting',
  said: 'Diffusion models are robust to overfitting.',
  test: `Both learn from ${sizes.join(', ')} points of the spiral and no more, ${spent(budget / 2)} each, and are looked at after an eighth of that too. Measured: the share of samples that lie nearer to the training points than to as many fresh ones. One half: none is a copy. All: every one is.`,
  counts: {
    for: `At the end of training the share is under ${halfway}, halfway to copying, for every size of training set.`,
    against: 'It is over that.',
  },
  change:
    'More training, a larger network, or no averaging of weights make copies; more data unmake them. What is measured here is a network of ten thousand weights: with 20 points it has room for each of them.',
  axis: { label: 'share nearer to the training set', log: false },
  series: sizes.flatMap((n) => [
    { key: `diffusion${n}`, label: `diffusion, ${n} points`, of: 'diffusion' } as const,
    { key: `gan${n}`, label: `GAN, ${n} points`, of: 'gan' } as const,
  ]),
  tests: sizes.map((n) => ({
    label: `share nearer to the training set, diffusion, ${n} points`,
    of: (row: Row) => row[`diffusion${n}`],
    threshold: halfway,
    holds: 'below',
    unit: 'share',
  })),
  seeds: { recorded: 10, live: 4 },
  rivals: true,
  async *measure(seed: number, trainers: Trainers): Work<Row> {
    const { target } = yardstick('spiral');
    const row: Record<string, number> = {};
    for (const [i, n] of sizes.entries()) {
      const training = target.sample(n, random(seed).split('training'));
      const fresh = Array.from({ length: freshSets }, (_, k) => target.sample(n, random(seed).split('fresh').split(k)));
      const diffusion = await diffusionOf(trainers, seed);
      const gan = await ganOf(trainers, seed);
      for (const [k, [name, { learner }, draw]] of (
        [
          ['diffusion', diffusion, () => diffusion.draw({ count, seed })],
          ['gan', gan, () => gan.draw({ count, seed })],
        ] as const
      ).entries()) {
        learner.setData(training);
        const steps = stepsFor(learner, budget / 2);
        const begun = (i + k / 2) / sizes.length;
        yield* within(begun, begun + 0.02, trainedTo(learner, Math.ceil(steps / 8)));
        row[`${name}${n}Early`] = copied(draw(), training, fresh);
        yield* within(begun + 0.02, begun + 0.15, trainedTo(learner, steps));
        row[`${name}${n}`] = copied(draw(), training, fresh);
        learner.dispose();
      }
    }
    return row;
  },
};
