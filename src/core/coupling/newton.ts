/**
 * Newton's direction for the potentials of an entropic plan, in units of the entropy: where Sinkhorn's rounds creep, as they do where a plan nearly falls into
 * parts, the dual is still nearly a parabola. With columns exact, the dual's gradient by f is a - r (r the rows' sums) and its curvature -S / entropy,
 *
 *   S = diag(r) - P diag(1 / b) P^T
 *
 * (Cuturi and Peyré 2016: the semi-dual's Hessian), positive but for the constant, which changes nothing. Solved by Cholesky's method, with the
 * mean fixed; directions along which nothing can be told are left alone. Time O(n^2 m + n^3 / 3).
 */
export function newtonDirection(plan: Float64Array, r: Float64Array, a: Float64Array, b: Float64Array): Float64Array {
  const [n, m] = [a.length, b.length];
  const L = new Float64Array(n * n);
  const scaled = new Float64Array(m);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) scaled[j] = plan[i * m + j] / b[j];
    for (let k = 0; k <= i; k++) {
      let sum = 0;
      for (let j = 0, p = k * m; j < m; j++, p++) sum += scaled[j] * plan[p];
      L[i * n + k] = (i === k ? r[i] : 0) - sum + 1 / (n * n);
    }
  }
  const x = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k <= i; k++) {
      let sum = L[i * n + k];
      for (let p = 0; p < k; p++) sum -= L[i * n + p] * L[k * n + p];
      if (k < i) L[i * n + k] = sum / L[k * n + k];
      else L[i * n + i] = sum > 1e-13 * r[i] ? Math.sqrt(sum) : Infinity; // dividing by it leaves that direction alone
    }
    let sum = a[i] - r[i];
    for (let p = 0; p < i; p++) sum -= L[i * n + p] * x[p];
    x[i] = sum / L[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i];
    for (let k = i + 1; k < n; k++) sum -= L[k * n + i] * x[k];
    x[i] = sum / L[i * n + i];
  }
  return x;
}
