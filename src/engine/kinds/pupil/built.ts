/** A teacher and its pupil of build time as numbers that travel inside a page. */
import type { Measured } from '../plane/measured';
import type { PupilStage } from './settings';
import type { FlowLook, MapEnds } from './looks';

export interface BuiltPupil {
  readonly step: number;
  readonly stage: PupilStage;
  readonly phase: number;
  /** Operations by stage. */
  readonly flops: Readonly<Record<PupilStage, number>>;
  readonly evaluationFlops: number;
  readonly modes: number;
  readonly looks: readonly BuiltPupilLook[];
  /** Where the points of a map are sent; null where none were watched. */
  readonly map: BuiltEnds | null;
  readonly flows: readonly BuiltFlow[];
  readonly history: readonly PupilPoint[];
}

export interface BuiltEnds extends Omit<MapEnds, 'ends'> {
  readonly ends: readonly number[];
}

export interface BuiltFlow extends Omit<FlowLook, 'looks' | 'paths'> {
  readonly looks: readonly BuiltPupilLook[];
  readonly paths: readonly number[];
}

export interface BuiltPupilLook extends Omit<Measured, 'precision' | 'recall'> {
  readonly of: 'teacher' | 'pupil';
  readonly evaluations: number;
  readonly phase: number;
  readonly samples: readonly number[];
}

/** One look on the way, kept for a curve: energy distances of the pupil by 1, 2 and 4 evaluations, and of the teacher by 50. */
export interface PupilPoint {
  readonly step: number;
  readonly pupil: readonly number[];
  readonly teacher: number;
  /** Where the points of a map were sent; left out where none were watched. */
  readonly map?: BuiltEnds;
  /** Each flow's straightness, relative, and energy distance by one evaluation; left out where none were watched. */
  readonly flows?: readonly FlowPoint[];
}

export interface FlowPoint {
  readonly flow: number;
  readonly relative: number;
  readonly one: number;
}
