import { zeros, type Batch } from '../batch';
import type { Target } from './target';

/** Limits of a drawing, in points. */
export const DRAWN_POINTS = { min: 2, max: 5000 } as const;

/** A drawing as a target. */
export interface DrawnTarget extends Target {
  /** The drawing's points in data units: (drawn - centre) * scale. */
  readonly points: Batch;
  /** How the drawing was moved and scaled, so that a picture can lay samples over it. */
  readonly frame: { readonly x: number; readonly y: number; readonly scale: number };
}

/**
 * The reader's own points: moved to zero mean, scaled (both axes alike) so that the wider axis has standard deviation
 * 1.25, and drawn from with Gaussian jitter of standard deviation `bandwidth`, in data units, so that a sparse
 * drawing is a density and not a list. Throws `RangeError` unless there are 2 to 5,000 finite points, two of them
 * distinct.
 *
 * @param flat x, y pairs in any units
 */
export function drawn(flat: ArrayLike<number>, { bandwidth = 0.05 } = {}): DrawnTarget {
  const n = flat.length / 2;
  if (!Number.isInteger(n)) {
    throw new RangeError(`drawing of ${flat.length} numbers (expected x, y pairs)`);
  }
  if (n < DRAWN_POINTS.min || n > DRAWN_POINTS.max) {
    throw new RangeError(`drawing of ${n} points (expected ${DRAWN_POINTS.min} to ${DRAWN_POINTS.max})`);
  }
  const mean = [0, 0];
  for (let i = 0; i < 2 * n; i++) {
    if (!(Math.abs(flat[i]) < 1e9)) {
      throw new RangeError(`drawing has a coordinate ${flat[i]} (expected a finite number below 1e9 in size)`);
    }
    mean[i & 1] += flat[i] / n;
  }
  const variance = [0, 0];
  for (let i = 0; i < 2 * n; i++) variance[i & 1] += (flat[i] - mean[i & 1]) ** 2 / n;
  const deviation = Math.sqrt(Math.max(variance[0], variance[1]));
  if (!(deviation > 1e-9)) {
    throw new RangeError(`drawing is ${n} points in one place (expected at least two distinct points)`);
  }
  const scale = 1.25 / deviation;
  const points = zeros(n, 2);
  for (let i = 0; i < 2 * n; i++) points.data[i] = (flat[i] - mean[i & 1]) * scale;

  return {
    name: 'drawn',
    points,
    frame: { x: mean[0], y: mean[1], scale },
    sample(count, random) {
      const out = zeros(count, 2);
      for (let i = 0; i < count; i++) {
        const k = random.integer(n);
        out.data[2 * i] = points.data[2 * k] + bandwidth * random.normal();
        out.data[2 * i + 1] = points.data[2 * k + 1] + bandwidth * random.normal();
      }
      return out;
    },
  };
}
