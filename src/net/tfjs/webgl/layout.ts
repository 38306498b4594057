import { layers } from '../../shape';
import type { NetworkSpec } from '../../../core/network';
import type { OptimizerValues } from '../device';

/**
 * How numbers lie in textures. TensorFlow.js packs 2 x 2 numbers of a matrix into a texel, so every place below is even.
 *
 * Parameters are one matrix of `width` columns: each hidden layer's weights [fanIn, width], then its biases in a row, then the
 * last layer's weights, transposed, and its biases. Weights, average and Adam's two moments stand one below the other.
 *
 * A batch is one matrix as well: features, target and weight side by side.
 */
export interface Layout {
  readonly dim: number;
  readonly width: number;
  readonly layers: readonly PlacedLayer[];
  /** Rows of one of the four blocks. */
  readonly rows: number;
  readonly batch: {
    readonly inputs: number;
    readonly target: number;
    readonly weight: number;
    readonly columns: number;
  };
}

export interface PlacedLayer {
  /** Places in the flat vector. */
  readonly weights: number;
  readonly biases: number;
  readonly fanIn: number;
  readonly fanOut: number;
  /** Rows in the matrix: of the first weights and of the biases. */
  readonly row: number;
  readonly biasRow: number;
}

const even = (n: number) => n + (n % 2);

export function layoutOf(network: NetworkSpec, dim: number): Layout {
  const placed: PlacedLayer[] = [];
  let row = 0;
  for (const { weights, biases, fanIn, fanOut, transposed } of layers(network, dim)) {
    const biasRow = row + (transposed ? 2 : even(fanIn));
    placed.push({ weights, biases, fanIn, fanOut, row, biasRow });
    row = biasRow + 2;
  }
  const inputs = placed[0].fanIn;
  const target = even(inputs);
  const batch = { inputs, target, weight: target + 2, columns: target + 4 };
  return { dim, width: network.width, layers: placed, rows: row, batch };
}

const blocks = ['weights', 'ema', 'first', 'second'] as const;

/** The four flat vectors as the matrix [4 rows, width]. */
export function stacked(layout: Layout, values: OptimizerValues): Float32Array {
  const { width, rows } = layout;
  const matrix = new Float32Array(4 * rows * width);
  for (const [b, name] of blocks.entries()) {
    const block = matrix.subarray(b * rows * width, (b + 1) * rows * width);
    for (const { weights, biases, fanOut, row, biasRow } of layout.layers) {
      block.set(values[name].subarray(weights, biases), row * width);
      block.set(values[name].subarray(biases, biases + fanOut), biasRow * width);
    }
  }
  return matrix;
}

/** The reverse of `stacked`. */
export function unstacked(layout: Layout, matrix: Float32Array): OptimizerValues {
  const { width, rows } = layout;
  const last = layout.layers[layout.layers.length - 1];
  const vectors = blocks.map((_, b) => {
    const flat = new Float32Array(last.biases + last.fanOut);
    for (const { weights, biases, fanOut, row, biasRow } of layout.layers) {
      const from = (b * rows + row) * width;
      flat.set(matrix.subarray(from, from + biases - weights), weights);
      const bias = (b * rows + biasRow) * width;
      flat.set(matrix.subarray(bias, bias + fanOut), biases);
    }
    return flat;
  });
  return { weights: vectors[0], ema: vectors[1], first: vectors[2], second: vectors[3] };
}

/** Features [n, inputs], with target and the weights' share of the mean where they are given, as [even n, columns]. */
export function batchMatrix(
  { dim, batch: { inputs, target, weight, columns } }: Layout,
  n: number,
  features: Float32Array,
  aims?: { readonly target: Float32Array; readonly weight: Float32Array },
): Float32Array {
  const matrix = new Float32Array(even(n) * columns);
  for (let i = 0; i < n; i++) {
    const at = i * columns;
    for (let k = 0; k < inputs; k++) matrix[at + k] = features[i * inputs + k];
    if (!aims) continue;
    for (let d = 0; d < dim; d++) matrix[at + target + d] = aims.target[i * dim + d];
    matrix[at + weight] = (2 * aims.weight[i]) / (n * dim);
  }
  return matrix;
}
