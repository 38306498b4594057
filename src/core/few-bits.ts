/** A matrix [rows, columns] in a flat vector of weights; each column is what one output is made of. */
export interface WeightMatrix {
  readonly at: number;
  readonly rows: number;
  readonly columns: number;
}

/**
 * Weights rounded after training to integers of so many bits, sign included, one scale a column: the largest of a column is 2^(bits - 1) - 1 times its scale. The plainest
 * post-training quantisation there is, rounding to nearest. What is in none of the matrices (biases, gains) stays. A copy. Throws `RangeError` unless bits is a whole number from 2 to 16.
 */
export function fewBits(weights: Float32Array, matrices: readonly WeightMatrix[], bits: number): Float32Array {
  if (!(Number.isInteger(bits) && bits >= 2 && bits <= 16))
    throw new RangeError(`weights of ${bits} bits (expected a whole number from 2 to 16)`);
  const out = weights.slice();
  const most = 2 ** (bits - 1) - 1;
  for (const { at, rows, columns } of matrices) {
    if (at < 0 || at + rows * columns > weights.length)
      throw new RangeError(`a matrix of ${rows} × ${columns} at ${at} of ${weights.length} weights (expected within)`);
    for (let j = 0; j < columns; j++) {
      let largest = 0;
      for (let i = 0; i < rows; i++) largest = Math.max(largest, Math.abs(weights[at + i * columns + j]));
      if (largest === 0) continue;
      const scale = largest / most;
      for (let i = 0; i < rows; i++)
        out[at + i * columns + j] = scale * Math.round(weights[at + i * columns + j] / scale);
    }
  }
  return out;
}
