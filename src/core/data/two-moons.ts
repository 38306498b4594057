import { zeros } from '../batch';
import type { Target } from './target';

/** Two interleaved half circles of radius 1.5, with Gaussian noise. Standard deviation 1.3 and 0.75 per axis. */
export function twoMoons({ noise = 0.1 } = {}): Target {
  return {
    name: 'two-moons',
    sample(n, random) {
      const out = zeros(n, 2);
      for (let i = 0; i < n; i++) {
        const side = random.uniform() < 0.5 ? 1 : -1;
        const angle = Math.PI * random.uniform();
        out.data[2 * i] = side * (1.5 * Math.cos(angle) - 0.75) + noise * random.normal();
        out.data[2 * i + 1] = side * (1.5 * Math.sin(angle) - 0.375) + noise * random.normal();
      }
      return out;
    },
  };
}
