import { random, type Random } from '../../core/random';
import { drop, take, type Condition } from '../condition/index';
import { Epochs, visited } from './data';
import type { LearnedRows, ObjectiveSource, RowRequest } from './objective/objective';

/** Noise is drawn at angles from .01 to .99 of a quarter turn: noise level sigma / alpha = tan(angle). */
export const ANGLE_FROM = 0.01;
export const ANGLE_TO = 0.99;
/** Bins of the loss over the angle. */
export const LOSS_BINS = 16;

/** A noise level: what x_0 and epsilon are multiplied by (the squares add up to 1), and the row's weight in the loss (absent: 1). */
export interface NoiseLevel {
  readonly alpha: number;
  readonly sigma: number;
  readonly logNoise: number;
  readonly weight?: number;
}

/** What rows of the pool are told at their visits: the `k`-th of them at visit `from + k` of the run. Depends on its arguments alone. */
export type Telling = (rows: Int32Array, from: number) => Condition;

/**
 * Draws noised data. With a level for each place from 0 to 1, in units where the data's deviation is 1,
 *
 *   input  = alpha x_0 + sigma epsilon,
 *   target = sigma x_0 - alpha epsilon,
 *
 * which is EDM's F with its preconditioning at sigma_data = 1 (Karras et al. 2022, eq. 8), and minus v of Salimans and Ho 2022. Places
 * are stratified over the batch (Kingma et al. 2021, appendix I). The condition is the pool's, or what `telling` says; it is left out with probability `dropout`.
 * Everything depends on the seed and the step alone.
 */
export function noisedBatches(
  { pool, size: numbers, seed }: ObjectiveSource,
  levelAt: (place: number) => NoiseLevel,
  telling?: Telling,
): (request: RowRequest) => LearnedRows {
  const epochs = new Epochs(seed, pool.count);
  const root = random(seed).split('noise');
  let draw: Random = root;
  let [current, next] = [-1, 0];
  return ({ step, seen, from, n, size, dropout }) => {
    if (from === 0) {
      current = step;
      draw = root.split(step);
    } else if (step !== current || from !== next) {
      throw new Error(`row ${from} of step ${step} (expected row ${next} of step ${current})`);
    }
    next = from + n;
    const chosen = Int32Array.from({ length: n }, (_, i) => epochs.at(seen + from + i));
    const condition = telling ? telling(chosen, seen + from) : take(pool.condition, chosen);
    const values = new Float32Array(n * numbers);
    const target = new Float32Array(n * numbers);
    const logNoise = new Float32Array(n);
    const place = new Float32Array(n);
    const weight = new Float32Array(n);
    let weighted = false;
    for (let i = 0; i < n; i++) {
      place[i] = (from + i + draw.uniform()) / size;
      drop(condition, i, dropout, draw);
      const level = levelAt(place[i]);
      const { alpha, sigma } = level;
      logNoise[i] = level.logNoise;
      weight[i] = level.weight ?? 1;
      weighted ||= level.weight !== undefined;
      for (let p = i * numbers, q = chosen[i] * numbers; p < (i + 1) * numbers; p++, q++) {
        const x0 = visited(pool, q, draw);
        const epsilon = draw.normal();
        values[p] = alpha * x0 + sigma * epsilon;
        target[p] = sigma * x0 - alpha * epsilon;
      }
    }
    return { values, target, n, logNoise, condition, place, ...(weighted && { weight }) };
  };
}
