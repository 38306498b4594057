import { linearPath } from '../../core/flow-matching';
import { askMeanVelocity, checkSpan, shown } from './mean-velocity';
import type { BatchObjective } from './objective';

/**
 * Shortcut models (Frans et al. 2024, eq. 5, algorithm 1): a network that is told t and the size of a jump learns, in one run from the data alone,
 * velocities by flow matching and jumps by agreement with itself: one of 2 d shall end where two of d do, taken by the average of weights. Jumps are
 * 1 / `grid` times a power of two, from multiples of themselves; the least pair is of plain steps along the velocity. `share` of each batch are jumps;
 * the paper's 128 and 0.25 take longer to reach one jump.
 * Needs a network that predicts v on the flow schedule and is told a `span`. Throws `RangeError` unless `grid` is a power of two, at least 2.
 */
export function shortcut({ grid = 32, share = 0.5 } = {}): BatchObjective {
  const sizes = Math.log2(grid);
  if (!(Number.isInteger(sizes) && sizes >= 1))
    throw new RangeError(`grid is ${grid} (expected a power of two, at least 2)`);
  if (!(share >= 0 && share <= 1)) throw new RangeError(`share is ${share} (expected 0 to 1)`);
  return {
    kind: 'batches',
    name: 'shortcut',
    check: (settings) => checkSpan('shortcut', settings),
    batch({ n, dim, draw, pool, network }) {
      const rows = pool.length / dim;
      const jumping = Math.round(share * n);
      const [x, wanted] = [new Float32Array(n * dim), new Float32Array(n * dim)];
      const [t, span] = [new Float32Array(n), new Float32Array(n)];
      for (let i = 0; i < n; i++) {
        const jump = i < jumping ? 2 ** (1 + draw.integer(sizes)) / grid : 0;
        span[i] = jump;
        t[i] = jump > 0 ? jump * (1 + draw.integer(1 / jump)) : draw.uniform();
        const row = draw.integer(rows) * dim;
        for (let d = 0; d < dim; d++) {
          const j = i * dim + d;
          const epsilon = draw.normal();
          x[j] = (1 - t[i]) * pool[row + d] + t[i] * epsilon;
          wanted[j] = epsilon - pool[row + d];
        }
      }
      if (jumping > 0) {
        // Two jumps of half the size; the least are told to be none.
        const of = (all: Float32Array, width = 1) => all.slice(0, jumping * width);
        const half = of(span).map((size) => size / 2);
        const told = half.map((size) => (size * grid > 1 ? size : 0));
        const [average, begin, first] = [network('ema'), of(t), of(x, dim)];
        const one = askMeanVelocity(average, first, begin, told);
        const middle = first.map((value, j) => value - half[Math.floor(j / dim)] * one[j]);
        const two = askMeanVelocity(
          average,
          middle,
          begin.map((at, i) => at - half[i]),
          told,
        );
        for (let j = 0; j < one.length; j++) wanted[j] = (one[j] + two[j]) / 2;
      }
      const [target, weight] = [new Float32Array(n * dim), new Float32Array(n)];
      for (let i = 0; i < n; i++) {
        const { skip, out } = linearPath(t[i]);
        weight[i] = out ** 2;
        for (let j = i * dim; j < (i + 1) * dim; j++) target[j] = (wanted[j] - skip * x[j]) / out;
      }
      return { points: shown(x, t, span), target, weight };
    },
  };
}
