import { ddimMove } from '../../core/few-steps/progressive';
import { distances, type Distance } from '../../core/few-steps/distance';
import type { OutputLoss, StepContext } from './objective';
import { noisedRows } from './rows';
import { dataOf, type Teacher } from './teacher';
import { unitPath } from './unit-path';

/** Two neighbouring times for each row, `s` below `t` [n], and what the row counts [n]. */
export interface Neighbours {
  readonly t: Float32Array;
  readonly s: Float32Array;
  readonly weight: Float32Array;
}

export interface ConsistencyLoss {
  /** Whose flow leads from t to s, by one step of DDIM. Without one: the line to the datum, with the same noise (Song et al. 2023, eq. 9). */
  readonly teacher?: Teacher | undefined;
  /** The weights that answer at s: as they stand, or their average. */
  readonly target: 'raw' | 'ema';
  readonly distance: Distance;
}

/**
 * The batch of a consistency model in discrete time (Song et al. 2023, eq. 7 and 10): f at t shall be what f is at s, further down the same path, weighted.
 * f is the denoiser of a network that predicts v, which is x itself at no noise.
 */
export function consistencyRows(
  context: StepContext,
  { t, s, weight }: Neighbours,
  { teacher, target, distance }: ConsistencyLoss,
): OutputLoss {
  const { n, dim, schedule, prediction, network } = context;
  const { x, x0, epsilon, path } = noisedRows(context, (i) => t[i]);
  const points = { x, t };
  const guess = teacher?.denoise(points);
  const next = { x: new Float32Array(n * dim), t: s };
  for (let i = 0; i < n; i++) {
    const there = unitPath(schedule, s[i]);
    const move = ddimMove(path[i], there);
    for (let j = i * dim; j < (i + 1) * dim; j++) {
      next.x[j] = guess ? move.noised * x[j] + move.data * guess[j] : there.alpha * x0[j] + there.sigma * epsilon[j];
    }
  }
  const aim = dataOf(prediction, schedule, next, network(target).forward(next));
  return {
    points,
    loss(output) {
      const { terms, gradient } = distances(distance, dataOf(prediction, schedule, points, output), aim, dim);
      return {
        terms: Float32Array.from(terms, (term, i) => weight[i] * term),
        // f = alpha x - sigma F.
        gradient: Float32Array.from(gradient, (slope, j) => {
          const i = Math.floor(j / dim);
          return (-path[i].sigma * weight[i] * slope) / n;
        }),
      };
    },
  };
}
