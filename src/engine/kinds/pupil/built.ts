/** A teacher and its pupil of build time as numbers that travel inside a page. */
import type { Measured } from '../plane/measured';
import type { PupilStage } from './settings';

export interface BuiltPupil {
  readonly step: number;
  readonly stage: PupilStage;
  readonly phase: number;
  /** Operations by stage. */
  readonly flops: Readonly<Record<PupilStage, number>>;
  readonly evaluationFlops: number;
  readonly modes: number;
  readonly looks: readonly BuiltPupilLook[];
  readonly history: readonly PupilPoint[];
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
}
