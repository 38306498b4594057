// Moving numbers: between space and depth, pooling, rows of a table. Pictures are [n, height, width, c].

import { addTo, copy } from './floats';

/** out [n, height / r, width / r, r^2 c]: each square of r x r pixels becomes one with their channels, row by row. */
export function toDepth(out: usize, x: usize, n: i32, height: i32, width: i32, c: i32, r: i32): void {
  const count = r * c, part = <usize>count << 2, line = <usize>(width * c) << 2;
  for (let i = n * height / r; i > 0; i--) {
    for (let j = width / r; j > 0; j--) {
      let from = x;
      for (let d = 0; d < r; d++) {
        copy(out, from, count);
        out += part;
        from += line;
      }
      x += part;
    }
    x += <usize>(r - 1) * line;
  }
}

/** The inverse: x [n, height, width, r^2 c] to out [n, r height, r width, c]. */
export function toSpace(out: usize, x: usize, n: i32, height: i32, width: i32, c: i32, r: i32): void {
  const count = r * c, part = <usize>count << 2, line = <usize>width * part;
  for (let i = n * height; i > 0; i--) {
    for (let j = 0; j < width; j++) {
      let to = out;
      for (let d = 0; d < r; d++) {
        copy(to, x, count);
        x += part;
        to += line;
      }
      out += part;
    }
    out += <usize>(r - 1) * line;
  }
}

/** y [n, height / 2, width / 2, c], rounded down: the greatest of each square of four pixels; an odd last row or column is left out. c a multiple of 4. */
export function pool(y: usize, x: usize, n: i32, height: i32, width: i32, c: i32): void {
  const row = <usize>c << 2, line = <usize>width * row;
  for (let i = 0; i < n; i++) {
    for (let r = 0; r < height >> 1; r++) {
      let from = x + <usize>(2 * r) * line;
      for (let j = 0; j < width >> 1; j++) {
        for (let k: usize = 0; k < row; k += 16) {
          const top = f32x4.max(v128.load(from + k), v128.load(from + row + k));
          const bottom = f32x4.max(v128.load(from + line + k), v128.load(from + line + row + k));
          v128.store(y + k, f32x4.max(top, bottom));
        }
        y += row;
        from += 2 * row;
      }
    }
    x += <usize>height * line;
  }
}

/** The gradient goes to the first pixel, in reading order, that equals the greatest. `dx` is cleared first. */
export function poolBack(dx: usize, x: usize, y: usize, dy: usize, n: i32, height: i32, width: i32, c: i32): void {
  const row = <usize>c << 2, line = <usize>width * row;
  memory.fill(dx, 0, <usize>n * <usize>height * line);
  for (let i = 0; i < n; i++) {
    for (let r = 0; r < height >> 1; r++) {
      for (let j = 0; j < width >> 1; j++) {
        const at = <usize>(2 * r) * line + <usize>(2 * j) * row;
        for (let k: usize = 0; k < row; k += 16) {
          const most = v128.load(y + k);
          let left = v128.load(dy + k);
          for (let q = 0; q < 4; q++) {
            const place = at + k + (q & 1 ? row : 0) + (q > 1 ? line : 0);
            const here = f32x4.eq(v128.load(x + place), most);
            v128.store(dx + place, v128.and(left, here));
            left = v128.andnot(left, here);
          }
        }
        y += row;
        dy += row;
      }
    }
    x += <usize>height * line;
    dx += <usize>height * line;
  }
}

/** out [n, width]: row ids[i] of `table` [·, width]. */
export function lookup(out: usize, table: usize, ids: usize, n: i32, width: i32): void {
  const row = <usize>width << 2;
  for (let i = 0; i < n; i++) copy(out + <usize>i * row, table + <usize>load<i32>(ids + (<usize>i << 2)) * row, width);
}

/** Row ids[i] of dtable += row i of dy. */
export function lookupBack(dtable: usize, ids: usize, dy: usize, n: i32, width: i32): void {
  const row = <usize>width << 2;
  for (let i = 0; i < n; i++) addTo(dtable + <usize>load<i32>(ids + (<usize>i << 2)) * row, dy + <usize>i * row, width);
}
