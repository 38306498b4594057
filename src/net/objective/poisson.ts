import { kernelQuantile } from '../../core/electrostatics/kernel';
import { combination } from '../../core/parameterization';
import { inputScale } from '../target';
import type { BatchObjective } from './objective';

/**
 * PFGM++ (Xu et al. 2023, appendix C.2): denoising, with the noise of charges in D = `extra` dimensions more in place of a Gaussian's. At t the level is
 * r / sqrt(D) = sigma / alpha, and the network's v is EDM's preconditioned target at unit variance of data: (y - x) over the level but for what EDM skips
 * and scales. Its denoiser is E[y | x, r], which the deterministic samplers take from `poissonPrior` at the first level to the data.
 *
 * Few D throw points far out, and for D <= 2 the squared error has no mean. So a row beyond three deviations counts less, by (9 dim) / |x|^2 of the x that the network
 * sees: a weight of x and t alone, which does not move what is learned; with a Gaussian's noise it would touch one row in ten thousand. Runs that differ in D
 * alone draw the same rows, directions and shares of the kernel. Throws `RangeError` unless D is above 0; Infinity is denoising itself, with uniform weights.
 */
export function poissonFlow({ extra }: { readonly extra: number }): BatchObjective {
  if (!(extra > 0)) throw new RangeError(`charges in ${extra} extra dimensions (expected above 0, or Infinity)`);
  return {
    kind: 'batches',
    name: 'poisson flow',
    check({ network: { prediction }, dim = 2 }) {
      if (prediction !== 'v') throw new RangeError(`poisson flow that predicts ${prediction} (expected v)`);
      if (dim !== 2) throw new RangeError(`poisson flow in ${dim} dimensions (expected 2)`);
    },
    batch({ n, dim, draw, pool, schedule, prediction }) {
      const points = pool.length / dim;
      const [x, target] = [new Float32Array(n * dim), new Float32Array(n * dim)];
      const [t, weight] = [new Float32Array(n), new Float32Array(n)];
      const noise = new Float64Array(dim);
      for (let i = 0; i < n; i++) {
        t[i] = (i + draw.uniform()) / n;
        const scale = inputScale(schedule, t[i]);
        const [alpha, sigma] = [scale * schedule.alpha(t[i]), scale * schedule.sigma(t[i])];
        const row = draw.integer(points) * dim;
        for (let d = 0; d < dim; d++) noise[d] = draw.normal();
        const length = Math.hypot(...noise) || 1;
        const distance = kernelQuantile(draw.uniform(), 1, dim, extra);
        const { noised, data } = combination(prediction, alpha, sigma);
        let squared = 0;
        for (let d = 0; d < dim; d++) {
          const seen = alpha * pool[row + d] + (sigma * distance * noise[d]) / length;
          squared += seen * seen;
          x[i * dim + d] = seen;
          target[i * dim + d] = noised * seen + data * pool[row + d];
        }
        weight[i] = Math.min(1, (9 * dim) / squared);
      }
      return { points: { x, t }, target, weight };
    },
  };
}
