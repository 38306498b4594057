/** What the consistency-map figure is set to, and what follows from it. No DOM here. */
import { eightGaussians, twentyFiveGaussians } from '../../../src/core/data/index';
import type { Mixture } from '../../../src/core/data/mixture';
import { makeSchedule } from '../../../src/core/schedule/index';
import { choice, number, optional, schema, seed, type SettingsOf } from '../../../src/core/schema';
import { methodFacts, type PupilMethod } from '../../../src/engine/kinds/pupil/methods';
import { pupilSettings, scheduleOf, type PupilSettings } from '../../../src/engine/kinds/pupil/settings';
import { squareFrame } from '../../../src/picture/index';
import { toFirstStop } from '../pupil-run';

/** Half the side of the panels, in data units. */
export const extent = 3.2;
export const square = squareFrame(extent);

/** Those that learn a map on the book's usual schedule; progressive distillation learns it at t = 1 alone. */
export const mapMethods = [
  'consistency-distillation',
  'consistency-training',
  'discrete-distillation',
  'easy-consistency',
  'improved-consistency',
  'progressive',
] as const satisfies readonly PupilMethod[];
export type MapMethod = (typeof mapMethods)[number];

export const mapTargets = ['eight-gaussians', 'twenty-five-gaussians'] as const;
export type MapTarget = (typeof mapTargets)[number];

export const schedule = makeSchedule(scheduleOf(pupilSettings('consistency-distillation')));

const made: Partial<Record<MapTarget, Mixture>> = {};
/** Mixtures of Gaussians: their flow is known. */
export function mixtureOf(target: MapTarget): Mixture {
  return (made[target] ??= target === 'eight-gaussians' ? eightGaussians() : twentyFiveGaussians());
}

/** Times at which paths are marked, from data to noise; the slider goes from one to the next. */
export const times: readonly number[] = Array.from({ length: 17 }, (_, i) => i / 16);

export const consistencyMap = schema({
  method: choice(mapMethods, 'consistency-distillation'),
  target: choice(mapTargets, 'eight-gaussians'),
  /** The time at which points are shown. */
  t: number(0.75, { min: 0, max: 1 }),
  /** Where the path begins, at t = 1. */
  x: number(0.77, { min: -extent, max: extent }),
  y: number(-0.38, { min: -extent, max: extent }),
  /** Steps of training of the teacher, where the method has one. */
  teacherSteps: number(1500, { min: 10, max: 20_000, integer: true }),
  /** Of the pupil; null for as many as its method usually takes. */
  pupilSteps: optional(number(1600, { min: 20, max: 20_000, integer: true })),
  seed: seed(7),
});

export type ConsistencyMapSettings = SettingsOf<typeof consistencyMap>;

/** The marked time that is nearest. */
export function timeIndex(t: number): number {
  return Math.round(t * (times.length - 1));
}

/** The run of these settings; its first press ends where the teacher is trained, or without one at its end. */
export function runSettings(s: ConsistencyMapSettings): PupilSettings {
  const usual = pupilSettings(s.method);
  return toFirstStop({
    ...usual,
    target: { kind: s.target },
    teacherSteps: methodFacts[s.method].teacher ? s.teacherSteps : 0,
    pupilSteps: s.pupilSteps ?? usual.pupilSteps,
    seed: s.seed,
    sampleCount: 0,
    sampleSeed: s.seed,
  });
}
