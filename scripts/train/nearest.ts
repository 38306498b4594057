import { ImageKernel } from '../../src/kernel/image';
import { imageKernelBytes } from '../../src/kernel/image-bytes';
import type { Batch } from '../../src/core/batch';

/**
 * The Euclidean distance of every row of `x` to its nearest row of `set`, by the kernel's matrix product:
 * |x - y|^2 = |x|^2 + |y|^2 - 2 x y.
 */
export async function nearestDistances(x: Batch, set: Batch): Promise<Float64Array> {
  const kernel = await ImageKernel.instantiate(imageKernelBytes());
  const { dim } = x;
  const m = set.data.length / dim,
    chunk = 64;
  const sizes = squares(set);
  const y = kernel.take(m * dim),
    left = kernel.take(chunk * dim),
    products = kernel.take(chunk * m),
    packed = kernel.take((m + 8) * dim);
  kernel.floats(y, m * dim).set(set.data);
  const own = squares(x);
  const out = new Float64Array(own.length);
  for (let from = 0; from < out.length; from += chunk) {
    const rows = Math.min(chunk, out.length - from);
    kernel.floats(left, rows * dim).set(x.data.subarray(from * dim, (from + rows) * dim));
    kernel.exports.linearInput(products, left, y, packed, rows, dim, m);
    const values = kernel.floats(products, rows * m);
    for (let i = 0; i < rows; i++) {
      let least = Infinity;
      for (let j = 0; j < m; j++) least = Math.min(least, sizes[j] - 2 * values[i * m + j]);
      out[from + i] = Math.sqrt(Math.max(0, least + own[from + i]));
    }
  }
  return out;
}

function squares({ data, dim }: Batch): Float64Array {
  return Float64Array.from({ length: data.length / dim }, (_, i) => {
    let sum = 0;
    for (let k = i * dim; k < (i + 1) * dim; k++) sum += data[k] ** 2;
    return sum;
  });
}
