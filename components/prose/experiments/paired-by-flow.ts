import { batch, count, type Batch } from '../../../src/core/batch';
import { optimalPairs } from '../../../src/core/coupling/index';
import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import { mixture, type Mixture } from '../../../src/core/data/mixture';
import { flowPairs } from '../../../src/core/few-steps/rectified-flow';
import { normalBatch, random } from '../../../src/core/random';
import { uniformTimes } from '../../../src/core/sampler/index';
import { makeSchedule } from '../../../src/core/schedule/index';

const points = 300;
const steps = 200;

/** Noise and data in pairs: by chance, by the exact flow between them, and by what is cheapest of all. */
export function run(): Promise<{ answer: number; finding: string }> {
  const two = costs(rows());
  const ring = costs(eightGaussians());
  return Promise.resolve({
    answer: two.flow > 0.95 * two.chance ? 0 : two.changed === 0 ? 1 : 2,
    finding:
      `Mean square distance of ${points} pairs: ${two.chance.toFixed(2)} by chance, ${two.flow.toFixed(3)} by the flow, ${two.least.toFixed(3)} at the least, for which ${two.changed} of the noises would change their partners. ` +
      `On the ring of eight: ${ring.chance.toFixed(2)}, ${ring.flow.toFixed(3)} and ${ring.least.toFixed(3)}, with ${ring.changed} changes.`,
  });
}

/** Two rows of four Gaussians, the lower one shifted to the right. */
function rows(): Mixture {
  const means = batch([-2, 1, -1.4, 1, -0.7, 1, 0, 1, 0, -1, 0.7, -1, 1.4, -1, 2, -1], 2);
  return mixture({ weights: new Float64Array(8).fill(1), means, scales: new Float64Array(8).fill(0.15) });
}

interface Costs {
  readonly chance: number;
  readonly flow: number;
  readonly least: number;
  /** Noises that the cheapest pairing gives another partner than the flow. */
  readonly changed: number;
}

function costs(target: Mixture): Costs {
  const schedule = makeSchedule({ kind: 'flow' });
  const seed = random(7);
  const x = normalBatch(points, 2, seed.split('noise'));
  const { from, to } = flowPairs({ denoiser: target.denoiser(schedule), schedule, times: uniformTimes(steps), x });
  const partner = optimalPairs(from, to).to;
  const best = new Float64Array(to.data.length);
  partner.forEach((j, i) => best.set(to.data.subarray(2 * j, 2 * j + 2), 2 * i));
  return {
    chance: apart(x, target.sample(points, seed.split('data'))),
    flow: apart(from, to),
    least: apart(from, batch(best, 2)),
    changed: partner.reduce((sum, j, i) => sum + (j === i ? 0 : 1), 0),
  };
}

function apart(x: Batch, y: Batch): number {
  return x.data.reduce((sum, v, j) => sum + (v - y.data[j]) ** 2, 0) / count(x);
}
