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

/** Times of each schedule that were asked last: objectives ask several times for the same, and many have a grid of few. */
const known = new WeakMap<Schedule, Map<number, UnitPath>>();
const most = 4096;

/** @param schedule one that does not change: what it said of a time is kept */
export function unitPath(schedule: Schedule, t: number): UnitPath {
  let paths = known.get(schedule);
  if (!paths) known.set(schedule, (paths = new Map<number, UnitPath>()));
  const before = paths.get(t);
  if (before) return before;
  if (paths.size >= most) paths.clear();
  const path = computed(schedule, t);
  paths.set(t, path);
  return path;
}

function computed(schedule: Schedule, t: number): UnitPath {
  const scale = inputScale(schedule, t);
  const [alpha, sigma] = [scale * schedule.alpha(t), scale * schedule.sigma(t)];
  return { alpha, sigma, scale, speed: scale * (alpha * schedule.dSigma(t) - sigma * schedule.dAlpha(t)) };
}
