/**
 * Solves sum_j r_j^i w_j = b_i, i = 0 … n - 1, for the weights w of n distinct nodes r, into `out`. Nodes and right
 * sides are read from the front of longer arrays. Björck and Pereyra 1970: stable, and nothing allocated.
 */
export function solveVandermonde(r: Float64Array, b: Float64Array, out: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) out[i] = b[i];
  for (let k = 0; k < n - 1; k++) for (let i = n - 1; i > k; i--) out[i] -= r[k] * out[i - 1];
  for (let k = n - 2; k >= 0; k--) {
    for (let i = k + 1; i < n; i++) out[i] /= r[i] - r[i - k - 1];
    for (let i = k; i < n - 1; i++) out[i] -= out[i + 1];
  }
}
