import { zeros } from '../../src/core/batch';
import { eightGaussians } from '../../src/core/data/eight-gaussians';
import { fromX0 } from '../../src/core/parameterization';
import { noised } from '../../src/core/process/forward';
import { normalBatch, random } from '../../src/core/random';
import { cosine } from '../../src/core/schedule/index';

/** The loss that no v-prediction can pass, at three levels; the trained network must come close to it. */
export function expected(): object {
  const floor = [0.25, 0.5, 0.75].map(floorAt);
  return { trained: floor, floor };
}

/** Sampling error of the floors; and a network trained for some seconds is a few hundredths above them. */
export const tolerances = { floor: 0.01, trained: 0.06 };

function floorAt(t: number): number {
  const n = 100_000;
  const seed = random(4);
  const target = eightGaussians();
  const schedule = cosine();
  const alpha = schedule.alpha(t);
  const sigma = schedule.sigma(t);
  const x0 = target.sample(n, seed.split('data'));
  const xt = noised(x0, normalBatch(n, 2, seed.split('noise')), t, schedule, zeros(n, 2));
  const truth = fromX0('v', x0, xt, alpha, sigma, zeros(n, 2));
  const best = fromX0('v', target.denoise(xt, alpha, sigma), xt, alpha, sigma, zeros(n, 2));
  let sum = 0;
  for (let i = 0; i < truth.data.length; i++) sum += (truth.data[i] - best.data[i]) ** 2;
  return sum / truth.data.length;
}
