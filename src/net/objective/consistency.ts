import { shareAt } from '../../core/few-steps/consistency';
import type { Distance } from '../../core/few-steps/distance';
import { uniformTimes } from '../../core/sampler/times';
import { noiseLevel } from '../../core/sampler/level';
import type { Schedule } from '../../core/schedule/schedule';
import { consistencyRows } from './consistency-rows';
import { checkBoundary } from './continuous-consistency';
import type { BatchObjective } from './objective';
import { checkPupil, type Teacher } from './teacher';

export interface ConsistencyOptions {
  /** Whose flow is followed (consistency distillation); without one that of the data (consistency training). */
  readonly teacher?: Teacher;
  /** Intervals at a step of training, N(k) - 1 of `levelsAt` or `doublingLevels`. Default 16. */
  readonly intervals?: number | ((step: number) => number);
  /** Their ends, falling from t = 1 or below to 0; default evenly spaced. */
  readonly ladder?: (intervals: number, schedule: Schedule) => ArrayLike<number>;
  /** How often each interval is trained, from their noise levels sigma / alpha, rising (`lognormalShares`). Default alike. */
  readonly shares?: (levels: Float64Array) => ArrayLike<number>;
  /** Default `squared`. */
  readonly distance?: Distance;
  /**
   * The weights that give targets: their average (Song et al. 2023; default with a teacher), or as they stand (Song and Dhariwal 2024, section 3.2; default
   * without).
   */
  readonly target?: 'raw' | 'ema';
  /** What a row counts: alike (default), or one over its interval in noise levels (Song and Dhariwal 2024, section 3.1). */
  readonly weighting?: 'even' | 'gap';
}

/**
 * Consistency distillation and training in discrete time (Song et al. 2023, algorithms 2 and 3), and with the options of Song and Dhariwal 2024 improved
 * training. The step along the flow is one of DDIM. Throws `RangeError` at a step of fewer than one interval.
 */
export function consistency({
  teacher,
  intervals = 16,
  ladder = (n) => uniformTimes(n),
  shares,
  distance = { kind: 'squared' },
  target = teacher ? 'ema' : 'raw',
  weighting = 'even',
}: ConsistencyOptions = {}): BatchObjective {
  const name = teacher ? 'consistency distillation' : 'consistency training';
  return {
    kind: 'batches',
    name,
    check(settings) {
      checkBoundary(name, settings);
      if (teacher) checkPupil(name, teacher, settings);
    },
    batch(context) {
      const { n, draw, schedule, step } = context;
      const count = typeof intervals === 'number' ? intervals : intervals(step);
      if (!Number.isInteger(count) || count < 1) {
        throw new RangeError(`${name} over ${count} intervals (expected an integer, at least 1)`);
      }
      const times = ladder(count, schedule);
      const levels = Float64Array.from(times, (at) => (at > 0 ? noiseLevel(schedule, at) : 0)).reverse();
      const often = shares?.(levels);
      const [t, s, weight] = [0, 1, 2].map(() => new Float32Array(n));
      for (let i = 0; i < n; i++) {
        // Intervals count from the data up; times fall.
        const k = often ? shareAt(often, draw.uniform()) : draw.integer(count);
        t[i] = times[count - 1 - k];
        s[i] = times[count - k];
        weight[i] = weighting === 'gap' ? 1 / (levels[k + 1] - levels[k]) : 1;
      }
      return consistencyRows(context, { t, s, weight }, { teacher, target, distance });
    },
  };
}
