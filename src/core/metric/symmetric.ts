/** Eigenvalues, and eigenvectors as columns (row-major, n by n), of a symmetric matrix. In no order. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/**
 * Jacobi's method, cyclic: rotate away one off-diagonal number after another until none is left (Golub and Van Loan 2013,
 * section 8.5). Accurate to rounding, and plenty for the sizes of this book: about 50 n^3 operations.
 *
 * @param matrix row-major, n by n; taken to be symmetric. Not changed.
 */
export function eigenSymmetric(matrix: ArrayLike<number>, n: number): Eigen {
  if (matrix.length !== n * n) throw new RangeError(`matrix of ${matrix.length} numbers (expected ${n} by ${n})`);
  const a = Float64Array.from(matrix);
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  let total = 0;
  for (const value of a) total += value * value;
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++) for (let q = 0; q < p; q++) off += a[p * n + q] ** 2;
    if (off <= 1e-34 * total) break;
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) rotate(a, vectors, n, p, q);
  }
  return { values: Float64Array.from({ length: n }, (_, i) => a[i * n + i]), vectors };
}

function rotate(a: Float64Array, vectors: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q];
  if (apq === 0) return;
  const tau = (a[q * n + q] - a[p * n + p]) / (2 * apq);
  const tangent = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = tangent * cosine;
  for (let k = 0; k < n; k++) turn(a, k * n + p, k * n + q, cosine, sine);
  for (let k = 0; k < n; k++) turn(a, p * n + k, q * n + k, cosine, sine);
  for (let k = 0; k < n; k++) turn(vectors, k * n + p, k * n + q, cosine, sine);
}

function turn(m: Float64Array, i: number, j: number, cosine: number, sine: number): void {
  const u = m[i],
    v = m[j];
  m[i] = cosine * u - sine * v;
  m[j] = sine * u + cosine * v;
}

/** The symmetric square root of a positive semi-definite matrix; eigenvalues below 0 by rounding count as 0. */
export function rootSymmetric(matrix: ArrayLike<number>, n: number): Float64Array {
  const { values, vectors } = eigenSymmetric(matrix, n);
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (let k = 0; k < n; k++) {
        out[i * n + j] += vectors[i * n + k] * Math.sqrt(Math.max(values[k], 0)) * vectors[j * n + k];
      }
    }
  }
  return out;
}

/** The product of two n by n matrices, row-major. */
export function multiply(a: ArrayLike<number>, b: ArrayLike<number>, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const value = a[i * n + k];
      for (let j = 0; j < n; j++) out[i * n + j] += value * b[k * n + j];
    }
  }
  return out;
}
