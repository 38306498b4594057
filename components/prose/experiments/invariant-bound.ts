import { count, zeros } from '../../../src/core/batch';
import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import { normalBatch, random } from '../../../src/core/random';
import { cosine, linear, type Schedule } from '../../../src/core/schedule/index';

/**
 * The bound (half the integral of the squared noise error over log-SNR) and the simple loss (its mean over uniform t) of
 * one imperfect denoiser, under two schedules cut to the same ends.
 */
export function run(): Promise<{ answer: number; finding: string }> {
  const a = losses(linear());
  const b = losses(cosine());
  const boundAgrees = Math.abs(a.bound / b.bound - 1) < 0.02;
  const simpleAgrees = Math.abs(a.simple / b.simple - 1) < 0.02;
  return Promise.resolve({
    answer: boundAgrees ? (simpleAgrees ? 0 : 1) : 2,
    finding:
      `Bound: ${a.bound.toFixed(3)} under linear and ${b.bound.toFixed(3)} under cosine. ` +
      `Simple loss: ${a.simple.toFixed(3)} and ${b.simple.toFixed(3)}.`,
  });
}

/** The integral over log-SNR from -8 to 8, taken at 400 times spaced as the schedule spaces them; 300 pairs at each. */
function losses(schedule: Schedule, { ends = 8, levels = 400, pairs = 300 } = {}): { bound: number; simple: number } {
  const seed = random(11);
  const x0 = eightGaussians().sample(pairs, seed.split('data'));
  const epsilon = normalBatch(count(x0), 2, seed.split('noise'));
  // Imperfect on purpose: it believes in a smaller ring with wider modes.
  const mistaken = eightGaussians({ radius: 1.7, scale: 0.3 });
  const x = zeros(pairs, 2);
  const guess = zeros(pairs, 2);
  const first = schedule.timeOfLogSnr(ends);
  const last = schedule.timeOfLogSnr(-ends);
  const dt = (last - first) / levels;
  let bound = 0;
  let simple = 0;
  for (let i = 0; i < levels; i++) {
    const from = first + i * dt;
    const alpha = schedule.alpha(from + dt / 2);
    const sigma = schedule.sigma(from + dt / 2);
    for (let j = 0; j < x.data.length; j++) x.data[j] = alpha * x0.data[j] + sigma * epsilon.data[j];
    mistaken.denoise(x, alpha, sigma, guess);
    let error = 0;
    for (let j = 0; j < x.data.length; j++) error += ((x0.data[j] - guess.data[j]) * (alpha / sigma)) ** 2;
    error /= pairs;
    bound += 0.5 * error * (schedule.logSnr(from) - schedule.logSnr(from + dt));
    simple += error / levels;
  }
  return { bound, simple };
}
