import { multiply, multiplyAdd, packPanels, packTransposedPanels } from '../gemm';

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
  packPanels(scratch, W, K, N);
  multiply(Y, X, scratch, M, N, K, bias, 0);
}

/** dX [M, K] = dY [M, N] W^T, with W [K, N]. */
export function linearInput(dX: usize, dY: usize, W: usize, scratch: usize, M: i32, N: i32, K: i32): void {
  packTransposedPanels(scratch, W, K, N);
  multiply(dX, dY, scratch, M, K, N, 0, 0);
}

/** dX [M, K] = dY [M, N] W^T times `scale` [M, K], elementwise. */
export function linearInputTimes(dX: usize, dY: usize, W: usize, scale: usize, scratch: usize, M: i32, N: i32, K: i32): void {
  packTransposedPanels(scratch, W, K, N);
  multiply(dX, dY, scratch, M, K, N, 0, scale);
}

/** dW [K, N] += X^T dY and db [N] += column sums of dY, for X [M, K] and dY [M, N]; 256 rows at a time, so that they stay in cache. */
export function linearWeights(dW: usize, db: usize, X: usize, dY: usize, scratch: usize, M: i32, N: i32, K: i32): void {
  for (let at = 0; at < M; at += 256) {
    const rows = min(256, M - at);
    packPanels(scratch, dY + (<usize>(at * N) << 2), rows, N);
    multiplyAdd(dW, X + (<usize>(at * K) << 2), 4, <usize>K << 2, scratch, K, N, rows);
  }
  addColumnSums(db, dY, M, N);
}
