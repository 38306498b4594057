import { linearPath } from '../../core/flow-matching';
import type { BatchObjective } from './objective';

/**
 * Conditional flow matching (Lipman et al. 2023, eq. 9) on the linear path, with independent pairs: the mean squared error of the
 * velocity epsilon - x_0, t uniform and stratified over the batch. The network predicts v (`core/flow-matching.ts`), so that its denoiser
 * and its saved weights are those of v-prediction on the flow schedule.
 */
export const flowMatching: BatchObjective = {
  kind: 'batches',
  name: 'flow matching',
  check({ network: { prediction }, schedule: { kind } }) {
    if (prediction !== 'v' || kind !== 'flow') {
      throw new RangeError(`flow matching that predicts ${prediction} on the ${kind} schedule (expected v on flow)`);
    }
  },
  batch({ n, dim, draw, pool }) {
    const points = pool.length / dim;
    const [x, target] = [new Float32Array(n * dim), new Float32Array(n * dim)];
    const [t, weight] = [new Float32Array(n), new Float32Array(n)];
    for (let i = 0; i < n; i++) {
      t[i] = (i + draw.uniform()) / n;
      const path = linearPath(t[i]);
      const row = draw.integer(points) * dim;
      weight[i] = path.weight;
      for (let d = 0; d < dim; d++) {
        const x0 = pool[row + d];
        const epsilon = draw.normal();
        x[i * dim + d] = path.alpha * x0 + path.sigma * epsilon;
        target[i * dim + d] = path.alpha * epsilon - path.sigma * x0;
      }
    }
    return { points: { x, t }, target, weight };
  },
};
