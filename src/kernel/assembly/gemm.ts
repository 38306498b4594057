// Matrix products, the part of a step that takes the time: of both kernels.
//
// The right side is packed into panels of 8 columns (k-major, 8 floats per k), so that a panel stays in the first-level
// cache while the rows of the left side stream past it. Inside, 4 x 8 blocks of C live in eight registers.
// All sizes in elements, all pointers aligned to 4 bytes at least, row-major matrices. Lanes past the last column hold whatever lies in
// memory there: they may be read and are never stored.

/** Packs B [K, N] into panels of 8 columns. `out` takes K * N floats, N rounded up to a multiple of 8. */
export function packPanels(out: usize, B: usize, K: i32, N: i32): void {
  const row = <usize>N << 2;
  for (let j = 0; j < N; j += 8) {
    let from = B + (<usize>j << 2);
    for (let k = 0; k < K; k++) {
      v128.store(out, v128.load(from));
      v128.store(out, v128.load(from, 16), 16);
      out += 32;
      from += row;
    }
  }
}

/** Packs the transpose of W [N, K] as a right side [K, N]: panels of 8 rows of W. */
export function packTransposedPanels(out: usize, W: usize, N: i32, K: i32): void {
  const row = <usize>K << 2;
  for (let j = 0; j < N; j += 8) {
    const from = W + <usize>j * row;
    for (let k = 0; k < K; k++) {
      let p = from + (<usize>k << 2);
      for (let r = 0; r < 8; r++) {
        store<f32>(out, load<f32>(p));
        out += 4;
        p += row;
      }
    }
  }
}

/**
 * Packs the transpose of A [K, M] as a left side [M, K]: blocks of 4 columns of A, k-major. The last block's surplus
 * lanes are never used. `out` takes ceil(M / 4) * 4 * K floats.
 */
export function packTransposedBlocks(out: usize, A: usize, K: i32, M: i32): void {
  const row = <usize>M << 2;
  for (let i = 0; i < M; i += 4) {
    let from = A + (<usize>i << 2);
    for (let k = 0; k < K; k++) {
      v128.store(out, v128.load(from));
      out += 16;
      from += row;
    }
  }
}

@inline
function madd(sum: v128, a: v128, b: v128): v128 {
  return f32x4.add(sum, f32x4.mul(a, b));
}

/** Eight floats for the last columns of a product: below all that either kernel keeps. */
const SPARE: usize = 64;

/**
 * Stores `lanes` (1 to 8) floats of a block's row at `c`: times the same row of `scale` where there is one, added to what is there where
 * `accumulate` is set.
 */
@inline
function put(c: usize, scale: usize, left: v128, right: v128, lanes: i32, accumulate: bool): void {
  if (scale) {
    left = f32x4.mul(left, v128.load(scale));
    right = f32x4.mul(right, v128.load(scale, 16));
  }
  if (lanes == 8) {
    if (accumulate) {
      left = f32x4.add(left, v128.load(c));
      right = f32x4.add(right, v128.load(c, 16));
    }
    v128.store(c, left);
    v128.store(c, right, 16);
  } else {
    v128.store(SPARE, left);
    v128.store(SPARE, right, 16);
    for (let l: usize = 0; l < <usize>lanes << 2; l += 4) {
      const value = load<f32>(SPARE + l);
      store<f32>(c + l, accumulate ? load<f32>(c + l) + value : value);
    }
  }
}

/**
 * C [M, N] = A [M, K] * B [K, N] + bias, times `scale` elementwise, or that added to C. `bias` [N] and `scale` [M, N] may be 0 for none.
 * `B` is packed. The left side is addressed by strides in bytes: block of four rows, row in the block, k.
 */
@inline
function product(
  C: usize, A: usize, block: usize, row: usize, step: usize, B: usize, M: i32, N: i32, K: i32, bias: usize, scale: usize, accumulate: bool,
): void {
  const wide = <usize>N << 2;
  const full = M & ~3;
  const panel = <usize>K << 5;
  for (let j = 0; j < N; j += 8) {
    const b = B + <usize>(j >> 3) * panel;
    const end = b + panel;
    const column = <usize>j << 2;
    const lanes = min(8, N - j);
    let z0 = f32x4.splat(0), z1 = f32x4.splat(0);
    if (bias) {
      z0 = v128.load(bias + column);
      z1 = v128.load(bias + column, 16);
    }
    let c = C + column;
    let s = scale ? scale + column : 0;
    const down = scale ? wide : 0;
    for (let i = 0; i < full; i += 4) {
      let a = A + <usize>(i >> 2) * block;
      let c00 = z0, c01 = z1, c10 = z0, c11 = z1, c20 = z0, c21 = z1, c30 = z0, c31 = z1;
      for (let p = b; p < end; p += 32) {
        const b0 = v128.load(p), b1 = v128.load(p, 16);
        let x = v128.load_splat<f32>(a);
        c00 = madd(c00, x, b0);
        c01 = madd(c01, x, b1);
        x = v128.load_splat<f32>(a + row);
        c10 = madd(c10, x, b0);
        c11 = madd(c11, x, b1);
        x = v128.load_splat<f32>(a + 2 * row);
        c20 = madd(c20, x, b0);
        c21 = madd(c21, x, b1);
        x = v128.load_splat<f32>(a + 3 * row);
        c30 = madd(c30, x, b0);
        c31 = madd(c31, x, b1);
        a += step;
      }
      put(c, s, c00, c01, lanes, accumulate);
      put(c + wide, s + down, c10, c11, lanes, accumulate);
      put(c + 2 * wide, s + 2 * down, c20, c21, lanes, accumulate);
      put(c + 3 * wide, s + 3 * down, c30, c31, lanes, accumulate);
      c += wide << 2;
      s += down << 2;
    }
    for (let i = full; i < M; i++) {
      let a = A + <usize>(i >> 2) * block + <usize>(i & 3) * row;
      let left = z0, right = z1;
      for (let p = b; p < end; p += 32) {
        const x = v128.load_splat<f32>(a);
        left = madd(left, x, v128.load(p));
        right = madd(right, x, v128.load(p, 16));
        a += step;
      }
      put(c, s, left, right, lanes, accumulate);
      c += wide;
      s += down;
    }
  }
}

/** C [M, N] = A [M, K] * packed B [K, N] + bias, times `scale`. */
export function multiply(C: usize, A: usize, B: usize, M: i32, N: i32, K: i32, bias: usize, scale: usize): void {
  const row = <usize>K << 2;
  product(C, A, row << 2, row, 4, B, M, N, K, bias, scale, false);
}

/** C [M, N] = packed A (`packTransposedBlocks`) * packed B. */
export function multiplyPacked(C: usize, A: usize, B: usize, M: i32, N: i32, K: i32): void {
  product(C, A, <usize>K << 4, 4, 16, B, M, N, K, 0, 0, false);
}

/** C [M, N] += A * packed B, with element (i, k) of A at A + i row + k step bytes. */
export function multiplyAdd(C: usize, A: usize, row: usize, step: usize, B: usize, M: i32, N: i32, K: i32): void {
  product(C, A, row << 2, row, step, B, M, N, K, 0, 0, true);
}
