import type { Points } from './objective/objective';
import { TIME_FEATURES, inputCount } from './shape';

/** Frequencies of the features of each axis. */
const FREQUENCIES = [1.5, 3] as const;

/** Writes sin and cos of 2^k pi t / 2, k = 0 … 6, to `out` from `at`. */
export function timeFeatures(t: number, out: Float32Array, at = 0): Float32Array {
  for (let k = 0; k < TIME_FEATURES / 2; k++) {
    const angle = 2 ** k * (Math.PI / 2) * t;
    out[at + 2 * k] = Math.sin(angle);
    out[at + 2 * k + 1] = Math.cos(angle);
  }
  return out;
}

/** Writes the derivatives of those features by t: what is told of time moves along this as time passes. */
export function timeDerivatives(t: number, out: Float32Array, at = 0): Float32Array {
  for (let k = 0; k < TIME_FEATURES / 2; k++) {
    const frequency = 2 ** k * (Math.PI / 2);
    out[at + 2 * k] = frequency * Math.cos(frequency * t);
    out[at + 2 * k + 1] = -frequency * Math.sin(frequency * t);
  }
  return out;
}

/** Writes x [dim], then sin, cos of 1.5x and sin, cos of 3x per axis, to row `row` of `out` [n, inputs]. */
export function spaceFeatures(x: ArrayLike<number>, from: number, dim: number, out: Float32Array, row: number): number {
  let at = row * inputCount(dim);
  for (let d = 0; d < dim; d++) out[at++] = x[from + d];
  for (let d = 0; d < dim; d++) {
    for (const frequency of FREQUENCIES) {
      const angle = frequency * Math.fround(x[from + d]);
      out[at++] = Math.sin(angle);
      out[at++] = Math.cos(angle);
    }
  }
  return at;
}

/** What the network is told of each row's time [n, 14]: its own, or the features of t. */
export function timeRows({ t, time }: Pick<Points, 't' | 'time'>): Float32Array {
  if (time) return time;
  const rows = new Float32Array(t.length * TIME_FEATURES);
  for (let i = 0; i < t.length; i++) timeFeatures(t[i], rows, i * TIME_FEATURES);
  return rows;
}

/** The inputs of the network at the points [n, inputs]. */
export function pointFeatures(points: Points, dim: number): Float32Array {
  const n = points.t.length;
  const out = new Float32Array(n * inputCount(dim));
  const time = timeRows(points);
  for (let i = 0; i < n; i++) {
    const at = spaceFeatures(points.x, i * dim, dim, out, i);
    out.set(time.subarray(i * TIME_FEATURES, (i + 1) * TIME_FEATURES), at);
  }
  return out;
}

/** How inputs [n, inputs] change as x moves along `x` [n, dim] and what is told of time along `time` [n, 14], where it does. */
export function inputsAlong(
  inputs: Float32Array,
  x: Float32Array,
  time: Float32Array | undefined,
  dim: number,
): Float32Array {
  const width = inputCount(dim);
  const out = new Float32Array(inputs.length);
  for (let row = 0, i = 0; row < inputs.length; row += width, i++) {
    for (let d = 0; d < dim; d++) {
      const dx = x[i * dim + d];
      out[row + d] = dx;
      for (let k = 0, at = row + dim + 4 * d; k < 2; k++, at += 2) {
        out[at] = FREQUENCIES[k] * inputs[at + 1] * dx;
        out[at + 1] = -FREQUENCIES[k] * inputs[at] * dx;
      }
    }
    if (time) out.set(time.subarray(i * TIME_FEATURES, (i + 1) * TIME_FEATURES), row + 5 * dim);
  }
  return out;
}

/** The gradient by x [n, dim], given that by the inputs [n, inputs]. */
export function gradientByX(inputs: Float32Array, gradient: Float32Array, dim: number): Float32Array {
  const width = inputCount(dim);
  const out = new Float32Array((inputs.length / width) * dim);
  for (let row = 0, i = 0; row < inputs.length; row += width, i++) {
    for (let d = 0; d < dim; d++) {
      let sum = gradient[row + d];
      for (let k = 0, at = row + dim + 4 * d; k < 2; k++, at += 2) {
        sum += FREQUENCIES[k] * (inputs[at + 1] * gradient[at] - inputs[at] * gradient[at + 1]);
      }
      out[i * dim + d] = sum;
    }
  }
  return out;
}
