/** What the train-live figure is set to, and what follows from it. No DOM here. */
import { targetKinds } from '../../../src/core/data/index';
import type { TargetSpec } from '../../../src/core/data/target';
import { scheduleDefaults, type ScheduleSpec } from '../../../src/core/schedule/index';
import {
  type PlaneSettings,
  limits,
  planeDefaults,
  predictions,
  weightings,
} from '../../../src/engine/kinds/plane/settings';
import { extent, shownPoints, targetOf } from '../kit/plane-target';
import { choice, list, number, schema, seed, text, type SettingsOf } from '../../../src/core/schema';

export const presets = ['linear', 'scaled-linear', 'cosine', 'sigmoid'] as const;

export const trainLive = schema({
  target: choice(targetKinds, 'eight-gaussians'),
  letter: text('D', 1),
  /** The reader's own shape: x, y pairs in panel units. */
  points: list([], { min: -extent, max: extent, multiple: 2, longest: 1200, decimals: 2 }),
  preset: choice(presets, 'cosine'),
  prediction: choice(predictions as readonly ['epsilon', 'x0', 'v'], 'v'),
  weighting: choice(weightings as readonly ['uniform', 'epsilon', 'x0', 'min-snr'], 'uniform'),
  width: number(64, { min: 8, max: 256, integer: true }),
  depth: number(3, { min: 1, max: 4, integer: true }),
  learningRate: number(4e-3, { min: 1e-5, max: 100 }),
  batchSize: number(256, { min: limits.batchSize[0], max: 1024, integer: true }),
  seed: seed(7),
  /** The time at which the denoised guess is shown. */
  t: number(0.5, { min: 0.02, max: 0.98 }),
  /** Steps after which it rests. */
  steps: number(1500, { min: 10, max: 100_000, integer: true }),
  /** Steps a second; 0 as fast as it goes. */
  speed: number(0, { min: 0, max: 10_000 }),
});

export type TrainLiveSettings = SettingsOf<typeof trainLive>;
/** Width as the kernel wants it. */
export function roundedWidth(width: number): number {
  return Math.min(256, Math.max(8, 8 * Math.round(width / 8)));
}

export function scheduleOf(s: TrainLiveSettings): ScheduleSpec {
  return scheduleDefaults[s.preset];
}

export function runSettings(s: TrainLiveSettings, last?: TargetSpec): PlaneSettings {
  return {
    ...planeDefaults,
    target: targetOf(s, last).spec,
    schedule: scheduleOf(s),
    network: { width: roundedWidth(s.width), depth: s.depth, prediction: s.prediction },
    weighting: s.weighting,
    learningRate: s.learningRate,
    batchSize: s.batchSize,
    seed: s.seed,
    sampleSeed: s.seed,
    sampleCount: shownPoints,
    stopAfter: s.steps,
    // The rate falls all the way to the rest: the last small steps are what clears the points between modes.
    decaySteps: s.steps,
    speed: s.speed,
  };
}

/** A change of these begins a new network; of the others, goes on with the present one. */
export function beginsAnew(a: TrainLiveSettings, b: TrainLiveSettings): boolean {
  return (
    a.prediction !== b.prediction ||
    a.seed !== b.seed ||
    roundedWidth(a.width) !== roundedWidth(b.width) ||
    a.depth !== b.depth
  );
}

/** A change of these, or of what is to be learned, asks the network to adapt: its learning-rate schedule begins again. */
export function asksToAdapt(a: TrainLiveSettings, b: TrainLiveSettings): boolean {
  return (
    a.preset !== b.preset ||
    a.weighting !== b.weighting ||
    a.learningRate !== b.learningRate ||
    a.batchSize !== b.batchSize
  );
}
