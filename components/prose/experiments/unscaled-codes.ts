import { normalBatch, random } from '../../../src/core/random';
import { makeSchedule, scheduleDefaults } from '../../../src/core/schedule/index';

const codes = 20_000;
const deviation = 5;

/** When half of the variance of codes that were not scaled is noise: their variance and that of the noise are measured at each time. */
export function run(): Promise<{ answer: number; finding: string }> {
  const schedule = makeSchedule(scheduleDefaults.cosine);
  const seed = random(3);
  const z = normalBatch(codes, 1, seed.split('codes')).data.map((v) => deviation * v);
  const noise = normalBatch(codes, 1, seed.split('noise')).data;
  const variance = (values: Float64Array) => {
    const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
    return values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length;
  };
  const share = (t: number) => {
    const noised = z.map((v, i) => schedule.alpha(t) * v + schedule.sigma(t) * noise[i]);
    return variance(noise.map((v) => schedule.sigma(t) * v)) / variance(noised);
  };
  let [low, high] = [0, 1];
  for (let k = 0; k < 30; k++) {
    const middle = (low + high) / 2;
    if (share(middle) < 0.5) low = middle;
    else high = middle;
  }
  const choices = [0.5, 0.75, 0.87];
  const nearest = choices.reduce((best, t, i) => (Math.abs(t - low) < Math.abs(choices[best] - low) ? i : best), 0);
  return Promise.resolve({
    answer: nearest,
    finding: `Half is noise at t = ${low.toFixed(3)}; at t = 0.5 noise is ${(100 * share(0.5)).toFixed(0)} % of the variance, and at t = 0.99 still only ${(100 * share(0.99)).toFixed(1)} %.`,
  });
}
