import type { ImageDevice } from './ops';
import type { LearnedRows, LossRows } from './objective/objective';
import type { Pass } from './pass';

/**
 * Goes back from the loss of part of a batch of `batchSize` rows, gathering gradients; returns each row's loss [n]. Squares without weights
 * stay on the device; weights, and losses of an objective's own, are worked out on the host. Runs inside `within` of the caller.
 */
export function lossBack<T>(
  device: ImageDevice<T>,
  pass: Pass<T>,
  batch: LearnedRows | LossRows,
  batchSize: number,
): Float32Array {
  const { n } = batch;
  const [rows, columns] = device.shape(pass.output);
  const size = (rows * columns) / n;
  if (!('loss' in batch) && !batch.weight) {
    const { gradient, losses } = device.squaredError(
      device.reshape(pass.output, n, size),
      device.put(batch.target, n, size),
      2 / (batchSize * size),
    );
    pass.back(device.reshape(gradient, rows, columns));
    return device.read(losses);
  }
  const output = device.read(pass.output);
  const { terms, gradient } = 'loss' in batch ? batch.loss(output) : weightedSquares(output, batch, size);
  if (terms.length !== n || gradient.length !== n * size)
    throw new RangeError(`loss of ${terms.length} terms and ${gradient.length} slopes (expected ${n} and ${n * size})`);
  const slopes = gradient.map((slope) => slope / batchSize);
  pass.back(device.put(slopes, rows, columns));
  return terms;
}

/** Each row's weighted mean square, and its gradient. */
function weightedSquares(output: Float32Array, { target, weight, n }: LearnedRows, size: number) {
  const terms = new Float32Array(n);
  const gradient = new Float32Array(n * size);
  for (let i = 0; i < n; i++) {
    const w = weight ? weight[i] : 1;
    let sum = 0;
    for (let p = i * size; p < (i + 1) * size; p++) {
      const error = output[p] - target[p];
      sum += error * error;
      gradient[p] = (2 * w * error) / size;
    }
    terms[i] = (w * sum) / size;
  }
  return { terms, gradient };
}
