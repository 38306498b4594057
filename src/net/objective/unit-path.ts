import type { Schedule } from '../../core/schedule/schedule';
import { inputScale } from '../target';

/**
 * A schedule at one time as networks in the plane see it: x = alpha x_0 + sigma epsilon with alpha^2 + sigma^2 = 1, a point on the quarter circle
 * from data to noise. These are TrigFlow's coordinates (Lu and Song 2025, section 3), whose time is the angle arctan(sigma / alpha).
 */
export interface UnitPath {
  readonly alpha: number;
  readonly sigma: number;
  /** What the schedule's own x is multiplied by. */
  readonly scale: number;
  /** How fast the angle grows with t, in radians. */
  readonly speed: number;
}

export function unitPath(schedule: Schedule, t: number): UnitPath {
  const scale = inputScale(schedule, t);
  const [alpha, sigma] = [scale * schedule.alpha(t), scale * schedule.sigma(t)];
  return { alpha, sigma, scale, speed: scale * (alpha * schedule.dSigma(t) - sigma * schedule.dAlpha(t)) };
}
