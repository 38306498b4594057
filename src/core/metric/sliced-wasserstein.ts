import { count, type Batch } from '../batch';

export interface SlicedWassersteinOptions {
  /** Number of directions, evenly over the half circle. */
  readonly directions?: number;
  /** 1: mean of the distances along each direction. 2: root of the mean of their squares. */
  readonly order?: 1 | 2;
}

/**
 * Distance between two sets of points in the plane: the Wasserstein distance of their shadows on a line, averaged over
 * directions (Rabin et al. 2011; Bonneel et al. 2015). Directions are at angles pi (i + 1/2) / n, so the value is
 * deterministic; on a line the optimal plan pairs equal quantiles, exactly, also where the sizes differ.
 * Units of the data. Throws `RangeError` unless both are in the plane and not empty.
 */
export function slicedWasserstein(x: Batch, y: Batch, options: SlicedWassersteinOptions = {}): number {
  const { directions = 64, order = 1 } = options;
  if (x.dim !== 2 || y.dim !== 2) {
    throw new RangeError(`sliced Wasserstein in ${x.dim} and ${y.dim} dimensions (expected 2)`);
  }
  if (count(x) === 0 || count(y) === 0) throw new RangeError('sliced Wasserstein of no points (expected at least 1)');
  const shadowX = new Float64Array(count(x));
  const shadowY = new Float64Array(count(y));
  let sum = 0;
  for (let i = 0; i < directions; i++) {
    const angle = (Math.PI * (i + 0.5)) / directions;
    project(x.data, Math.cos(angle), Math.sin(angle), shadowX);
    project(y.data, Math.cos(angle), Math.sin(angle), shadowY);
    sum += transport(shadowX.sort(), shadowY.sort(), order);
  }
  return order === 1 ? sum / directions : Math.sqrt(sum / directions);
}

/** W_order^order between sorted numbers: the integral of |quantile_x - quantile_y|^order. */
export function transport(x: Float64Array, y: Float64Array, order: 1 | 2): number {
  let sum = 0;
  let i = 0;
  let j = 0;
  let done = 0; // mass moved so far, in units of 1 / (x.length y.length): integers, so no rounding
  while (i < x.length) {
    const next = Math.min((i + 1) * y.length, (j + 1) * x.length);
    const gap = Math.abs(x[i] - y[j]);
    sum += (next - done) * (order === 1 ? gap : gap * gap);
    if (next === (i + 1) * y.length) i++;
    if (next === (j + 1) * x.length) j++;
    done = next;
  }
  return sum / (x.length * y.length);
}

function project(points: Float64Array, cosine: number, sine: number, out: Float64Array): void {
  for (let k = 0; k < out.length; k++) out[k] = cosine * points[2 * k] + sine * points[2 * k + 1];
}
