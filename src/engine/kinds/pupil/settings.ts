/** A teacher and its pupil as plain data: what the page sends and the worker checks once, at the door. */
import type { TargetSpec } from '../../../core/data/target';
import type { NetworkSpec, TimeInput } from '../../../core/network';
import { scheduleDefaults } from '../../../core/schedule/registry';
import type { ScheduleSpec } from '../../../core/schedule/schedule';
import type { RunSettings } from '../../settings';
import { flowCounts, methodFacts, pairPlan, phases, type PupilMethod } from './methods';

/** Schedules that a teacher may learn on: with x of about the data's length everywhere, as pure noise begins at 1. */
export const pupilSchedules = ['cosine', 'linear', 'sigmoid', 'flow'] as const;
export type PupilSchedule = (typeof pupilSchedules)[number];

/** What networks are told of time: by frequencies whose derivatives stay small, or by all of them. */
export const clocks = ['slow', 'quick'] as const;
export type Clock = (typeof clocks)[number];

export interface PupilSettings extends RunSettings {
  readonly target: TargetSpec;
  readonly method: PupilMethod;
  /** Of teacher and pupil; `flow` for a method that is taught on straight lines alone. */
  readonly schedule: PupilSchedule;
  readonly clock: Clock;
  /** Steps of training of the teacher: 0 for a method without one, and then only. */
  readonly teacherSteps: number;
  /** Of the pupil, all phases together. */
  readonly pupilSteps: number;
  /** Distribution matching: a second network learns what the pupil makes. Without it there is nothing to spread the samples. */
  readonly fake: boolean;
  /** Steps of DDIM in which pairs of noise and sample are drawn. */
  readonly pairSteps: number;
  /** Reflow: flows in all, the teacher's counted. Each learns on the pairs of the one before. */
  readonly flows: number;
  /** Samples drawn for a snapshot, and the seed of their noise. */
  readonly sampleCount: number;
  readonly sampleSeed: number;
}

/** All networks of a run, apart from what they are told of time. */
export const pupilNetwork: NetworkSpec = { width: 64, depth: 3, prediction: 'v' };
export const pupilBatch = 256;

/** Settings of a method, with its own lengths of training. */
export function pupilSettings(method: PupilMethod): PupilSettings {
  const { teacherSteps, pupilSteps, schedule } = methodFacts[method];
  return {
    target: { kind: 'eight-gaussians' },
    method,
    schedule,
    clock: 'slow',
    teacherSteps,
    pupilSteps,
    fake: true,
    pairSteps: pairPlan.walk,
    flows: flowCounts[0],
    seed: 7,
    backend: 'auto',
    sampleCount: 500,
    sampleSeed: 7,
    stopAfter: 0,
    speed: 0,
    race: null,
  };
}

export const pupilDefaults = pupilSettings('progressive');

/** Whether a method is taught on straight lines alone. */
export const onFlowOnly = (method: PupilMethod): boolean => methodFacts[method].schedule === 'flow';

export const scheduleOf = ({ schedule }: Pick<PupilSettings, 'schedule'>): ScheduleSpec => scheduleDefaults[schedule];

/** What the pupil's network is, and those of its teacher and of the fake. */
export function networksOf({ method, clock }: Pick<PupilSettings, 'method' | 'clock'>): {
  readonly pupil: NetworkSpec;
  readonly teacher: NetworkSpec;
} {
  const [plain, span]: readonly TimeInput[] = clock === 'slow' ? ['slow', 'span'] : ['all', 'quick-span'];
  return {
    pupil: { ...pupilNetwork, time: methodFacts[method].span ? span : plain },
    teacher: { ...pupilNetwork, time: plain },
  };
}

export const stages = ['teacher', 'pairs', 'pupil'] as const;
export type PupilStage = (typeof stages)[number];

/** A stretch of a run: what is trained or drawn in it, and the step at which it ends. */
export interface Stretch {
  readonly stage: PupilStage;
  /** Steps of DDIM that the pupil learns to take, in a phase of progressive distillation; else 0. */
  readonly phase: number;
  /** Which rectified flow learns, or is paired for: the teacher is the first; 0 where the method is not reflow. */
  readonly flow: number;
  readonly from: number;
  readonly to: number;
}

type Lengths = Pick<PupilSettings, 'method' | 'teacherSteps' | 'pupilSteps'> & Partial<Pick<PupilSettings, 'flows'>>;

/** The stretches of a run in order. The last goes on for as long as it is trained. */
export function stretchesOf({ method, teacherSteps, pupilSteps, flows = 2 }: Lengths): readonly Stretch[] {
  const lessons: readonly (readonly [phase: number, flow: number])[] =
    method === 'progressive'
      ? phases.map((phase) => [phase, 0])
      : method === 'reflow'
        ? Array.from({ length: flows - 1 }, (_, i) => [0, i + 2])
        : [[0, 0]];
  const pairSteps = methodFacts[method].pairs ? pairPlan.count / pairPlan.rows : 0;
  const parts = [
    { stage: 'teacher' as const, phase: 0, flow: method === 'reflow' ? 1 : 0, steps: teacherSteps },
    ...lessons.flatMap(([phase, flow], i) => [
      { stage: 'pairs' as const, phase: 0, flow, steps: pairSteps },
      { stage: 'pupil' as const, phase, flow, steps: share(pupilSteps, lessons.length, i) },
    ]),
  ].filter(({ steps }) => steps > 0);
  let at = 0;
  return parts.map(({ steps, ...part }) => ({ ...part, from: at, to: (at += steps) }));
}

/** What tells the pupils of a run apart: steps of DDIM in progressive distillation, the number of the flow in reflow; 0 where there is one. */
export function pupilNumber({ phase, flow }: Pick<Stretch, 'phase' | 'flow'>): number {
  return phase || flow;
}

/** The stretch that a run is in at a step: of two that meet there the later. */
export function stretchAt(all: readonly Stretch[], step: number): Stretch {
  return all.find(({ to }) => step < to) ?? all[all.length - 1];
}

/** Steps of a whole run, and those until its pupil begins to be taught. */
export function lengthsOf(settings: Lengths): { readonly teacher: number; readonly total: number } {
  return { teacher: settings.teacherSteps, total: stretchesOf(settings).at(-1)?.to ?? 0 };
}

function share(steps: number, parts: number, i: number): number {
  return Math.floor(((i + 1) * steps) / parts) - Math.floor((i * steps) / parts);
}

/**
 * True when a change from `a` to `b` needs new networks: all but how they are drawn from, and how long and fast they train. Whoever enters a race begins
 * it with new ones, behind a teacher that has learned.
 */
export function needsNewPupil(a: PupilSettings, b: PupilSettings): boolean {
  const decisive = ({
    target,
    method,
    schedule,
    clock,
    teacherSteps,
    pupilSteps,
    fake,
    pairSteps,
    flows,
    seed,
    backend,
    race,
  }: PupilSettings) =>
    JSON.stringify([
      target,
      method,
      schedule,
      clock,
      teacherSteps,
      pupilSteps,
      fake,
      pairSteps,
      flows,
      seed,
      backend,
      race?.group ?? null,
    ]);
  return decisive(a) !== decisive(b);
}

/** Teachers of one key learn the same: a run may take up another's. */
export function teacherKey({ method, schedule, clock, teacherSteps, target, seed }: PupilSettings): string {
  return JSON.stringify([methodFacts[method].teacher, schedule, clock, teacherSteps, target, seed]);
}
