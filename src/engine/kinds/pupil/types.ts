/** A teacher and its pupil: what a figure wants to see of them, and what it is shown. */
import type { RunFacts } from '../../protocol';
import type { RunWatch } from '../../settings';
import type { Measured } from '../plane/measured';
import type { BuiltPupil } from './built';
import type { PupilSettings, PupilStage } from './settings';

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

/** Noised points, each at its own time, to be sent to the data in one evaluation. */
export interface MapPoints {
  /** Which answer is of which points: any text of the asker's. */
  readonly key: string;
  /** x and y by turns, and a time for each point. */
  readonly x: Float64Array;
  readonly t: Float64Array;
}

/** Where they are sent: by the pupil, before it has begun by its teacher, whose answer is the mean of the data. */
export interface MapEnds {
  readonly key: string;
  readonly of: 'teacher' | 'pupil';
  /** x and y by turns. */
  readonly ends: Float64Array;
}

/** One rectified flow as it is, or as it was when the next was begun. */
export interface FlowLook {
  /** 1 for the first, which is the teacher. */
  readonly flow: number;
  /** It learns no more. */
  readonly finished: boolean;
  /** Samples by `flowEvaluations` steps of Euler's method from the same noise. */
  readonly looks: readonly PupilLook[];
  /** Points of the paths by the last of these numbers of steps: `flowPoints` times of `flowPaths` paths, from noise to data. */
  readonly paths: Float64Array;
  /** S of `straightness` (`core/flow/`), in squared data units; S over the mean squared distance of noise and sample; length over distance. */
  readonly deviation: number;
  readonly relative: number;
  readonly detour: number;
  /** Mean squared distance of a noise and its sample: what this pairing costs to move. */
  readonly transport: number;
  /** Share of that cost that the cheapest pairing of the first `repaired` noises with their samples would spare. */
  readonly spare: number;
}

export const flowEvaluations = [1, 2, 4, 50] as const;
export const flowPaths = 48;
export const flowPoints = 11;
/** Points whose cheapest pairing is found: its time grows with the cube. */
export const repaired = 128;

/** What so many evaluations of one of the two networks come to. */
export interface PupilLook extends Measured {
  readonly of: 'teacher' | 'pupil';
  readonly evaluations: number;
  /** The steps of DDIM that this network was taught to take: a phase of progressive distillation; else 0. */
  readonly phase: number;
  /** x and y by turns; empty where only the numbers are shown. */
  readonly samples: Float64Array;
}

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
