import { multiply, multiplyAdd, packPanels } from '../gemm';
import { clear, copy } from './floats';
import { addColumnSums } from './product';

// Convolution 3 x 3 with zeros around, as matrix products, one picture at a time: its patches stay in the second-level cache.
// Pictures are [n, height, width, channels]; weights [9 * from, to], the nine taps row by row, each with all its channels.

/** The 3 x 3 patch about every pixel of one picture [height, width, c]: rows of 9 c floats. */
export function patches(out: usize, x: usize, height: i32, width: i32, c: i32): void {
  const pixel = <usize>c << 2, line = <usize>width * pixel;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      for (let d = -1; d <= 1; d++) {
        const y = row + d;
        if (y < 0 || y >= height) {
          clear(out, 3 * c);
          out += 3 * pixel;
          continue;
        }
        const from = x + <usize>y * line + <usize>column * pixel;
        if (column > 0 && column < width - 1) {
          copy(out, from - pixel, 3 * c);
        } else {
          if (column == 0) clear(out, c);
          else copy(out, from - pixel, c);
          copy(out + pixel, from, c);
          if (column == width - 1) clear(out + 2 * pixel, c);
          else copy(out + 2 * pixel, from + pixel, c);
        }
        out += 3 * pixel;
      }
    }
  }
}

/**
 * Y [n, height, width, to] of X [n, height, width, from]. `packed` takes the weights packed, `scratch` one picture's patches;
 * `bias` may be 0 for none.
 */
export function convolution(
  Y: usize, X: usize, W: usize, bias: usize, packed: usize, scratch: usize, n: i32, height: i32, width: i32,
  from: i32, to: i32,
): void {
  const pixels = height * width, K = 9 * from;
  packPanels(packed, W, K, to);
  for (let i = 0; i < n; i++) {
    patches(scratch, X, height, width, from);
    multiply(Y, scratch, packed, pixels, to, K, bias, 0);
    X += <usize>(pixels * from) << 2;
    Y += <usize>(pixels * to) << 2;
  }
}

/** Weights [9 * to, from] whose convolution is the transpose of that of W [9 * from, to]: taps reversed, channels exchanged. */
export function transposeTaps(out: usize, W: usize, from: i32, to: i32): void {
  for (let tap = 0; tap < 9; tap++) {
    for (let o = 0; o < to; o++) {
      for (let c = 0; c < from; c++) {
        store<f32>(out + (<usize>(((8 - tap) * to + o) * from + c) << 2), load<f32>(W + (<usize>((tap * from + c) * to + o) << 2)));
      }
    }
  }
}

/** dX of dY: a convolution with the transposed taps, which are written to `taps` [9 * to, from]. */
export function convolutionInput(
  dX: usize, dY: usize, W: usize, taps: usize, packed: usize, scratch: usize, n: i32, height: i32, width: i32,
  from: i32, to: i32,
): void {
  transposeTaps(taps, W, from, to);
  convolution(dX, dY, taps, 0, packed, scratch, n, height, width, to, from);
}

/** dW [9 * from, to] += patches of X, transposed, times dY; db [to] += sums of dY. */
export function convolutionWeights(
  dW: usize, db: usize, X: usize, dY: usize, packed: usize, scratch: usize, n: i32, height: i32, width: i32,
  from: i32, to: i32,
): void {
  const pixels = height * width, K = 9 * from;
  addColumnSums(db, dY, n * pixels, to);
  for (let i = 0; i < n; i++) {
    patches(scratch, X, height, width, from);
    packPanels(packed, dY, pixels, to);
    multiplyAdd(dW, scratch, 4, <usize>K << 2, packed, K, to, pixels);
    X += <usize>(pixels * from) << 2;
    dY += <usize>(pixels * to) << 2;
  }
}
