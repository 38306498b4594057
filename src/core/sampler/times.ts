import type { Schedule } from '../schedule/schedule';
import { finiteLogSnr } from './level';

/** `n` equal steps: n + 1 times from `from` down to `to`. Throws `RangeError` unless n is a positive integer. */
export function uniformTimes(n: number, { from = 1, to = 0 } = {}): Float64Array {
  return spread(n, from, to, (u) => from + (to - from) * u);
}

/** `n` steps that shrink towards the data, equal in sqrt(t): Song, Meng and Ermon 2021, appendix D.2 ("quadratic"). */
export function quadraticTimes(n: number, { from = 1, to = 0 } = {}): Float64Array {
  return spread(n, from, to, (u) => (Math.sqrt(from) + (Math.sqrt(to) - Math.sqrt(from)) * u) ** 2);
}

/** Where a grid in the noise level sigma / alpha begins and ends. */
export interface LevelRange {
  readonly from?: number;
  /**
   * The last time above 0: the level is 0 or the log-SNR infinite at t = 0, and no step can be measured from there. 0 where
   * the schedule has noise left at t = 0, which is then the last.
   */
  readonly to?: number;
  /** Whether t = 0 follows as the last of the n steps (default). Without it all n are between `from` and `to`. */
  readonly zero?: boolean;
}

/** `n` steps equal in log-SNR, then to 0: Lu et al. 2022, section 3.3. */
export function logSnrTimes(schedule: Schedule, n: number, range: LevelRange = {}): Float64Array {
  return levels(schedule, n, range, Math.log, Math.exp);
}

/**
 * `n` steps equal in level^(1 / rho), then to 0: Karras et al. 2022, eq. 5. They end at the time `to` or, by default, at the
 * level `least`, the paper's sigma_min; at t = 0 where the schedule itself does not come so low.
 */
export function karrasTimes(
  schedule: Schedule,
  n: number,
  { rho = 7, least = 0.002, ...range }: LevelRange & { readonly rho?: number; readonly least?: number } = {},
): Float64Array {
  const { to = schedule.timeOfLogSnr(-2 * Math.log(least)) } = range;
  return levels(
    schedule,
    n,
    { ...range, to },
    (s) => s ** (1 / rho),
    (r) => r ** rho,
  );
}

/**
 * `n` of the `T` steps of a discrete schedule, as the libraries space them, then t = 0 (index i stands at
 * t = (i + 1) / T, as in `discrete.ts`):
 *
 * - `leading`: indices 0, c, 2c, … with c = floor(T / n). It never visits the noisiest steps.
 * - `trailing`: back from the last index, rounded as NumPy does (halfway to even); it begins where training ends (Lin et
 *   al. 2024, section 3.3).
 * - `linspace`: from the last index to the first, both visited, rounded in the same way unless `rounded` is false. diffusers'
 *   DDIM pairs these with a constant stride of floor(T / n), which is not the distance to its next index; here a step
 *   always ends where the next begins. Its DPM-Solver family takes n + 1 such points and leaves out index 0.
 */
export function discreteTimes(
  n: number,
  T: number,
  spacing: 'leading' | 'trailing' | 'linspace',
  { rounded = true } = {},
): Float64Array {
  checkSteps(n);
  if (!Number.isInteger(T) || n > T) throw new RangeError(`${n} of ${T} steps (expected at most as many as there are)`);
  const times = new Float64Array(n + 1);
  const stride = Math.floor(T / n);
  for (let i = 0; i < n; i++) {
    if (spacing === 'leading') times[i] = ((n - 1 - i) * stride + 1) / T;
    else if (spacing === 'trailing') times[i] = roundToEven(T - i * (T / n)) / T;
    else {
      const index = n === 1 ? T - 1 : (n - 1 - i) * ((T - 1) / (n - 1));
      times[i] = (rounded ? roundToEven(index) + 1 : index + 1) / T;
    }
  }
  return times;
}

function spread(n: number, from: number, to: number, at: (u: number) => number): Float64Array {
  checkSteps(n);
  if (!(from > to && from <= 1 && to >= 0)) {
    throw new RangeError(`times from ${from} to ${to} (expected 1 >= from > to >= 0)`);
  }
  return Float64Array.from({ length: n + 1 }, (_, i) => (i === 0 ? from : i === n ? to : at(i / n)));
}

function levels(
  schedule: Schedule,
  n: number,
  { from = 1, to = 1e-3, zero = true }: LevelRange,
  into: (level: number) => number,
  back: (value: number) => number,
): Float64Array {
  checkSteps(n);
  const noise = schedule.sigma(to) > 0;
  if (!(from > to && from <= 1 && to >= 0 && noise)) {
    throw new RangeError(`times from ${from} to ${to} (expected 1 >= from > to > 0)`);
  }
  const most = into(Math.exp(-finiteLogSnr(schedule, from) / 2));
  const least = into(Math.exp(-schedule.logSnr(to) / 2));
  const last = zero && to > 0 ? n - 1 : n;
  return Float64Array.from({ length: n + 1 }, (_, i) => {
    if (i === 0) return from;
    if (i > last) return 0;
    if (i === last) return to;
    return schedule.timeOfLogSnr(-2 * Math.log(back(most + ((least - most) * i) / last)));
  });
}

function roundToEven(x: number): number {
  const below = Math.floor(x);
  return x - below === 0.5 ? below + (below % 2) : Math.round(x);
}

function checkSteps(n: number): void {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`${n} sampling steps (expected a positive integer)`);
}
