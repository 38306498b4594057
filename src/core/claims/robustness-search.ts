import { makeSchedule } from '../schedule/index';
import { tuningSeeds } from './protocol';
import { robustModel, settingsOf } from './robustness';
import { drawn, evaluations } from './robustness-errors';
import type { Trainers } from './trainers';
import { sampleCount, yardstick } from './yardstick';

/** As many of the search's settings for every D, all from the first of the tuning seeds, the best of them from the others too. */
export const settingsTried = 6;
export const robustFinalists = 2;

/** One setting at one D: the energy distance at the end, for each of the tuning seeds that it trained from. */
export interface RobustTrial {
  readonly extra: number;
  /** Number of the setting: `setting(k)` of `protocol.ts`. */
  readonly setting: number;
  readonly distances: readonly number[];
}

async function distanceOf(trainers: Trainers, extra: number, k: number, seed: number): Promise<number> {
  const settings = settingsOf(k, seed);
  const work = robustModel(trainers, extra, settings);
  for (;;) {
    const { value, done } = await work.next();
    if (!done) continue;
    const schedule = makeSchedule(settings.schedule);
    const x = drawn({
      denoiser: value.denoiser(),
      schedule,
      extra,
      dim: 2,
      count: sampleCount,
      seed,
      evaluations: evaluations.all,
    });
    value.dispose();
    return yardstick('ring').distance(x);
  }
}

const logMean = (values: readonly number[]) => values.reduce((sum, v) => sum + Math.log(v), 0) / values.length;

/** Of one D, all trials: those of `settingsTried`, the finalists with all seeds. */
export async function searchOf(trainers: Trainers, extra: number): Promise<readonly RobustTrial[]> {
  const [first, ...others] = tuningSeeds;
  const trials: RobustTrial[] = [];
  for (let k = 0; k < settingsTried; k++)
    trials.push({ extra, setting: k, distances: [await distanceOf(trainers, extra, k, first)] });
  const best = [...trials].sort((a, b) => a.distances[0] - b.distances[0]).slice(0, robustFinalists);
  for (const one of best) {
    const distances = [...one.distances];
    for (const seed of others) distances.push(await distanceOf(trainers, extra, one.setting, seed));
    trials[one.setting] = { ...one, distances };
  }
  return trials;
}

/** The setting that won at this D: of the finalists, the least mean logarithm. */
export function winnerOf(trials: readonly RobustTrial[], extra: number): number {
  const finalists = trials.filter((one) => one.extra === extra && one.distances.length === tuningSeeds.length);
  return finalists.reduce((best, one) => (logMean(one.distances) < logMean(best.distances) ? one : best)).setting;
}
