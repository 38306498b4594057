/** What the figure of steps in parallel is set to, and what is made of it. No DOM here. */
import type { Denoiser } from '../../../src/core/denoiser';
import { movesOf, type Moves } from '../../../src/core/parallel/index';
import { random } from '../../../src/core/random';
import { samplers, type Sampler, type SamplerInput, type SamplerStep } from '../../../src/core/sampler/index';
import { makeSchedule, scheduleDefaults } from '../../../src/core/schedule/index';
import { choice, number, schema, seed, type SettingsOf } from '../../../src/core/schema';
import { gridTimes, startingNoise } from '../../../src/engine/kinds/plane/sampling';
import { squareFrame } from '../../../src/picture/index';
import { shapes, shapeOf } from './shapes';

/** Points that are carried along, all in one window. */
export const pointCount = 100;
/** Points whose whole path is drawn. */
export const lineCount = 12;
export const square = squareFrame(3.2);
export const stepRange = { min: 10, max: 200 } as const;
export const toleranceRange = { min: 1e-4, max: 0.3 } as const;
/** The same of a sampler that draws noise, whose paths would hide each other. */
export const fewLines = 3;
/** Samplers that take each step from the state alone, and so can take all steps at once. */
export const oneStep = ['ddim', 'ddpm', 'euler', 'heun', 'eulerMaruyama', 'dpmSolver2'] as const;

export const parallelSteps = schema({
  /** Whose exact score is sampled with. */
  target: choice(shapes, 'eight-gaussians'),
  sampler: choice(oneStep, 'ddim'),
  steps: number(50, { ...stepRange, integer: true }),
  /** Steps evaluated side by side; as many as there are steps, or more: all of them. */
  window: number(30, { min: 1, max: stepRange.max, integer: true }),
  /** The change from sweep to sweep that counts as none, root mean square over the coordinates of the point that changed most. */
  tolerance: number(0.01, toleranceRange),
  /** The sweep shown; of what is computed, the nearest. 0: the start. */
  sweep: number(3, { min: 0, max: stepRange.max, integer: true }),
  /** Of the noise that all points begin with, and of what the sampler draws. */
  seed: seed(7),
});

export type ParallelSettings = SettingsOf<typeof parallelSteps>;
/** What a run is made of. */
export type Course = Omit<ParallelSettings, 'sweep'>;

/** Steps side by side that a run can have. */
export const windowOf = ({ steps, window }: Pick<Course, 'steps' | 'window'>): number => Math.min(steps, window);

/** Changes with whatever a run depends on. */
export function runKey(s: Course): string {
  return JSON.stringify([s.target, s.sampler, s.steps, windowOf(s), s.tolerance, s.seed]);
}

/** Changes with whatever the charts depend on: of the window, whatever it is set to. */
export function chartsKey(s: Course): string {
  return JSON.stringify([s.target, s.sampler, s.steps, s.window, s.tolerance, s.seed]);
}

export interface Prepared {
  readonly denoiser: Denoiser;
  /** steps + 1 of them, from noise to data. */
  readonly times: Float64Array;
  /** Where all points begin. */
  readonly x: SamplerInput['x'];
  /** The sampler's steps one after the other. */
  readonly sequential: () => Generator<SamplerStep, void, void>;
  /** The same steps one by one, with the same noise in each. */
  readonly moves: () => Moves;
}

/** What both ways of taking the steps have in common: the noise, the times, the exact score under the cosine schedule. */
export function prepared({ target, sampler: name, steps, seed: from }: Course): Prepared {
  const schedule = makeSchedule(scheduleDefaults.cosine);
  const times = gridTimes({ grid: 'uniform', steps, least: 0.002, zero: true }, schedule);
  const x = startingNoise({ count: pointCount, seed: from }, schedule, times[0]);
  const denoiser = shapeOf(target).denoiser(schedule);
  const { sampler, defaults } = samplers[name] as {
    readonly sampler: Sampler<object>;
    readonly defaults: object;
  };
  const input = () => ({ ...defaults, denoiser, schedule, times, random: random(from).split('sampler') });
  return {
    denoiser,
    times,
    x,
    sequential: () => sampler({ ...input(), x }),
    moves: () => movesOf(sampler, input()),
  };
}
