// Matrix products of any size for the image networks: the right side packed into panels of 8 columns, 4 x 8 blocks of the
// result in registers. The lanes past the last column hold whatever lies in memory there; they are never stored.

/** Packs B [K, N], row-major, into panels of 8 columns. `out` takes K * N floats, N rounded up to a multiple of 8. */
export function packRight(out: usize, B: usize, K: i32, N: i32): void {
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

/** Packs the transpose of W [N, K] as a right side [K, N]. */
export function packRightTransposed(out: usize, W: usize, K: i32, N: i32): void {
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

@inline
function madd(sum: v128, a: v128, b: v128): v128 {
  return f32x4.add(sum, f32x4.mul(a, b));
}

/** Stores `lanes` (1 to 8) floats of a block's row at `c`, added to what is there where `accumulate` is set. */
@inline
function put(c: usize, left: v128, right: v128, lanes: i32, accumulate: bool, spare: usize): void {
  if (lanes == 8) {
    if (accumulate) {
      left = f32x4.add(left, v128.load(c));
      right = f32x4.add(right, v128.load(c, 16));
    }
    v128.store(c, left);
    v128.store(c, right, 16);
  } else {
    v128.store(spare, left);
    v128.store(spare, right, 16);
    for (let l: usize = 0; l < <usize>lanes << 2; l += 4) {
      const value = load<f32>(spare + l);
      store<f32>(c + l, accumulate ? load<f32>(c + l) + value : value);
    }
  }
}

/** Eight floats for the last columns of a product. */
const spare = memory.data(32, 16);

/**
 * C [M, N] = A [M, K] * B [K, N] + bias, or that added to C. `B` is packed; element (i, k) of A lies at A + i row + k step
 * bytes; `bias` [N] may be 0 for none.
 */
export function product(
  C: usize, A: usize, row: usize, step: usize, B: usize, M: i32, N: i32, K: i32, bias: usize, accumulate: bool,
): void {
  const wide = <usize>N << 2;
  const full = M & ~3;
  const panel = <usize>K << 5;
  for (let j = 0; j < N; j += 8) {
    const b = B + <usize>(j >> 3) * panel;
    const end = b + panel;
    const lanes = min(8, N - j);
    let z0 = f32x4.splat(0), z1 = f32x4.splat(0);
    if (bias) {
      z0 = v128.load(bias + (<usize>j << 2));
      z1 = v128.load(bias + (<usize>j << 2), 16);
    }
    let c = C + (<usize>j << 2);
    for (let i = 0; i < full; i += 4) {
      let a = A + <usize>i * row;
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
      put(c, c00, c01, lanes, accumulate, spare);
      put(c + wide, c10, c11, lanes, accumulate, spare);
      put(c + 2 * wide, c20, c21, lanes, accumulate, spare);
      put(c + 3 * wide, c30, c31, lanes, accumulate, spare);
      c += wide << 2;
    }
    for (let i = full; i < M; i++) {
      let a = A + <usize>i * row;
      let left = z0, right = z1;
      for (let p = b; p < end; p += 32) {
        const x = v128.load_splat<f32>(a);
        left = madd(left, x, v128.load(p));
        right = madd(right, x, v128.load(p, 16));
        a += step;
      }
      put(c, left, right, lanes, accumulate, spare);
      c += wide;
    }
  }
}

/** out [N] += sums over the M rows of G [M, N]. */
export function addColumnSums(out: usize, G: usize, M: i32, N: i32): void {
  const row = <usize>N << 2;
  let j = 0;
  for (; j + 4 <= N; j += 4) {
    let sum = f32x4.splat(0);
    let g = G + (<usize>j << 2);
    for (let i = 0; i < M; i++) {
      sum = f32x4.add(sum, v128.load(g));
      g += row;
    }
    const at = out + (<usize>j << 2);
    v128.store(at, f32x4.add(v128.load(at), sum));
  }
  for (; j < N; j++) {
    let sum: f32 = 0;
    let g = G + (<usize>j << 2);
    for (let i = 0; i < M; i++) {
      sum += load<f32>(g);
      g += row;
    }
    const at = out + (<usize>j << 2);
    store<f32>(at, load<f32>(at) + sum);
  }
}

/** Y [M, N] = X [M, K] W [K, N] + bias. `scratch` takes W packed. */
export function linear(Y: usize, X: usize, W: usize, bias: usize, scratch: usize, M: i32, N: i32, K: i32): void {
  packRight(scratch, W, K, N);
  product(Y, X, <usize>K << 2, 4, scratch, M, N, K, bias, false);
}

/** dX [M, K] = dY [M, N] W^T, with W [K, N]. */
export function linearInput(dX: usize, dY: usize, W: usize, scratch: usize, M: i32, N: i32, K: i32): void {
  packRightTransposed(scratch, W, N, K);
  product(dX, dY, <usize>N << 2, 4, scratch, M, K, N, 0, false);
}

/** dW [K, N] += X^T dY and db [N] += column sums of dY, for X [M, K] and dY [M, N]; 256 rows at a time, so that they stay in cache. */
export function linearWeights(dW: usize, db: usize, X: usize, dY: usize, scratch: usize, M: i32, N: i32, K: i32): void {
  for (let at = 0; at < M; at += 256) {
    const rows = min(256, M - at);
    packRight(scratch, dY + (<usize>(at * N) << 2), rows, N);
    product(dW, X + (<usize>(at * K) << 2), 4, <usize>K << 2, scratch, K, N, rows, 0, true);
  }
  addColumnSums(db, dY, M, N);
}
