import { count, zeros, type Batch } from '../../batch';
import { checkRange } from '../../sampler/options';
import { residual, type Measurement } from '../method';
import type { LinearOperator } from '../operator';

export interface TotalVariationOptions {
  /** Pixels of a side. */
  readonly side: number;
  /** Weight of the variation beside half the squared misfit, in units of the pixels. */
  readonly weight: number;
  /** Least and greatest pixel (default: none). */
  readonly range?: readonly [number, number];
  /** It stops where a step changes x by less than this share of its length (default 1e-4)... */
  readonly tolerance?: number;
  /** ... or after so many steps (default 500). */
  readonly steps?: number;
}

/**
 * The picture of least |y - H x|^2 / 2 + weight TV(x), where TV is the sum over pixels of the length of the differences to the right and below (Rudin et al.
 * 1992), by the primal-dual method of Chambolle and Pock 2011, algorithm 1 with theta = 1. Both the variation and H are on the dual side, so that any
 * linear H will do; steps are 0.99 / L with L^2 = 8 + |H|^2. The range, where one is given, is kept at every step. Rows are pictures of their own.
 */
export function totalVariation(
  measurement: Measurement<LinearOperator>,
  { side, weight, range = [-Infinity, Infinity], tolerance = 1e-4, steps = 500 }: TotalVariationOptions,
): Batch {
  const { operator, y } = measurement;
  const { dim, rows } = operator;
  if (dim !== side * side) throw new RangeError(`${operator.name} of ${dim} numbers (expected ${side} by ${side})`);
  checkRange('total variation with weight', weight, { least: 0 });
  checkRange('total variation with tolerance', tolerance, { above: 0 });
  checkRange('total variation with steps', steps, { least: 1, whole: true });
  const n = count(y);
  const step = 0.99 / Math.sqrt(8 + largest(operator) ** 2);
  const [x, ahead, back] = [zeros(n, dim), zeros(n, dim), zeros(n, dim)];
  const off = zeros(n, rows);
  const dual = zeros(n, rows);
  const [right, below] = [new Float64Array(n * dim), new Float64Array(n * dim)];
  for (let k = 0; k < steps; k++) {
    // The misfit's dual, (q + s (H x - y)) / (1 + s), and the variation's, within discs of radius `weight`.
    residual(measurement, y, ahead, off);
    for (let j = 0; j < dual.data.length; j++) dual.data[j] = (dual.data[j] - step * off.data[j]) / (1 + step);
    for (let i = 0; i < x.data.length; i++) {
      const [column, line] = [i % side, Math.floor((i % dim) / side)];
      if (column < side - 1) right[i] += step * (ahead.data[i + 1] - ahead.data[i]);
      if (line < side - 1) below[i] += step * (ahead.data[i + side] - ahead.data[i]);
      const length = Math.sqrt(right[i] ** 2 + below[i] ** 2);
      if (length <= weight) continue;
      right[i] *= weight / length;
      below[i] *= weight / length;
    }
    operator.adjoint(dual, back);
    let [moved, size] = [0, 0];
    for (let i = 0; i < x.data.length; i++) {
      const [column, line] = [i % side, Math.floor((i % dim) / side)];
      const divergence = right[i] + below[i] - (column > 0 ? right[i - 1] : 0) - (line > 0 ? below[i - side] : 0);
      const next = Math.min(range[1], Math.max(range[0], x.data[i] - step * (back.data[i] - divergence)));
      const change = next - x.data[i];
      ahead.data[i] = next + change;
      x.data[i] = next;
      moved += change * change;
      size += next * next;
    }
    if (k > 0 && moved <= tolerance * tolerance * size) break;
  }
  return x;
}

function largest({ spectrum }: LinearOperator): number {
  return spectrum.values.reduce((a, b) => Math.max(a, b), 0);
}
