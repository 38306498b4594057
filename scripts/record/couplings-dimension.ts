/** The second half of the record `couplings`: what matching in batches wins in more dimensions, without a network. */
import { batch, zeros, type Batch } from '../../src/core/batch';
import { costOf, costs, minibatchPairs, normalTransport, rowsOf } from '../../src/core/coupling/index';
import { mixture } from '../../src/core/data/mixture';
import { fromGrey } from '../../src/core/image-network/pixels';
import { eigenvaluesSymmetric } from '../../src/core/metric/eigenvalues';
import { normalBatch, random } from '../../src/core/random';
import type { CouplingsRecord } from '../../src/record/couplings';
import { readDigits } from '../train/files';
import { keepForLater, kept, tell } from './kept';

const BATCHES = [16, 64, 256, 1024];
const DIGIT_BATCHES = [16, 64, 256];
const PAIRS = 1024;
const DIMENSIONS = [2, 8, 32, 128];
const BUMP = 0.3;
const THIN = 0.1;

type DimensionRow = CouplingsRecord['dimension']['rows'][number];

/** Whether an axis has two bumps, at -1 and 1 with deviation 0.3, or is thin, with mean 0 and deviation 0.1. */
const bumpy = (data: DimensionRow['data'], axis: number) => data === 'every axis' || axis < 2;

/** The least mean of (x - z)^2 of a bumpy number x and a standard normal z. */
const bumpTransport = (): number =>
  normalTransport(mixture({ weights: [1, 1], means: batch([-1, 1], 1), scales: [BUMP, BUMP] }));

/** Optimal transport in batches of each size, of one seed's points; and what is known of the costs. */
export function measureDimension(data: DimensionRow['data'], dim: number, seed: number) {
  const r = random(seed).split(`${data} ${dim}`);
  const noise = normalBatch(PAIRS, dim, r.split('noise'));
  const points = zeros(PAIRS, dim);
  const draw = r.split('data');
  for (let i = 0; i < PAIRS * dim; i++) {
    points.data[i] = bumpy(data, i % dim)
      ? (draw.uniform() < 0.5 ? -1 : 1) + BUMP * draw.normal()
      : THIN * draw.normal();
  }
  const bumps = data === 'every axis' ? dim : 2;
  return {
    dim,
    independent: dim + bumps * (1 + BUMP ** 2) + (dim - bumps) * THIN ** 2,
    optimal: bumps * bumpTransport() + (dim - bumps) * (1 - THIN) ** 2,
    costs: BATCHES.map((size) => matchedCost(noise, points, size, seed)),
  };
}

/** Mean |x - y|^2 of the pairs of optimal transport in batches, matched apart. */
function matchedCost(x: Batch, y: Batch, size: number, seed: number): number {
  let sum = 0;
  const n = x.data.length / x.dim;
  for (let start = 0; start < n; start += size) {
    const places = Int32Array.from({ length: size }, (_, i) => start + i);
    const [a, b] = [rowsOf(x, places), rowsOf(y, places)];
    sum += costOf(minibatchPairs(a, b, size, random(seed)), costs(a, b)) * size;
  }
  return sum / n;
}

export function dimensions(seeds: readonly number[], fresh: boolean): CouplingsRecord['dimension'] {
  const rows: DimensionRow[] = [];
  for (const data of ['every axis', 'two axes'] as const) {
    for (const dim of DIMENSIONS) {
      const identity = JSON.stringify([data, dim, seeds, BATCHES, PAIRS, BUMP, THIN]);
      const path = `.cache/couplings/dimension-${data.replace(' ', '-')}-${dim}.json`;
      const row = (fresh ? undefined : kept<DimensionRow>(path, identity)) ?? measured(data, dim, seeds);
      keepForLater(path, identity, row);
      tell(JSON.stringify(row));
      rows.push(row);
    }
  }
  return { pairs: PAIRS, batches: BATCHES, rows };
}

function measured(data: DimensionRow['data'], dim: number, seeds: readonly number[]): DimensionRow {
  const found = seeds.map((seed) => ({ seed, ...measureDimension(data, dim, seed) }));
  const [{ independent, optimal }] = found;
  return { data, dim, independent, optimal, runs: found.map(({ seed, costs: each }) => ({ seed, costs: each })) };
}

/** The same of the training digits in the networks' units, each seed another 1,024 of them. */
export async function digitCosts(seeds: readonly number[], fresh: boolean): Promise<CouplingsRecord['digits']> {
  const { train, hash } = await readDigits();
  const identity = JSON.stringify([hash, seeds, DIGIT_BATCHES, PAIRS]);
  const before = fresh ? undefined : kept<CouplingsRecord['digits']>('.cache/couplings/digits.json', identity);
  if (before) return before;
  const all = { data: fromGrey(train.images), dim: 784 };
  const n = train.labels.length;
  const { squared, bound } = gelbrich(all);
  const runs = seeds.map((seed) => {
    const r = random(seed).split('digits');
    const points = rowsOf(
      all,
      Int32Array.from({ length: PAIRS }, () => r.integer(n)),
    );
    const noise = normalBatch(PAIRS, 784, r.split('noise'));
    const each = { seed, costs: DIGIT_BATCHES.map((size) => matchedCost(noise, points, size, seed)) };
    tell(`digits ${JSON.stringify(each)}`);
    return each;
  });
  const found = { pairs: PAIRS, batches: DIGIT_BATCHES, dim: 784, independent: squared + 784, bound, runs };
  keepForLater('.cache/couplings/digits.json', identity, found);
  return found;
}

/** Mean |x|^2, and the squared Wasserstein distance to N(0, I) of a Gaussian with the points' mean and covariance, which that of the points is never below (Gelbrich 1990). */
function gelbrich({ data, dim }: Batch): { squared: number; bound: number } {
  const n = data.length / dim;
  const centre = new Float64Array(dim);
  for (let i = 0; i < data.length; i++) centre[i % dim] += data[i] / n;
  const covariance = new Float64Array(dim * dim);
  for (let row = 0; row < n; row++) {
    for (let a = 0; a < dim; a++) {
      const left = (data[row * dim + a] - centre[a]) / n;
      if (left === 0) continue;
      for (let b = 0; b <= a; b++) covariance[a * dim + b] += left * (data[row * dim + b] - centre[b]);
    }
  }
  for (let a = 0; a < dim; a++) for (let b = 0; b < a; b++) covariance[b * dim + a] = covariance[a * dim + b];
  const own = centre.reduce((sum, c) => sum + c * c, 0);
  const values = eigenvaluesSymmetric(covariance, dim).map((value) => Math.max(0, value));
  return {
    squared: own + values.reduce((sum, value) => sum + value, 0),
    bound: own + values.reduce((sum, value) => sum + (Math.sqrt(value) - 1) ** 2, 0),
  };
}
