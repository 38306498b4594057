import type { Prediction, TimeInput, Weighting } from '../core/network';
import type { Random } from '../core/random';
import type { Schedule } from '../core/schedule/schedule';
import { LOSS_BINS, TABLE_ROW } from '../kernel/kernel';
import { spaceFeatures, timeFeatures } from './features';
import { TIME_FEATURES, inputCount } from './shape';
import { level } from './target';
import type { TrainingBatch } from './trainer';

/** Noise levels that training draws from: t = (i + 1/2) / LEVELS, of [0, 1] or of the part of it that a run keeps to. */
export const LEVELS = 1024;

/** A batch as the network takes it. */
export interface NetworkBatch {
  /** [n, inputs] */
  readonly features: Float32Array;
  /** [n, dim] */
  readonly target: Float32Array;
  /** [n] */
  readonly weight: Float32Array;
  /** [n]: the bin of t, 0 … 15. */
  readonly bin: Uint32Array;
}

export function networkBatch(n: number, dim: number): NetworkBatch {
  return {
    features: new Float32Array(n * inputCount(dim)),
    target: new Float32Array(n * dim),
    weight: new Float32Array(n),
    bin: new Uint32Array(n),
  };
}

/** The table over t that batches are made from: schedule, target and weighting are nothing more than this to training. */
export function levelTable(
  schedule: Schedule,
  prediction: Prediction,
  weighting: Weighting,
  [least, most]: readonly [number, number] = [0, 1],
  told: TimeInput = 'all',
): Float32Array {
  const table = new Float32Array(LEVELS * TABLE_ROW);
  for (let i = 0; i < LEVELS; i++) {
    const t = least + ((most - least) * (i + 0.5)) / LEVELS;
    const { alpha, sigma, ca, ce, weight } = level(schedule, prediction, weighting, t);
    table.set([alpha, sigma, ca, ce, weight], i * TABLE_ROW);
    timeFeatures(t, table, i * TABLE_ROW + TABLE_ROW - TIME_FEATURES, told);
  }
  return table;
}

/**
 * Draws a batch from the points of `pool` [points, dim]: four integers per row (t, point, and a pair of normals by Box
 * and Muller). Times are stratified: row i falls in the i-th of n equal parts of [0, 1], which lowers the variance of
 * the loss (Kingma et al. 2021, their low-discrepancy sampler). The kernel's `makeBatch` is the same, draw for draw.
 */
export function makeBatch(
  random: Random,
  table: Float32Array,
  pool: Float32Array,
  dim: number,
  out: NetworkBatch,
): void {
  const n = out.weight.length;
  const points = pool.length / dim;
  const x = new Float32Array(dim);
  const epsilon = new Float32Array(2);
  for (let i = 0; i < n; i++) {
    const row = Math.min(Math.floor((i + random.bits() / 2 ** 32) * (LEVELS / n)), LEVELS - 1);
    const point = Math.floor((random.bits() / 2 ** 32) * points);
    const radius = Math.sqrt(-2 * Math.log(((random.bits() >>> 8) + 1) / 2 ** 24));
    const angle = 2 * Math.PI * ((random.bits() >>> 8) / 2 ** 24);
    epsilon[0] = radius * Math.cos(angle);
    epsilon[1] = radius * Math.sin(angle);
    const at = row * TABLE_ROW;
    for (let d = 0; d < dim; d++) {
      const x0 = pool[point * dim + d];
      x[d] = table[at] * x0 + table[at + 1] * epsilon[d];
      out.target[i * dim + d] = table[at + 2] * x0 + table[at + 3] * epsilon[d];
    }
    const place = spaceFeatures(x, 0, dim, out.features, i);
    for (let k = 0; k < TIME_FEATURES; k++) out.features[place + k] = table[at + TABLE_ROW - TIME_FEATURES + k];
    out.weight[i] = table[at + 4];
    out.bin[i] = Math.floor((row * LOSS_BINS) / LEVELS);
  }
}

/** The same from rows given by the caller. Throws `RangeError` when the parts of the batch don't fit each other. */
export function explicitBatch(
  given: TrainingBatch,
  schedule: Schedule,
  prediction: Prediction,
  weighting: Weighting,
  dim: number,
  told: TimeInput = 'all',
): NetworkBatch {
  const { x0, epsilon, t } = given;
  const n = t.length;
  if (n < 1 || x0.dim !== dim || epsilon.dim !== dim || x0.data.length !== n * dim || epsilon.data.length !== n * dim) {
    throw new RangeError(
      `batch of ${x0.data.length} / ${x0.dim} points, ${epsilon.data.length} / ${epsilon.dim} noises and ${n} times ` +
        `(expected as many of each, at least one, of dim ${dim})`,
    );
  }
  const out = networkBatch(n, dim);
  const x = new Float32Array(dim);
  for (let i = 0; i < n; i++) {
    const { alpha, sigma, ca, ce, weight } = level(schedule, prediction, weighting, t[i]);
    for (let d = 0; d < dim; d++) {
      const at = i * dim + d;
      x[d] = alpha * x0.data[at] + sigma * epsilon.data[at];
      out.target[at] = ca * x0.data[at] + ce * epsilon.data[at];
    }
    timeFeatures(t[i], out.features, spaceFeatures(x, 0, dim, out.features, i), told);
    out.weight[i] = weight;
    out.bin[i] = Math.min(Math.floor(t[i] * LOSS_BINS), LOSS_BINS - 1);
  }
  return out;
}
