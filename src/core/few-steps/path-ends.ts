import { zeros, type Batch } from '../batch';
import type { FlowField } from '../process/flow-field';
import { dormandPrince, type AdaptiveOptions } from '../process/ode';

/** Tolerances of the exact map: ends that agree with closed forms to about twelve digits. */
export const exactly: AdaptiveOptions = { relative: 1e-13, absolute: 3e-14 };

/**
 * Where the paths of the probability-flow ODE through the rows of `x` at time `from` are at time `to`, by Dormand and Prince's pair. With `to` = 0 it is the
 * consistency function f(x, t) of Song et al. 2023 (section 3), every point of a path having the path's end. All rows take the same steps, as small as
 * the quickest of them needs.
 */
export function alongPaths(
  x: Batch,
  field: Pick<FlowField, 'velocity'>,
  from: number,
  to: number,
  tolerance: AdaptiveOptions = exactly,
): Batch {
  const { dim } = x;
  const [here, speed] = [zeros(x.data.length / dim, dim), zeros(x.data.length / dim, dim)];
  const y = x.data.slice();
  const slope = (state: Float64Array, t: number, out: Float64Array) => {
    here.data.set(state);
    field.velocity(here, t, speed);
    out.set(speed.data);
  };
  dormandPrince(slope, y, from, to, tolerance);
  return { data: y, dim };
}
