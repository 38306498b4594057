import { linearPath } from '../../core/flow-matching';
import type { BatchObjective, ObjectiveSettings, Regression, StepContext } from './objective';

/** Throws `RangeError` unless a network predicts v on the flow schedule. */
export function checkFlow(name: string, { network: { prediction }, schedule: { kind } }: ObjectiveSettings): void {
  if (prediction !== 'v' || kind !== 'flow') {
    throw new RangeError(`${name} that predicts ${prediction} on the ${kind} schedule (expected v on flow)`);
  }
}

/** Draws the next row's two ends into x_0 and epsilon. */
export type Ends = (x0: Float64Array, epsilon: Float64Array) => void;

/**
 * Points on the lines from x_0 to epsilon at times stratified over the batch, with the velocity epsilon - x_0 as what is to be learned: its squared
 * error, for a network that sees points at length 1 and predicts v (`core/flow-matching.ts`).
 */
export function onLines({ n, dim, draw }: StepContext, ends: Ends): Regression {
  const [x, target] = [new Float32Array(n * dim), new Float32Array(n * dim)];
  const [t, weight] = [new Float32Array(n), new Float32Array(n)];
  const [x0, epsilon] = [new Float64Array(dim), new Float64Array(dim)];
  for (let i = 0; i < n; i++) {
    t[i] = (i + draw.uniform()) / n;
    const path = linearPath(t[i]);
    ends(x0, epsilon);
    weight[i] = path.weight;
    for (let d = 0; d < dim; d++) {
      x[i * dim + d] = path.alpha * x0[d] + path.sigma * epsilon[d];
      target[i * dim + d] = path.alpha * epsilon[d] - path.sigma * x0[d];
    }
  }
  return { points: { x, t }, target, weight };
}

/**
 * Conditional flow matching (Lipman et al. 2023, eq. 9) on the linear path, with independent pairs: the mean squared error of the
 * velocity epsilon - x_0, t uniform and stratified over the batch. The network predicts v (`core/flow-matching.ts`), so that its denoiser
 * and its saved weights are those of v-prediction on the flow schedule.
 */
export const flowMatching: BatchObjective = {
  kind: 'batches',
  name: 'flow matching',
  check: (settings) => checkFlow('flow matching', settings),
  batch(context) {
    const { dim, draw, pool } = context;
    const points = pool.length / dim;
    return onLines(context, (x0, epsilon) => {
      const row = draw.integer(points) * dim;
      for (let d = 0; d < dim; d++) {
        x0[d] = pool[row + d];
        epsilon[d] = draw.normal();
      }
    });
  },
};
