import type { Random } from '../random';
import type { Interpolant } from './interpolant';

/**
 * The least loss per row that a network can have at `t`: E |dx_t/dt - u(x_t, t)|^2, the mean of `variance` over `n` points of p_t. It is what a coupling
 * changes: 0 if no two of its paths meet at t, as in the exact optimal plan of points, and most for independent pairs. In squared data units, with the
 * standard error of the mean.
 */
export function lossFloor(
  flow: Interpolant,
  t: number,
  n: number,
  random: Random,
): { readonly value: number; readonly error: number } {
  if (!(Number.isInteger(n) && n >= 2)) throw new RangeError(`a mean over ${n} points (expected at least 2)`);
  const each = flow.variance(flow.sample(n, t, random).x, t);
  const value = each.reduce((sum, v) => sum + v, 0) / n;
  const squares = each.reduce((sum, v) => sum + (v - value) ** 2, 0);
  return { value, error: Math.sqrt(squares / (n - 1) / n) };
}
