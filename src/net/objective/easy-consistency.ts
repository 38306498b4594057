import type { Distance } from '../../core/few-steps/distance';
import { finiteLogSnr } from '../../core/sampler/level';
import type { Schedule } from '../../core/schedule/schedule';
import { consistencyRows } from './consistency-rows';
import { checkBoundary } from './continuous-consistency';
import type { BatchObjective } from './objective';

export interface EasyConsistencyOptions {
  /** Steps of training for each stage, of which the next halves the way to the neighbour. */
  readonly stage: number;
  /** The last stage, which lasts; default 7, from 0. */
  readonly last?: number;
  /** q, k and b of the paper's eq. 16: a neighbour is the share 1 - n(level) / q^(stage + 1) of a level away from 0, n = 1 + k / (1 + e^(b level)). */
  readonly q?: number;
  readonly k?: number;
  readonly b?: number;
  /** Default pseudo-Huber with c = 0.03. */
  readonly distance?: Distance;
  /** What a row counts: alike (default), or one over the way to its neighbour in noise levels (their eq. 15). */
  readonly weighting?: 'even' | 'gap';
}

/**
 * Easy consistency tuning (Geng et al. 2025, "Consistency models made easy", section 3): consistency training whose network begins as a diffusion model, and
 * whose neighbouring times begin so far apart that it still is one, level 0 being the neighbour of most, and draw together. Times are stratified over
 * the batch. Throws `RangeError` for options that cannot be.
 */
export function easyConsistency({
  stage,
  last = 7,
  q = 2,
  k = 8,
  b = 1,
  distance = { kind: 'huber', c: 0.03 },
  weighting = 'even',
}: EasyConsistencyOptions): BatchObjective {
  if (!(stage > 0)) throw new RangeError(`stages of ${stage} steps (expected more than 0)`);
  if (!(q > 1)) throw new RangeError(`q is ${q} (expected more than 1)`);
  const name = 'easy consistency tuning';
  return {
    kind: 'batches',
    name,
    check: (settings) => checkBoundary(name, settings),
    batch(context) {
      const { n, draw, schedule, step } = context;
      const far = q ** -(1 + Math.min(Math.floor(step / stage), last));
      const [t, s, weight] = [0, 1, 2].map(() => new Float32Array(n));
      for (let i = 0; i < n; i++) {
        t[i] = (i + draw.uniform()) / n;
        const level = Math.exp(-finiteLogSnr(schedule, t[i]) / 2);
        const next = level * Math.max(0, 1 - far * (1 + k / (1 + Math.exp(b * level))));
        s[i] = timeOf(schedule, next, t[i]);
        weight[i] = weighting === 'gap' ? 1 / (level - next) : 1;
      }
      return consistencyRows(context, { t, s, weight }, { target: 'raw', distance });
    },
  };
}

/** The time of a noise level, 0 of none, and never above `most`. */
function timeOf(schedule: Schedule, level: number, most: number): number {
  return level > 0 ? Math.min(schedule.timeOfLogSnr(-2 * Math.log(level)), most) : 0;
}
