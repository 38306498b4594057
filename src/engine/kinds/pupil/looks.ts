/** What is seen of the networks of a run: samples, a map, a flow. */
import type { Measured } from '../plane/measured';

/** What so many evaluations of one of the two networks come to. */
export interface PupilLook extends Measured {
  readonly of: 'teacher' | 'pupil';
  readonly evaluations: number;
  /** The steps of DDIM that this network was taught to take: a phase of progressive distillation; else 0. */
  readonly phase: number;
  /** x and y by turns; empty where only the numbers are shown. */
  readonly samples: Float64Array;
}

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
