import { zeros } from '../batch';
import { mixture, type Mixture } from './mixture';

/**
 * The density proportional to p(x) q(x), again a mixture: for every pair of components
 *
 *   N(x; a, s^2 I) N(x; b, r^2 I) = N(a; b, (s^2 + r^2) I) N(x; (r^2 a + s^2 b) / (s^2 + r^2), s^2 r^2 / (s^2 + r^2) I).
 *
 * What "both at once" means exactly, to judge a product of scores by. The product of two noised densities is not the
 * noised product: that is why adding scores is only right at t = 0 (Du et al. 2023, "Reduce, Reuse, Recycle").
 * Pairs of no weight left in double precision are dropped. Throws `RangeError` where the dimensions differ.
 */
export function product(p: Mixture, q: Mixture): Mixture {
  const [a, b] = [p.components, q.components];
  const { dim } = a.means;
  if (b.means.dim !== dim) {
    throw new RangeError(`product of mixtures in ${dim} and ${b.means.dim} dimensions (expected the same)`);
  }
  const pairs: { readonly log: number; readonly mean: readonly number[]; readonly scale: number }[] = [];
  for (let i = 0; i < a.weights.length; i++) {
    for (let j = 0; j < b.weights.length; j++) {
      const [s2, r2] = [a.scales[i] ** 2, b.scales[j] ** 2];
      const total = s2 + r2;
      if (total === 0)
        throw new RangeError('product of two mixtures with components of scale 0 (expected a scale over 0)');
      let squared = 0;
      const mean: number[] = [];
      for (let d = 0; d < dim; d++) {
        const [x, y] = [a.means.data[i * dim + d], b.means.data[j * dim + d]];
        squared += (x - y) ** 2;
        mean.push((r2 * x + s2 * y) / total);
      }
      const log = Math.log(a.weights[i] * b.weights[j]) - squared / (2 * total) - (dim / 2) * Math.log(total);
      pairs.push({ log, mean, scale: Math.sqrt((s2 * r2) / total) });
    }
  }
  const most = pairs.reduce((found, { log }) => Math.max(found, log), -Infinity);
  const kept = pairs.filter(({ log }) => Math.exp(log - most) > 0);
  const means = zeros(kept.length, dim);
  kept.forEach(({ mean }, row) => means.data.set(mean, row * dim));
  return mixture(
    { weights: kept.map(({ log }) => Math.exp(log - most)), means, scales: kept.map(({ scale }) => scale) },
    'product',
  );
}
