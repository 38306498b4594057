import { count, zeros, type Batch } from '../batch';
import { cells, gridded, type Gridded } from '../data/gridded';
import type { Mixture } from '../data/mixture';
import { eigenSymmetric } from '../metric/symmetric';
import { alignedMixture, type AlignedMixture } from './aligned-mixture';
import { checkRows, LEAST_SINGULAR, matrixOf, type LinearOperator, type Operator } from './operator';

/** The distribution of x given a measurement of it, with how likely the measurement was. */
export interface ExactPosterior extends AlignedMixture {
  /** ln p(y). */
  readonly logEvidence: number;
}

/**
 * p(x | y) for a mixture of round Gaussians and y = H x + noise N(0, noise^2 I): again a mixture, by Bayes' rule on each component. Along
 * the singular vector v_i of H, with value s_i,
 *
 *   variance  s^2 noise^2 / (s_i^2 s^2 + noise^2),   mean  m_i + s^2 s_i (u_i'y - s_i m_i) / (s_i^2 s^2 + noise^2),
 *
 * and the weight gains N(y; H mu, s^2 H H' + noise^2 I). A noise of 0 is a hard condition: variance 0 along what is seen, which must then
 * be possible: at most as many rows as H sees directions, and no component of scale 0.
 *
 * @param y one row
 */
export function linearPosterior(
  prior: Mixture,
  operator: LinearOperator,
  y: ArrayLike<number>,
  noise: number,
): ExactPosterior {
  const { weights, means, scales } = prior.components;
  const { dim } = means;
  checkNoise(noise);
  if (operator.dim !== dim)
    throw new RangeError(`${operator.name} of ${operator.dim} numbers (expected ${dim}, as the mixture)`);
  if (y.length !== operator.rows)
    throw new RangeError(`a measurement of ${y.length} numbers (expected ${operator.rows})`);
  const h = matrixOf(operator);
  const gram = new Float64Array(dim * dim);
  for (let a = 0; a < dim; a++)
    for (let b = 0; b < dim; b++)
      for (let j = 0; j < operator.rows; j++) gram[a * dim + b] += h[j * dim + a] * h[j * dim + b];
  const { vectors } = eigenSymmetric(gram, dim);
  // Along each axis i: the image H v_i, its length, and y along it.
  const lengths = new Float64Array(dim);
  const along = new Float64Array(dim);
  for (let i = 0; i < dim; i++) {
    let [squares, sum] = [0, 0];
    for (let j = 0; j < operator.rows; j++) {
      let image = 0;
      for (let d = 0; d < dim; d++) image += h[j * dim + d] * vectors[d * dim + i];
      squares += image * image;
      sum += image * y[j];
    }
    lengths[i] = Math.sqrt(squares);
    along[i] = lengths[i] > 0 ? sum / lengths[i] : 0;
  }
  const most = lengths.reduce((a, b) => Math.max(a, b), 0);
  const seen = Array.from(lengths, (length) => length > LEAST_SINGULAR * most);
  const blind = operator.rows - seen.filter(Boolean).length;
  if (noise === 0 && (blind > 0 || scales.some((s) => s === 0))) {
    throw new RangeError('a measurement without noise that no point may satisfy (expected a noise above 0)');
  }
  // What of y no x can change: the same for every component.
  let rest = Array.from(y).reduce((sum, value) => sum + value * value, 0);
  for (let i = 0; i < dim; i++) if (seen[i]) rest -= along[i] ** 2;
  const common =
    blind > 0 ? -(Math.max(rest, 0) / (noise * noise) + blind * Math.log(2 * Math.PI * noise * noise)) / 2 : 0;

  const K = weights.length;
  const logs = new Float64Array(K);
  const [moved, variances] = [zeros(K, dim), zeros(K, dim)];
  for (let k = 0; k < K; k++) {
    const own = scales[k] ** 2;
    logs[k] = Math.log(weights[k]) + common;
    for (let i = 0; i < dim; i++) {
      let m = 0;
      for (let d = 0; d < dim; d++) m += vectors[d * dim + i] * means.data[k * dim + d];
      let variance = own;
      if (seen[i]) {
        const total = lengths[i] ** 2 * own + noise * noise;
        const off = along[i] - lengths[i] * m;
        logs[k] -= (off * off) / (2 * total) + Math.log(2 * Math.PI * total) / 2;
        m += (own * lengths[i] * off) / total;
        variance = (own * noise * noise) / total;
      }
      variances.data[k * dim + i] = variance;
      for (let d = 0; d < dim; d++) moved.data[k * dim + d] += vectors[d * dim + i] * m;
    }
  }
  const top = logs.reduce((a, b) => Math.max(a, b), -Infinity);
  const relative = logs.map((log) => Math.exp(log - top));
  const logEvidence = top + Math.log(relative.reduce((sum, value) => sum + value, 0));
  return { ...alignedMixture({ weights: relative, means: moved, variances, basis: vectors }), logEvidence };
}

/**
 * p(x | y) in the plane for any operator, on a grid of n by n cells over [-extent, extent]^2: the prior's density times
 * N(y; H(x), noise^2 I). Right to the rule of the grid (`gridded`): the noise should not be below a cell's width times H's slope.
 */
export function gridPosterior(
  prior: Pick<Mixture, 'logDensity'>,
  operator: Operator,
  y: ArrayLike<number>,
  noise: number,
  { extent, n }: { readonly extent: number; readonly n: number },
): Gridded {
  checkNoise(noise);
  if (noise === 0) throw new RangeError('a posterior on a grid without noise (expected a noise above 0)');
  const at = cells(n, extent);
  const logs = prior.logDensity(at, 1, 0);
  const likelihood = logLikelihood(operator, at, y, noise);
  for (let i = 0; i < logs.length; i++) logs[i] += likelihood[i];
  return gridded(logs, extent);
}

/** ln N(y; H(x), noise^2 I) of every row of `x`. */
export function logLikelihood(operator: Operator, x: Batch, y: ArrayLike<number>, noise: number): Float64Array {
  checkRows(operator.name, x, operator.dim);
  const { data } = operator.apply(x);
  const { rows } = operator;
  return Float64Array.from({ length: count(x) }, (_, row) => {
    let squares = 0;
    for (let j = 0; j < rows; j++) squares += (y[j] - data[row * rows + j]) ** 2;
    return -squares / (2 * noise * noise) - (rows / 2) * Math.log(2 * Math.PI * noise * noise);
  });
}

export function checkNoise(noise: number): void {
  if (!(noise >= 0 && noise < Infinity)) throw new RangeError(`a measurement noise of ${noise} (expected 0 or more)`);
}
