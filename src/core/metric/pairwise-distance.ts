import type { Batch } from '../batch';

/** Mean Euclidean distance between two different rows; 0 where there is but one. */
export function meanPairwiseDistance({ data, dim }: Batch): number {
  const n = data.length / dim;
  if (n < 2) return 0;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      let squares = 0;
      for (let d = 0; d < dim; d++) squares += (data[i * dim + d] - data[j * dim + d]) ** 2;
      sum += Math.sqrt(squares);
    }
  }
  return (2 * sum) / (n * (n - 1));
}
