import { zeros } from '../../../src/core/batch';
import { chainStep } from '../../../src/core/process/forward';
import { fillNormal, normalBatch, random } from '../../../src/core/random';
import { makeSchedule, scheduleDefaults } from '../../../src/core/schedule';

const points = 20000;
const T = 1000;

/** The variance of data that start at 0.09, when alpha^2 has come down to a half. 0: below 0.2, 1: below 0.8, 2: more. */
export function run(seed = 4): Promise<{ answer: number; finding: string }> {
  const schedule = makeSchedule(scheduleDefaults.linear);
  const r = random(seed);
  const x = normalBatch(points, 1, r);
  for (let i = 0; i < points; i++) x.data[i] *= 0.3;
  const noise = zeros(points, 1);
  const start = variance(x.data);
  let steps = 0;
  while (schedule.alpha(steps / T) ** 2 > 0.5) {
    fillNormal(noise.data, r);
    chainStep(x, noise, steps / T, (steps + 1) / T, schedule, x);
    steps++;
  }
  const end = variance(x.data);
  return Promise.resolve({
    answer: end < 0.2 ? 0 : end < 0.8 ? 1 : 2,
    finding: `The variance of ${points} numbers went from ${start.toFixed(3)} to ${end.toFixed(3)} in ${steps} of ${T} steps.`,
  });
}

function variance(x: Float64Array): number {
  let sum = 0;
  let squares = 0;
  for (const value of x) {
    sum += value;
    squares += value * value;
  }
  return squares / x.length - (sum / x.length) ** 2;
}
