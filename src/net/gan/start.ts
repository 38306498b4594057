import type { BoundNetwork } from '../../core/image-network/parameters';
import { random } from '../../core/random';

/** Normal weights of variance 2 / fanIn (He et al. 2015), 1 / fanIn in the last layer; no biases. */
export function startingPlayer({ network, parameters, size }: BoundNetwork, seed: number): Float32Array {
  const draw = random(seed).split('weights').split(network.name);
  const out = new Float32Array(size);
  const matrices = parameters.filter(({ matrix }) => matrix);
  matrices.forEach(({ at, rows, columns, fanIn }, l) => {
    const scale = Math.sqrt((l === matrices.length - 1 ? 1 : 2) / fanIn);
    for (let i = at; i < at + rows * columns; i++) out[i] = scale * draw.normal();
  });
  return out;
}

/** Vectors that the power iterations of spectral normalisation start from: unit length, one a matrix. */
export function startingVectors({ parameters }: BoundNetwork, seed: number): Float32Array {
  const draw = random(seed).split('spectral');
  const vectors = parameters
    .filter(({ matrix }) => matrix)
    .map(({ columns }) => {
      const u = Float64Array.from({ length: columns }, () => draw.normal());
      const length = Math.hypot(...u);
      return u.map((x) => x / length);
    });
  return Float32Array.from(vectors.flatMap((u) => Array.from(u)));
}
