/** The schedules that notations are held against, and one point under each. */
import { batch, zeros } from '../../src/core/batch';
import { eightGaussians } from '../../src/core/data/index';
import { makeSchedule, scheduleDefaults, type Schedule } from '../../src/core/schedule/index';

const kinds = Object.keys(scheduleDefaults) as (keyof typeof scheduleDefaults)[];
export const schedules: readonly Schedule[] = kinds.map((kind) => makeSchedule(scheduleDefaults[kind]));
export const keeping = [makeSchedule(scheduleDefaults.linear), makeSchedule(scheduleDefaults.cosine)];
export const times = [0.1, 0.26, 0.5, 0.73, 0.9];
export const data = eightGaussians();
export const place = batch([1.1, 0.6], 2);

/** One point under one schedule: both coordinates of x_t, of E[x_0 | x_t] and of the score. */
export function seen(schedule: Schedule, t: number) {
  const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
  const x0 = zeros(1, 2);
  data.denoiser(schedule).denoise(place, t, x0);
  return { alpha, sigma, x: place.data[0], x0: x0.data[0], score: data.score(place, alpha, sigma).data[0] };
}
