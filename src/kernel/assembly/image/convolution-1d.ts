import { multiply, multiplyAdd, packPanels, packTransposedPanels } from '../gemm';
import { addTo, clear, copy } from './floats';
import { addColumnSums } from './product';

// Convolution along sequences with zeros around, as matrix products, one sequence at a time. Sequences are [n, length, channels];
// weights [taps * from, to], tap by tap. Place i of the ceil(length / stride) that come out sees the places from
// i stride - floor((taps - 1) / 2) on.

/** The window of every place that comes out, of one sequence [length, c]: rows of taps * c floats. */
function windows(out: usize, x: usize, length: i32, c: i32, taps: i32, stride: i32): void {
  const before = (taps - 1) >> 1, row = <usize>c << 2;
  for (let at = -before; at < length - before; at += stride) {
    const low = max(0, -at), high = min(taps, length - at);
    clear(out, low * c);
    copy(out + <usize>low * row, x + <usize>(at + low) * row, (high - low) * c);
    clear(out + <usize>high * row, (taps - high) * c);
    out += <usize>taps * row;
  }
}

/** The transpose: dx [length, c] += the windows' rows. */
function addWindows(dx: usize, windows: usize, length: i32, c: i32, taps: i32, stride: i32): void {
  const before = (taps - 1) >> 1, row = <usize>c << 2;
  for (let at = -before; at < length - before; at += stride) {
    const low = max(0, -at), high = min(taps, length - at);
    addTo(dx + <usize>(at + low) * row, windows + <usize>low * row, (high - low) * c);
    windows += <usize>taps * row;
  }
}

@inline
function placesAfter(length: i32, stride: i32): i32 {
  return (length + stride - 1) / stride;
}

/** Y [n, length', to] of X [n, length, from]. `packed` takes the weights packed, `scratch` one sequence's windows. */
export function convolution1d(
  Y: usize, X: usize, W: usize, bias: usize, packed: usize, scratch: usize, n: i32, length: i32, from: i32, to: i32,
  taps: i32, stride: i32,
): void {
  const after = placesAfter(length, stride), K = taps * from;
  packPanels(packed, W, K, to);
  for (let i = 0; i < n; i++) {
    windows(scratch, X, length, from, taps, stride);
    multiply(Y, scratch, packed, after, to, K, bias, 0);
    X += <usize>(length * from) << 2;
    Y += <usize>(after * to) << 2;
  }
}

/** dX of dY. `packed` takes the weights' transpose packed, `scratch` one sequence's windows' gradients. */
export function convolution1dInput(
  dX: usize, dY: usize, W: usize, packed: usize, scratch: usize, n: i32, length: i32, from: i32, to: i32, taps: i32, stride: i32,
): void {
  const after = placesAfter(length, stride), K = taps * from;
  packTransposedPanels(packed, W, K, to);
  for (let i = 0; i < n; i++) {
    multiply(scratch, dY, packed, after, K, to, 0, 0);
    clear(dX, length * from);
    addWindows(dX, scratch, length, from, taps, stride);
    dX += <usize>(length * from) << 2;
    dY += <usize>(after * to) << 2;
  }
}

/** dW [taps * from, to] += windows of X, transposed, times dY; db [to] += sums of dY. `packed` takes one sequence of dY packed. */
export function convolution1dWeights(
  dW: usize, db: usize, X: usize, dY: usize, packed: usize, scratch: usize, n: i32, length: i32, from: i32, to: i32,
  taps: i32, stride: i32,
): void {
  const after = placesAfter(length, stride), K = taps * from;
  addColumnSums(db, dY, n * after, to);
  for (let i = 0; i < n; i++) {
    windows(scratch, X, length, from, taps, stride);
    packPanels(packed, dY, after, to);
    multiplyAdd(dW, scratch, 4, <usize>K << 2, packed, K, to, after);
    X += <usize>(length * from) << 2;
    dY += <usize>(after * to) << 2;
  }
}
