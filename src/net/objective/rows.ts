import type { StepContext } from './objective';
import { unitPath, type UnitPath } from './unit-path';

/** Rows of data under noise at given times, as networks see them. */
export interface NoisedRows {
  /** [n, dim] */
  readonly x0: Float32Array;
  readonly epsilon: Float32Array;
  readonly x: Float32Array;
  /** [n] */
  readonly t: Float32Array;
  readonly path: readonly UnitPath[];
}

/** Draws for each row a time by `timeOf`, a point of the pool and noise, in this order. */
export function noisedRows({ n, dim, draw, pool, schedule }: StepContext, timeOf: (row: number) => number): NoisedRows {
  const points = pool.length / dim;
  const [x0, epsilon, x] = [0, 1, 2].map(() => new Float32Array(n * dim));
  const t = new Float32Array(n);
  const path = Array.from({ length: n }, (_, i) => {
    t[i] = timeOf(i);
    const at = unitPath(schedule, t[i]);
    const row = draw.integer(points) * dim;
    for (let d = 0; d < dim; d++) {
      const j = i * dim + d;
      x0[j] = pool[row + d];
      epsilon[j] = draw.normal();
      x[j] = at.alpha * x0[j] + at.sigma * epsilon[j];
    }
    return at;
  });
  return { x0, epsilon, x, t, path };
}
