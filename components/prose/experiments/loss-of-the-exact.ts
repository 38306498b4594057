import { batch, count, type Batch } from '../../../src/core/batch';
import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import { normalBatch, random } from '../../../src/core/random';
import { ddim, rk45, run as sample } from '../../../src/core/sampler/index';
import { makeSchedule, scheduleDefaults } from '../../../src/core/schedule/index';

const points = 1000;
const t = 0.6;

/** The loss of the exact consistency function, between neighbours a teacher's step apart, and between neighbours with the same datum and noise. */
export function run(): Promise<{ answer: number; finding: string }> {
  const schedule = makeSchedule(scheduleDefaults.cosine);
  const target = eightGaussians();
  const denoiser = target.denoiser(schedule);
  const seed = random(7);
  const x0 = target.sample(points, seed.split('data'));
  const epsilon = normalBatch(points, 2, seed.split('noise'));
  const under = (at: number): Batch =>
    batch(
      x0.data.map((v, j) => schedule.alpha(at) * v + schedule.sigma(at) * epsilon.data[j]),
      2,
    );
  const exact = (x: Batch, at: number): Batch =>
    sample(rk45, { denoiser, schedule, times: [at, 0], x, relative: 1e-7, absolute: 1e-7 });
  const here = under(t);
  const answer = exact(here, t);
  const [wide, narrow] = [0.1, 0.05].map((gap) => {
    const s = t - gap;
    const step = sample(ddim, { denoiser, schedule, times: [t, s], x: here });
    return { taught: meanSquare(answer, exact(step, s)), alone: meanSquare(answer, exact(under(s), s)) };
  });
  const ratio = wide.alone / wide.taught;
  return Promise.resolve({
    answer: ratio < 2 ? 0 : ratio < 20 ? 1 : 2,
    finding:
      `From t = ${t} to 0.5: ${wide.taught.toExponential(1)} with a teacher’s step, ${wide.alone.toFixed(2)} without, ${Math.round(ratio).toLocaleString('en-GB')} times as much. ` +
      `Over half the way: ${narrow.taught.toExponential(1)} and ${narrow.alone.toFixed(2)}.`,
  });
}

function meanSquare(x: Batch, y: Batch): number {
  return x.data.reduce((sum, v, j) => sum + (v - y.data[j]) ** 2, 0) / (x.dim * count(x));
}
