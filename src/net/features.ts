import type { TimeInput } from '../core/network';
import type { Along, Points } from './objective/objective';
import { TIME_FEATURES, inputCount } from './shape';

/** Frequencies of the features of each axis. */
const FREQUENCIES = [1.5, 3] as const;

/** Which frequencies tell of t, and which of the span: k of 2^k pi / 2. */
const clocks: Readonly<Record<TimeInput, readonly [t: readonly number[], span: readonly number[]]>> = {
  all: [[0, 1, 2, 3, 4, 5, 6], []],
  slow: [[0, 1, 2], []],
  span: [
    [0, 1, 2],
    [0, 1, 2],
  ],
  'quick-span': [
    [0, 2, 4, 6],
    [0, 1, 2],
  ],
};

const frequency = (k: number) => 2 ** k * (Math.PI / 2);

/** Writes what a network is told of `t`, and of a jump `span` back from it, as `TimeInput` says, to the 14 numbers of `out` from `at`. */
export function timeFeatures(t: number, out: Float32Array, at = 0, told: TimeInput = 'all', span = 0): Float32Array {
  out.fill(0, at, at + TIME_FEATURES);
  let place = at;
  for (const [time, frequencies] of [
    [t, clocks[told][0]],
    [span, clocks[told][1]],
  ] as const) {
    for (const k of frequencies) {
      const angle = frequency(k) * time;
      out[place++] = Math.sin(angle);
      out[place++] = Math.cos(angle);
    }
  }
  return out;
}

/** Writes how those numbers change as t changes at `rate` and the span at `spanRate`. */
export function timeDerivatives(
  t: number,
  out: Float32Array,
  at = 0,
  told: TimeInput = 'all',
  { rate = 1, span = 0, spanRate = 0 } = {},
): Float32Array {
  out.fill(0, at, at + TIME_FEATURES);
  let place = at;
  for (const [time, speed, frequencies] of [
    [t, rate, clocks[told][0]],
    [span, spanRate, clocks[told][1]],
  ] as const) {
    for (const k of frequencies) {
      const angle = frequency(k) * time;
      out[place++] = speed * frequency(k) * Math.cos(angle);
      out[place++] = -speed * frequency(k) * Math.sin(angle);
    }
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

/** What the network is told of each row's time [n, 14]: the row's own numbers, or the features of t and of the span. */
export function timeRows({ t, time, span }: Omit<Points, 'x'>, told: TimeInput = 'all'): Float32Array {
  if (time) return time;
  const rows = new Float32Array(t.length * TIME_FEATURES);
  for (let i = 0; i < t.length; i++) timeFeatures(t[i], rows, i * TIME_FEATURES, told, span?.[i]);
  return rows;
}

/** How that changes along a direction [n, 14]; undefined where time stands still. */
export function timeAlong({ t, span }: Points, along: Along, told: TimeInput = 'all'): Float32Array | undefined {
  if (along.time || !(along.t || along.span)) return along.time;
  const rows = new Float32Array(t.length * TIME_FEATURES);
  for (let i = 0; i < t.length; i++) {
    timeDerivatives(t[i], rows, i * TIME_FEATURES, told, {
      rate: along.t?.[i] ?? 0,
      span: span?.[i] ?? 0,
      spanRate: along.span?.[i] ?? 0,
    });
  }
  return rows;
}

/** The inputs of the network at the points [n, inputs]. */
export function pointFeatures(points: Points, dim: number, told: TimeInput = 'all'): Float32Array {
  const n = points.t.length;
  const out = new Float32Array(n * inputCount(dim));
  const time = timeRows(points, told);
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
