import { batch, zeros } from '../../../src/core/batch';
import { mixture, type Mixture } from '../../../src/core/data/mixture';
import { composed } from '../../../src/core/guidance';
import { noised } from '../../../src/core/process/forward';
import { scoreOf } from '../../../src/core/process/sde';
import { normalBatch, random } from '../../../src/core/random';
import { linear, scheduleDefaults } from '../../../src/core/schedule/index';

const points = 4000;
const times = [0.02, 0.2, 1];
const [own, whole] = [0.5, 1.2];
/** Variance of N(-1, own^2) N(1, own^2) / N(0, whole^2), which is a Gaussian about 0 along the axis of the two means. */
const both = 1 / (2 / own ** 2 - 1 / whole ** 2);

/** How far score A + score B - score of everything is from the true score of "A and B", at three noise levels. */
export function run(): Promise<{ answer: number; finding: string }> {
  const schedule = linear(scheduleDefaults.linear);
  const [a, b, all, exact] = [gaussian(-1, own), gaussian(1, own), gaussian(0, whole), gaussian(0, Math.sqrt(both))];
  const model = composed(all.denoiser(schedule), [
    { denoiser: a.denoiser(schedule), weight: 1 },
    { denoiser: b.denoiser(schedule), weight: 1 },
  ]);
  const seed = random(118);
  const [x0, noise] = [exact.sample(points, seed.split('data')), normalBatch(points, 2, seed.split('noise'))];
  const errors = times.map((t) => {
    const x = noised(x0, noise, t, schedule, zeros(points, 2));
    const found = scoreOf(model, schedule).score(x, t, zeros(points, 2));
    const truth = exact.score(x, schedule.alpha(t), schedule.sigma(t));
    const squares = found.data.reduce((sum, v, i) => sum + (v - truth.data[i]) ** 2, 0);
    return schedule.sigma(t) * Math.sqrt(squares / points);
  });
  return Promise.resolve({
    answer: errors.indexOf(Math.max(...errors)),
    finding: `In units of the noise the sum is wrong by ${errors.map((error, i) => `${error.toFixed(3)} at t = ${times[i]}`).join(', ')}.`,
  });
}

function gaussian(x: number, scale: number): Mixture {
  return mixture({ weights: [1], means: batch([x, 0], 2), scales: [scale] });
}
