import type { Interpolant } from '../../core/flow';
import { linearPath } from '../../core/flow-matching';
import { checkFlow } from './flow-matching';
import type { BatchObjective } from './objective';

/**
 * Flow matching between any two clouds on any path (Albergo et al. 2023, section 2; Lipman et al. 2023, eq. 9): the mean squared error of
 * the velocity dx_t/dt = u, t uniform and stratified over the batch. `sample` draws the pairs, x_t and u: what an interpolant does.
 *
 * The network answers in the coordinates of the flow schedule, in which u = skip x_t + out v (`core/flow-matching.ts`). Its "denoiser" is then
 * x_t - t u, where a straight line through x_t would have begun; on the linear path between independent points that is E[x_0 | x_t]. So DDIM on the
 * flow schedule takes Euler's steps of u, on whatever path it was learned.
 */
export function interpolantMatching(sample: Interpolant['sample']): BatchObjective {
  return {
    kind: 'batches',
    name: 'interpolant matching',
    check: (settings) => checkFlow('interpolant matching', settings),
    batch({ n, dim, draw }) {
      const t = Float32Array.from({ length: n }, (_, i) => (i + draw.uniform()) / n);
      const { x: at, velocity } = sample(n, t, draw);
      const [x, target] = [new Float32Array(n * dim), new Float32Array(n * dim)];
      const weight = new Float32Array(n);
      for (let i = 0; i < n; i++) {
        const path = linearPath(t[i]);
        weight[i] = path.weight;
        for (let j = i * dim; j < (i + 1) * dim; j++) {
          x[j] = at.data[j] * path.out;
          target[j] = (velocity.data[j] - path.skip * at.data[j]) / path.out;
        }
      }
      return { points: { x, t }, target, weight };
    },
  };
}
