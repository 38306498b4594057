import { linearPath, linearPathSlopes } from '../../core/flow-matching';
import type { Random } from '../../core/random';
import { checkSpan, meanVelocity, shown } from './mean-velocity';
import type { BatchObjective } from './objective';

export interface MeanFlowOptions {
  /** Share of rows whose two times are one, which learn the velocity itself; 0.75 on pictures (Geng et al. 2025, table 1a). Default 0.5: with power 0.5 the best in the plane. */
  readonly still?: number;
  /** Mean and deviation of the logit of a time; -0.4 and 1 on pictures (their table 1d). Default uniform: in the plane the jump from t = 1 else stays unlearned. */
  readonly logit?: readonly [mean: number, deviation: number];
  /**
   * A row's error is weighted by 1 / (its square + 0.001)^power (their eq. 22); 1 on pictures, 0 plain squares. Default 0.5: rows of two numbers
   * differ so much in their error that 1 learns modes in place of means.
   */
  readonly power?: number;
}

/** c of their eq. 22. */
const LEAST = 1e-3;

/**
 * MeanFlow (Geng et al. 2025, eq. 6, 10 and 11, algorithm 1): a network that is told t and t - s learns the mean velocity u of the flow between s and t
 * from the data alone, by the identity
 *
 *   u = v - (t - s) du / dt,   du / dt = v du / dx + du / d(time),   v = epsilon - x_0,
 *
 * whose right side is taken of the network as it stands, by a Jacobian-vector product along (v, 1), s held. Needs a network that predicts v on the flow
 * schedule and is told a `span`.
 */
export function meanFlow({ still = 0.5, logit, power = 0.5 }: MeanFlowOptions = {}): BatchObjective {
  if (!(still >= 0 && still <= 1)) throw new RangeError(`still is ${still} (expected 0 to 1)`);
  if (!(power >= 0)) throw new RangeError(`power is ${power} (expected 0 or more)`);
  if (logit && !(logit[1] > 0)) throw new RangeError(`logit with deviation ${logit[1]} (expected more than 0)`);
  const timeOf = (draw: Random) => (logit ? 1 / (1 + Math.exp(-logit[0] - logit[1] * draw.normal())) : draw.uniform());
  return {
    kind: 'batches',
    name: 'mean flow',
    check: (settings) => checkSpan('mean flow', settings),
    batch({ n, dim, draw, pool, network }) {
      const rows = pool.length / dim;
      const [x, v, along] = [0, 1, 2].map(() => new Float32Array(n * dim));
      const [t, span] = [new Float32Array(n), new Float32Array(n)];
      for (let i = 0; i < n; i++) {
        const [a, b] = [timeOf(draw), timeOf(draw)];
        t[i] = Math.max(a, b);
        span[i] = draw.uniform() < still ? 0 : t[i] - Math.min(a, b);
        const row = draw.integer(rows) * dim;
        const [{ out }, slopes] = [linearPath(t[i]), linearPathSlopes(t[i])];
        for (let d = 0; d < dim; d++) {
          const j = i * dim + d;
          const epsilon = draw.normal();
          x[j] = (1 - t[i]) * pool[row + d] + t[i] * epsilon;
          v[j] = epsilon - pool[row + d];
          // The network sees x times `out`.
          along[j] = slopes.out * x[j] + out * v[j];
        }
      }
      const points = shown(x, t, span);
      const one = new Float32Array(n).fill(1);
      const { value, tangent } = network('raw').tangent(points, { x: along, t: one, span: one });
      const u = meanVelocity(points, x, value);
      const [target, weight] = [new Float32Array(n * dim), new Float32Array(n)];
      for (let i = 0; i < n; i++) {
        const [{ skip, out }, slopes] = [linearPath(t[i]), linearPathSlopes(t[i])];
        let squared = 0;
        for (let j = i * dim; j < (i + 1) * dim; j++) {
          const slope = slopes.skip * x[j] + skip * v[j] + slopes.out * value[j] + out * tangent[j];
          const wanted = v[j] - span[i] * slope;
          squared += (u[j] - wanted) ** 2;
          target[j] = (wanted - skip * x[j]) / out;
        }
        // The error of u is `out` times that of F.
        weight[i] = out ** 2 / (squared + LEAST) ** power;
      }
      return { points, target, weight };
    },
  };
}
