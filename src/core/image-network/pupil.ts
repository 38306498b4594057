import { shippedUNet } from './digits';
import type { ImageNetwork } from './description';
import { DIGIT_SIGMA_MAX } from './sampling';

/** The network of the shipped pupil: the teacher's, under a name of its own, so that neither takes the other's weights. */
export const pupilUNet: ImageNetwork = { ...shippedUNet, name: 'digit pupil' };

/** Noise level, in standard units, that what a pupil made is noised to before it is asked again. */
export const PUPIL_AGAIN = 1.5;

/** Evaluations that the shipped pupil has learned: with more it does no better. */
export const pupilEvaluations = [1, 2] as const;
export type PupilEvaluations = (typeof pupilEvaluations)[number];

/** Times of a pupil's sampling (`few-steps/multistep.ts`) under `digitSchedule`: from noise alone to 0, or once more on the way. */
export function pupilTimes(evaluations: PupilEvaluations): Float64Array {
  return evaluations === 1 ? Float64Array.of(1, 0) : Float64Array.of(1, PUPIL_AGAIN / DIGIT_SIGMA_MAX, 0);
}
