import { zeros } from '../../../src/core/batch';
import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import { empirical } from '../../../src/core/data/empirical';
import { modeCoverage } from '../../../src/core/metric/index';
import { normalBatch, random } from '../../../src/core/random';
import { makeSchedule, scheduleDefaults } from '../../../src/core/schedule/index';

const points = 200;
const steps = 400;
/** Of the first step; it falls to 0. */
const rate = 0.1;
/** Added to what a move is divided by, as in `distributionMatching`. */
const floor = 0.02;

/** Points in place of a generator, exact scores in place of networks: where they go with the score of what they are themselves, and without it. */
export function run(): Promise<{ answer: number; finding: string }> {
  const [both, alone] = [moved(true), moved(false)];
  return Promise.resolve({
    answer: alone.near > 0.8 * points ? 0 : alone.radius < 0.2 ? 2 : 1,
    finding: `With both scores ${both.near} of ${points} points are at a mode, and all ${both.modes} modes have some. Without the second ${alone.near} are; they lie ${alone.radius.toFixed(2)} from the middle on average, where the modes are at 2.`,
  });
}

function moved(second: boolean): { readonly near: number; readonly modes: number; readonly radius: number } {
  const schedule = makeSchedule(scheduleDefaults.cosine);
  const target = eightGaussians();
  const denoiser = target.denoiser(schedule);
  const draw = random(7).split('levels');
  const x = normalBatch(points, 2, random(7));
  const [real, fake, noised] = [0, 1, 2].map(() => zeros(points, 2));
  for (let k = 0; k < steps; k++) {
    const t = 0.02 + 0.96 * draw.uniform();
    const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
    for (let j = 0; j < x.data.length; j++) noised.data[j] = alpha * x.data[j] + sigma * draw.normal();
    denoiser.denoise(noised, t, real);
    if (second) empirical(x).denoiser(schedule).denoise(noised, t, fake);
    else fake.data.set(x.data);
    for (let i = 0; i < 2 * points; i += 2) {
      const size = floor + (Math.abs(x.data[i] - real.data[i]) + Math.abs(x.data[i + 1] - real.data[i + 1])) / 2;
      for (let j = i; j < i + 2; j++) {
        x.data[j] -= (rate * (1 - k / steps) * (fake.data[j] - real.data[j])) / size;
      }
    }
  }
  const { covered, outside } = modeCoverage(x, target.modes, { radius: 0.45 });
  let radius = 0;
  for (let i = 0; i < 2 * points; i += 2) radius += Math.hypot(x.data[i], x.data[i + 1]) / points;
  return { near: points - outside, modes: covered, radius };
}
