import { count, zeros, type Batch } from '../batch';
import type { Random } from '../random';
import { betaCdf, betaPrimeQuantile } from '../statistics/beta';
import { gamma } from '../statistics/gamma';
import type { Levels } from './charges';

/**
 * The perturbation kernel of PFGM++, p_r(x | y) ~ (|x - y|^2 + r^2)^(-(N + D) / 2) (Xu et al. 2023; drawn as in their appendix B), in sigma = r / sqrt(D): its distance from y is
 * R = r sqrt(B / (1 - B)) with B ~ Beta(N / 2, D / 2), its direction is uniform. Student's t distribution in N dimensions, with heavy tails for few D.
 */

/** P(|x - y| <= distance), of data of `dim` numbers with `extra` dimensions more, finitely many. */
export function kernelCdf(distance: number, sigma: number, dim: number, extra: number): number {
  checkKernel(sigma, dim, extra);
  if (extra === Infinity) {
    if (dim !== 2) throw new RangeError(`shares of a Gaussian in ${dim} dimensions (expected 2, or a finite D)`);
    return -Math.expm1(-(distance ** 2) / (2 * sigma * sigma));
  }
  const ratio = distance ** 2 / (extra * sigma * sigma);
  return betaCdf(ratio / (1 + ratio), dim / 2, extra / 2, 1 / (1 + ratio));
}

/**
 * The distance that a share u of the kernel stays within, in data units. In closed form in the plane, r sqrt((1 - u)^(-2 / D) - 1); otherwise by the inverse of
 * the incomplete beta function, for finite D.
 */
export function kernelQuantile(u: number, sigma: number, dim: number, extra: number): number {
  checkKernel(sigma, dim, extra);
  if (!(u >= 0 && u < 1)) throw new RangeError(`quantile at ${u} (expected from 0 to below 1)`);
  if (u === 0) return 0;
  if (dim === 2) {
    const tail = -2 * Math.log1p(-u);
    return extra === Infinity ? sigma * Math.sqrt(tail) : sigma * Math.sqrt(extra * Math.expm1(tail / extra));
  }
  if (extra === Infinity)
    throw new RangeError(`a Gaussian’s quantile in ${dim} dimensions (expected 2, or a finite D)`);
  return sigma * Math.sqrt(extra * betaPrimeQuantile(u, dim / 2, extra / 2));
}

/**
 * x ~ p_r(x | y) for every row y: a uniform direction from N normals, and a distance by one uniform through `kernelQuantile`. So with the same seed a change of
 * sigma or D moves every point along its own ray. (In other than two dimensions D = Infinity takes the normals as they are.)
 */
export function perturb(y: Batch, sigma: Levels, extra: number, random: Random): Batch {
  const { dim } = y;
  const n = count(y);
  const out = zeros(n, dim);
  random.normals(out.data);
  for (let row = 0; row < n; row++) {
    const level = typeof sigma === 'number' ? sigma : sigma[row];
    const u = random.uniform();
    let squared = 0;
    for (let d = 0; d < dim; d++) squared += out.data[row * dim + d] ** 2;
    const length = Math.sqrt(squared);
    const distance = extra === Infinity && dim !== 2 ? level * length : kernelQuantile(u, level, dim, extra);
    for (let d = 0; d < dim; d++) {
      const i = row * dim + d;
      out.data[i] = y.data[i] + (length > 0 ? (out.data[i] / length) * distance : 0);
    }
  }
  return out;
}

/**
 * s = sqrt(D / chi^2_D), by which D extra dimensions stretch a Gaussian: y + sigma s epsilon with epsilon of N normals is the kernel again, Student's t as a mixture of
 * Gaussians (R^2 = sigma^2 D chi^2_N / chi^2_D). It needs no quantile, so it serves data of many numbers. 1 at D = Infinity. Throws `RangeError` unless D is above 0.
 */
export function kernelStretch(extra: number, random: Random): number {
  if (!(extra > 0)) throw new RangeError(`kernel of ${extra} extra dimensions (expected above 0, or Infinity)`);
  return extra === Infinity ? 1 : Math.sqrt(extra / (2 * gamma(extra / 2, random)));
}

/** Where sampling starts, x at the level sigma far above the data's spread: the kernel around the origin (Xu et al. 2023). */
export function poissonPrior(n: number, dim: number, sigma: number, extra: number, random: Random): Batch {
  return perturb(zeros(n, dim), sigma, extra, random);
}

/** `n` points of the upper half of a sphere of this radius in `dim` + 1 dimensions, uniformly: x, then z > 0. */
export function hemisphere(n: number, dim: number, radius: number, random: Random): Batch {
  if (!(radius > 0 && radius < Infinity)) throw new RangeError(`hemisphere of radius ${radius} (expected above 0)`);
  const out = zeros(n, dim + 1);
  random.normals(out.data);
  for (let base = 0; base < out.data.length; base += dim + 1) {
    let squared = 0;
    for (let d = 0; d <= dim; d++) squared += out.data[base + d] ** 2;
    const scale = radius / Math.sqrt(squared);
    for (let d = 0; d <= dim; d++) out.data[base + d] *= scale;
    out.data[base + dim] = Math.abs(out.data[base + dim]);
  }
  return out;
}

/**
 * Points (x, z) along their rays from the origin to the plane z = `zMax`, as x alone (Xu et al. 2022): far out the field is that of one charge, and
 * its lines are these rays. Of the uniform hemisphere this is PFGM's prior, the kernel with D = 1 at r = zMax.
 */
export function projectToPlane(points: Batch, zMax: number): Batch {
  const dim = points.dim - 1;
  if (dim < 1) throw new RangeError('points of one number (expected x and z)');
  if (!(zMax > 0)) throw new RangeError(`a plane at z = ${zMax} (expected above 0)`);
  const out = zeros(count(points), dim);
  for (let row = 0; row < count(points); row++) {
    const z = points.data[row * (dim + 1) + dim];
    if (!(z > 0)) throw new RangeError(`a point at z = ${z} (expected above 0)`);
    for (let d = 0; d < dim; d++) out.data[row * dim + d] = (points.data[row * (dim + 1) + d] * zMax) / z;
  }
  return out;
}

function checkKernel(sigma: number, dim: number, extra: number): void {
  if (!(sigma > 0 && sigma < Infinity)) throw new RangeError(`kernel of level ${sigma} (expected sigma above 0)`);
  if (!(Number.isInteger(dim) && dim >= 1 && extra > 0))
    throw new RangeError(`kernel in ${dim} + ${extra} dimensions (expected a whole number and above 0)`);
}
