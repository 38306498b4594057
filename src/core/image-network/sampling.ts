import { edm } from '../schedule/edm';
import type { Schedule } from '../schedule/schedule';
import { karrasTimes } from '../sampler/times';
import { standardPixels, type PixelScale } from './pixels';

/** Noise that digits are sampled from and down to, in standard units (the data's deviation is 1). */
export const DIGIT_SIGMA_MAX = 30;
export const DIGIT_SIGMA_MIN = 0.03;

/** The process that digits are sampled in: alpha = 1 and sigma = 30 t, in the given pixels. Starts from noise of that size about the mean. */
export function digitSchedule({ deviation }: PixelScale = standardPixels): Schedule {
  return edm({ sigmaMin: 0, sigmaMax: DIGIT_SIGMA_MAX * deviation, rho: 1 });
}

/** `evaluations` steps from 30 to 0.03, equal in sigma^(1/5) (Karras et al. 2022, eq. 5 with rho = 5), the last one to 0. */
export function digitTimes(evaluations: number): Float64Array {
  if (evaluations === 1) return Float64Array.of(1, 0);
  return karrasTimes(digitSchedule(), evaluations, { rho: 5, to: DIGIT_SIGMA_MIN / DIGIT_SIGMA_MAX });
}
