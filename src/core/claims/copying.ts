import { count as rows, type Batch } from '../batch';
import { squaredDistance } from '../metric/distance';
import { random } from '../random';
import type { Claim, Row, Work } from './claim';
import { entrantLabels, entrantNames } from './entrants';
import { budget } from './protocol';
import { shares, spent, untrained } from './rivals';
import type { Trainers } from './trainers';
import { stepsFor, trainedTo, within } from './work';
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
  test: `All learn from ${sizes.join(', ')} points of the spiral and no more, ${spent(budget / 2)} each, and are looked at after an eighth of that too. Measured: the share of samples that lie nearer to the training points than to as many fresh ones. One half, as of true samples: none is a copy. All: every one is.`,
  counts: {
    for: `At the end of training the share is under ${halfway}, halfway to copying, for every size of training set.`,
    against: 'It is over that.',
  },
  change:
    'More training, a larger network, or no averaging of weights make copies; more data unmake them. What is measured here is a network of ten thousand weights: with 20 points it has room for each of them.',
  axis: { label: 'share nearer to the training set', log: false },
  series: sizes.flatMap((n) => [
    ...entrantNames.map((who) => ({ key: `${who}${n}`, label: `${entrantLabels[who]}, ${n} points`, of: who })),
    { key: `true${n}`, label: `true samples, ${n} points`, of: 'true' } as const,
  ]),
  tests: sizes.map((n) => ({
    label: `share nearer to the training set, diffusion, ${n} points`,
    of: (row: Row) => row[`diffusion${n}`],
    threshold: halfway,
    holds: 'below',
    unit: 'share',
  })),
  seeds: { recorded: 12, live: 5 },
  rivals: true,
  async *measure(seed: number, trainers: Trainers): Work<Row> {
    const { target } = yardstick('spiral');
    const row: Record<string, number> = {};
    for (const [i, n] of sizes.entries()) {
      const training = target.sample(n, random(seed).split('training'));
      const fresh = Array.from({ length: freshSets }, (_, k) => target.sample(n, random(seed).split('fresh').split(k)));
      const all = await untrained(trainers, seed, { flops: budget / 2 });
      for (const who of entrantNames) {
        const { learner } = all[who];
        const share = () => copied(all[who].draw({ count, seed }), training, fresh);
        learner.setData(training);
        const steps = stepsFor(learner, budget / 2);
        const [from, to] = shares[who].map((part) => (i + part) / sizes.length);
        const early = from + (to - from) / 8;
        yield* within(from, early, trainedTo(learner, Math.ceil(steps / 8)));
        row[`${who}${n}Early`] = share();
        yield* within(early, to, trainedTo(learner, steps));
        row[`${who}${n}`] = share();
        learner.dispose();
      }
      row[`true${n}`] = copied(target.sample(count, random(seed).split('true')), training, fresh);
    }
    return row;
  },
};
