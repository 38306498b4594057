/** What the figure of steps in parallel is set to, and what is made of it. No DOM here. */
import type { Denoiser } from '../../../src/core/denoiser';
import { makeSchedule, scheduleDefaults } from '../../../src/core/schedule/index';
import { choice, number, schema, seed, type SettingsOf } from '../../../src/core/schema';
import {
  oneStep,
  preparedParallel,
  type ParallelSpec,
  type PreparedParallel,
} from '../../../src/engine/kinds/plane/parallel';
import { planeDefaults, type PlaneSettings } from '../../../src/engine/kinds/plane/settings';
import { squareFrame } from '../../../src/picture/index';
import { shapes, shapeOf } from './shapes';

export { oneStep };

/** Points that are carried along, all in one window. */
export const pointCount = 100;
/** Points whose whole path is drawn. */
export const lineCount = 12;
export const square = squareFrame(3.2);
export const stepRange = { min: 10, max: 200 } as const;
export const toleranceRange = { min: 1e-4, max: 0.3 } as const;
/** The same of a sampler that draws noise, whose paths would hide each other. */
export const fewLines = 3;
/** Whose steps are taken: the exact score's, those of a network that learns here, or those of the network for digits that comes with the book. */
export const models = ['exact', 'learned', 'digits'] as const;
export type Model = (typeof models)[number];

export const parallelSteps = schema({
  model: choice(models, 'exact'),
  /** Whose exact score is sampled with, or what the network learns. */
  target: choice(shapes, 'eight-gaussians'),
  sampler: choice(oneStep, 'ddim'),
  steps: number(50, { ...stepRange, integer: true }),
  /** Steps evaluated side by side; as many as there are steps, or more: all of them. */
  window: number(30, { min: 1, max: stepRange.max, integer: true }),
  /** The change from sweep to sweep that counts as none, root mean square over the coordinates of the point that changed most. */
  tolerance: number(0.01, toleranceRange),
  /** The sweep shown; of what is computed, the nearest. 0: the start. */
  sweep: number(3, { min: 0, max: stepRange.max, integer: true }),
  /** With the network for digits: the class that it is asked for, and the weight of classifier-free guidance. */
  digit: number(3, { min: 0, max: 9, integer: true }),
  guidance: number(1, { min: 0, max: 4 }),
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
  return JSON.stringify([s.model, s.target, s.sampler, s.steps, windowOf(s), s.tolerance, s.seed]);
}

/** Changes with whatever the charts depend on: of the window, whatever it is set to. */
export function chartsKey(s: Course): string {
  return JSON.stringify([s.model, s.target, s.sampler, s.steps, s.window, s.tolerance, s.seed]);
}

/** What both ways of taking the steps are asked for: the noise, the times, the cosine schedule. */
export function specOf(s: Course): ParallelSpec {
  return {
    sampler: s.sampler,
    schedule: scheduleDefaults.cosine,
    steps: s.steps,
    window: windowOf(s),
    tolerance: s.tolerance,
    count: pointCount,
    lines: lineCount,
    seed: s.seed,
  };
}

/** The exact denoiser of the course's shape. */
export const exactOf = ({ target }: Pick<Course, 'target'>): Denoiser =>
  shapeOf(target).denoiser(makeSchedule(scheduleDefaults.cosine));

/** The same with the exact score. */
export const prepared = (s: Course): PreparedParallel => preparedParallel(specOf(s), exactOf(s));

/** Steps of training: enough for samples close to the data, in about two seconds. */
export const trainingSteps = 800;

/** The network whose steps are taken in place of the exact score: of a shape that it can be shown. */
export function runSettings({ target, seed: from }: Pick<Course, 'target' | 'seed'>): PlaneSettings {
  return {
    ...planeDefaults,
    target: { kind: target === 'uneven' ? 'eight-gaussians' : target },
    seed: from,
    sampleSeed: from,
    sampleCount: 0,
    decaySteps: trainingSteps,
    stopAfter: trainingSteps,
  };
}
