import type { BoundNetwork } from '../../core/image-network/parameters';
import { random } from '../../core/random';

/** The weights that a network starts from: see `Start` in the description's parameters. */
export function startingWeights({ parameters, size }: BoundNetwork, seed: number): Float32Array {
  const draw = random(seed).split('weights');
  const out = new Float32Array(size);
  for (const { at, rows, columns, start, fanIn } of parameters) {
    const bound = 1 / Math.sqrt(fanIn);
    for (let i = at; i < at + rows * columns; i++) {
      if (start === 'uniform') out[i] = bound * (2 * draw.uniform() - 1);
      else if (start === 'normal') out[i] = draw.normal();
      else out[i] = start === 'one' ? 1 : 0;
    }
  }
  return out;
}
