import { shippedUNet } from '../../src/core/image-network/digits';
import { bind } from '../../src/core/image-network/parameters';
import { forward } from '../../src/net/image/pass';
import { PlainOps } from '../net/image/plain';

/** Pictures enter a pass as 32-bit floats. */
export const tolerance = 2e-6;

/** The same network by the book's own pass over plain loops in double precision. */
export function expected(): object {
  const bound = bind(shippedUNet);
  const ops = new PlainOps(
    bound,
    Float64Array.from({ length: bound.size }, (_, i) => 0.1 * Math.sin(i + 1)),
  );
  const pictures = Float32Array.from({ length: 784 }, (_, i) => Math.sin(0.3 * i));
  const { data } = forward(ops, bound, { pictures, n: 1, logNoise: [-0.5], labels: Int32Array.of(3) }).output;
  return {
    parameters: bound.size,
    output: [data[0], data[13 * 28 + 13], data[20 * 28 + 7]],
    mean: data.reduce((sum, v) => sum + v, 0) / 784,
  };
}
