import {
  doublingLevels,
  huberConstant,
  karrasLevels,
  lognormalShares,
  shareAt,
  type LevelPlan,
} from '../../../core/few-steps/consistency';
import { distances } from '../../../core/few-steps/distance';
import { random } from '../../../core/random';
import { take } from '../../condition/index';
import { Epochs, visited } from '../data';
import type { ImageObjective, LossRows } from './objective';
import { noised, noiseAt, readData } from './teacher';

export interface ImageConsistencyOptions {
  /** How many noise levels at a step, doubling over the run. */
  readonly plan: LevelPlan;
  /** The least and the greatest level sigma / alpha, in standard units. */
  readonly least: number;
  readonly most: number;
}

/**
 * Consistency training on data of a domain, with no teacher (Song and Dhariwal 2024): f at a noise level shall be what f, as it stands, is at the next lower
 * level of the same datum with the same noise; the pseudo-Huber distance of a row over its interval of levels; intervals drawn by a lognormal law. f is the
 * denoiser, alpha x + sigma F, which is the datum itself where there is no noise. The plane's is `net/objective/consistency.ts`.
 */
export function imageConsistency({ plan, least, most }: ImageConsistencyOptions): ImageObjective {
  if (!(least > 0 && least < most)) throw new RangeError(`levels from ${least} to ${most} (expected 0 < least < most)`);
  return {
    name: 'consistency training',
    batches({ pool, size: numbers, seed, network }) {
      const epochs = new Epochs(seed, pool.count);
      const root = random(seed).split('consistency');
      let draw = root;
      let levels: Float64Array = new Float64Array();
      let shares: Float64Array = new Float64Array();
      return ({ step, seen, from, n }): LossRows => {
        if (from === 0) {
          draw = root.split(step);
          const count = doublingLevels(Math.min(step, plan.total - 1), plan);
          if (count !== levels.length) {
            levels = karrasLevels(count, { least, most }).reverse();
            shares = lognormalShares(levels);
          }
        }
        const chosen = Int32Array.from({ length: n }, (_, i) => epochs.at(seen + from + i));
        const condition = take(pool.condition, chosen);
        const intervals = chosen.map(() => shareAt(shares, draw.uniform()));
        const at = (up: 0 | 1) => Float32Array.from(intervals, (k) => Math.log(levels[k + up]));
        const [below, logNoise] = [at(0), at(1)];
        const x0 = new Float32Array(n * numbers);
        for (let j = 0; j < x0.length; j++)
          x0[j] = visited(pool, chosen[Math.floor(j / numbers)] * numbers + (j % numbers), draw);
        const epsilon = Float32Array.from({ length: n * numbers }, () => draw.normal());
        const [values, next] = [noised(x0, logNoise, epsilon), noised(x0, below, epsilon)];
        const aim = readData(next, below, network('raw')(next, below, condition));
        return {
          values,
          n,
          logNoise,
          condition,
          place: logNoise.map((level) => Math.atan(Math.exp(level)) / (Math.PI / 2)),
          loss(output) {
            const { terms, gradient } = distances(
              { kind: 'huber', c: huberConstant(numbers) },
              readData(values, logNoise, output),
              aim,
              numbers,
            );
            const weight = Float64Array.from(intervals, (k) => 1 / (levels[k + 1] - levels[k]));
            return {
              terms: Float32Array.from(terms, (term, i) => weight[i] * term),
              gradient: Float32Array.from(gradient, (slope, j) => {
                const i = Math.floor(j / numbers);
                return weight[i] * noiseAt(logNoise[i]).sigma * slope;
              }),
            };
          },
        };
      };
    },
  };
}
