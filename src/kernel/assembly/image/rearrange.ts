// Moving numbers: between space and depth, pooling, rows of a table. Pictures are [n, side, side, c].

@inline
function copy(out: usize, from: usize, bytes: usize): void {
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) v128.store(out + i, v128.load(from + i));
  for (; i < bytes; i += 4) store<u32>(out + i, load<u32>(from + i));
}

/** out [n, side / 2, side / 2, 4 c]: each square of four pixels becomes one with their channels, row by row. */
export function toDepth(out: usize, x: usize, n: i32, side: i32, c: i32): void {
  const pair = <usize>c << 3, line = <usize>(side * c) << 2, half = side >> 1;
  for (let i = 0; i < n * half; i++) {
    for (let j = 0; j < half; j++) {
      copy(out, x, pair);
      copy(out + pair, x + line, pair);
      out += 2 * pair;
      x += pair;
    }
    x += line;
  }
}

/** The inverse: x [n, side, side, 4 c] to out [n, 2 side, 2 side, c]. */
export function toSpace(out: usize, x: usize, n: i32, side: i32, c: i32): void {
  const pair = <usize>c << 3, line = <usize>(2 * side * c) << 2;
  for (let i = 0; i < n * side; i++) {
    for (let j = 0; j < side; j++) {
      copy(out, x, pair);
      copy(out + line, x + pair, pair);
      x += 2 * pair;
      out += pair;
    }
    out += line;
  }
}

/** y [n, half, half, c] = the greatest of each square of four pixels; an odd side's last row and column are left out. c a multiple of 4. */
export function pool(y: usize, x: usize, n: i32, side: i32, c: i32): void {
  const row = <usize>c << 2, line = <usize>side * row, half = side >> 1;
  for (let i = 0; i < n; i++) {
    for (let r = 0; r < half; r++) {
      let from = x + <usize>(2 * r) * line;
      for (let j = 0; j < half; j++) {
        for (let k: usize = 0; k < row; k += 16) {
          const top = f32x4.max(v128.load(from + k), v128.load(from + row + k));
          const bottom = f32x4.max(v128.load(from + line + k), v128.load(from + line + row + k));
          v128.store(y + k, f32x4.max(top, bottom));
        }
        y += row;
        from += 2 * row;
      }
    }
    x += <usize>side * line;
  }
}

/** The gradient goes to the first pixel, in reading order, that equals the greatest. `dx` is cleared first. */
export function poolBack(dx: usize, x: usize, y: usize, dy: usize, n: i32, side: i32, c: i32): void {
  const row = <usize>c << 2, line = <usize>side * row, half = side >> 1;
  memory.fill(dx, 0, <usize>n * <usize>side * line);
  for (let i = 0; i < n; i++) {
    for (let r = 0; r < half; r++) {
      for (let j = 0; j < half; j++) {
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
    x += <usize>side * line;
    dx += <usize>side * line;
  }
}

/** out [n, width]: row labels[i] of `table` [·, width]. */
export function lookup(out: usize, table: usize, labels: usize, n: i32, width: i32): void {
  const row = <usize>width << 2;
  for (let i = 0; i < n; i++) copy(out + <usize>i * row, table + <usize>load<i32>(labels + (<usize>i << 2)) * row, row);
}

/** Row labels[i] of dtable += row i of dy. */
export function lookupBack(dtable: usize, labels: usize, dy: usize, n: i32, width: i32): void {
  for (let i = 0; i < n; i++) {
    const to = dtable + (<usize>(load<i32>(labels + (<usize>i << 2)) * width) << 2);
    for (let k: usize = 0; k < <usize>width << 2; k += 4) store<f32>(to + k, load<f32>(to + k) + load<f32>(dy + k));
    dy += <usize>width << 2;
  }
}
