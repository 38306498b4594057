/** A teacher and its pupil: what a figure wants to see of them, and what it is shown. */
import type { RunFacts } from '../../protocol';
import type { RunWatch } from '../../settings';
import type { BuiltPupil } from './built';
import type { FlowLook, MapEnds, MapPoints, PupilLook } from './looks';
import type { PupilSettings, PupilStage } from './settings';

export type { FlowLook, MapEnds, MapPoints, PupilLook } from './looks';
export { flowEvaluations, flowPaths, flowPoints, repaired } from './looks';

export interface Pupil {
  readonly settings: PupilSettings;
  readonly watch: PupilWatch;
  readonly snapshot: PupilSnapshot;
  readonly built: BuiltPupil;
  readonly ask: Record<never, never>;
}

export interface PupilWatch extends RunWatch {
  /** Draw and measure at every snapshot. */
  readonly samples: boolean;
  /** What the network in training makes of points of one's own; null for none. */
  readonly map: MapPoints | null;
  /** Reflow: the paths, pairs and samples of every flow so far. */
  readonly flows: boolean;
}

export const pupilWatchDefaults: PupilWatch = { samples: true, map: null, flows: false, interval: 80 };

/** What a part of a run has cost. */
export interface StageCost {
  /** Floating-point operations of the matrix products, those of questions to a teacher and of derivatives counted. */
  readonly flops: number;
  readonly milliseconds: number;
}

/** What a figure shows of such a run. Arrays are the receiver's to keep. */
export interface PupilSnapshot extends RunFacts {
  /** What the next step belongs to. */
  readonly stage: PupilStage;
  /** Steps of DDIM that the pupil is learning to take: a phase of progressive distillation; else 0. */
  readonly phase: number;
  readonly cost: Readonly<Record<PupilStage, StageCost>>;
  /** Operations of one evaluation for one point. */
  readonly evaluationFlops: number;
  readonly modes: number;
  /** Of the teacher once it is trained and while it is, of the pupil once it has begun; empty when not watched. */
  readonly looks: readonly PupilLook[];
  /** Null when not watched. */
  readonly map: MapEnds | null;
  /** From the first on; empty when not watched. */
  readonly flows: readonly FlowLook[];
}

/** Evaluations at which the pupil is looked at, and the teacher when it is trained. */
export const pupilEvaluations = [1, 2, 4] as const;
export const teacherEvaluations = [1, 2, 4, 8, 16, 50] as const;
/** Of the teacher's, those whose samples are shown, and which are looked at while it trains. */
export const shownEvaluations: readonly number[] = [1, 2, 4, 50];
