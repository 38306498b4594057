import { count, type Batch } from '../../../../src/core/batch';
import { eightGaussians } from '../../../../src/core/data/eight-gaussians';
import type { Denoiser } from '../../../../src/core/denoiser';
import { energyDistance } from '../../../../src/core/metric/index';
import { normalBatch, random } from '../../../../src/core/random';
import {
  karrasTimes,
  logSnrTimes,
  quadraticTimes,
  rk45,
  run,
  samplers,
  stepsWithin,
  uniformTimes,
} from '../../../../src/core/sampler/index';
import type { Sampler, SamplerName } from '../../../../src/core/sampler/index';
import type { Schedule } from '../../../../src/core/schedule/index';

/** The measurements of chapter 7, behind its exercises and its tables. */
export const grids = {
  time: (_: Schedule, n: number) => uniformTimes(n),
  rootTime: (_: Schedule, n: number) => quadraticTimes(n),
  logSnr: (schedule: Schedule, n: number) => logSnrTimes(schedule, n),
  karras: (schedule: Schedule, n: number) => karrasTimes(schedule, n, { to: 1e-3 }),
};
export type Grid = keyof typeof grids;

const target = eightGaussians();

export interface Race {
  readonly points: number;
  /** Samples by one sampler within a budget of denoiser evaluations, from the same noise each time. */
  readonly sample: (name: SamplerName, evaluations: number, grid: Grid, denoiser?: Denoiser, options?: object) => Batch;
  /** Root mean square distance to where the probability-flow ODE takes the same noise. */
  readonly odeError: (x: Batch) => number;
  /** Energy distance to 4,000 points of the data. */
  readonly energy: (x: Batch) => number;
}

/** Eight Gaussians under a schedule, with the exact denoiser unless told. */
export function race(schedule: Schedule, points: number): Race {
  const seed = random(7);
  const start = normalBatch(points, 2, seed.split('start'));
  const exact = target.denoiser(schedule);
  const data = target.sample(4000, seed.split('data'));
  let solved: Batch | undefined;
  const solution = (): Batch =>
    (solved ??= run(rk45, { denoiser: exact, schedule, times: [1, 0], x: start, relative: 1e-8, absolute: 1e-8 }));
  return {
    points,
    sample(name, evaluations, grid, denoiser = exact, options = {}) {
      const sampler: Sampler = samplers[name].sampler;
      const times = grids[grid](schedule, stepsFor(name, evaluations));
      return run(sampler, { denoiser, schedule, times, x: start, random: seed.split(name), ...options });
    },
    odeError(x) {
      const end = solution();
      return Math.sqrt(x.data.reduce((sum, v, i) => sum + (v - end.data[i]) ** 2, 0) / count(x));
    },
    energy: (x) => energyDistance(x, data),
  };
}

/** The most steps, ending at t = 0, that cost no more than so many evaluations. Throws `RangeError` where not even one does. */
export function stepsFor(name: SamplerName, evaluations: number): number {
  const steps = stepsWithin(samplers[name], evaluations, true);
  if (steps === 0) throw new RangeError(`${name} with ${evaluations} evaluations (expected enough for one step)`);
  return steps;
}

/** The index of the least. */
export const least = (values: readonly number[]): number => values.indexOf(Math.min(...values));
