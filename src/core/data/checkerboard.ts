import { zeros } from '../batch';
import type { Target } from './target';

/** Uniform on the eight dark squares, of side 1, of a 4 x 4 board on [-2, 2]^2. Standard deviation 1.15 per axis. */
export function checkerboard(): Target {
  const modes = zeros(8, 2);
  for (let k = 0; k < 8; k++) {
    const row = k >> 1;
    modes.data[2 * k] = 2 * (k & 1) + (row & 1) - 1.5;
    modes.data[2 * k + 1] = row - 1.5;
  }
  return {
    name: 'checkerboard',
    modes,
    sample(n, random) {
      const out = zeros(n, 2);
      for (let i = 0; i < n; i++) {
        const k = random.integer(8);
        out.data[2 * i] = modes.data[2 * k] + random.uniform() - 0.5;
        out.data[2 * i + 1] = modes.data[2 * k + 1] + random.uniform() - 0.5;
      }
      return out;
    },
  };
}
