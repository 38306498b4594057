import { zeros } from '../batch';
import type { Target } from './target';

/** Two opposite arms of an Archimedean spiral, out to radius 2.4 in one and a half turns, evenly along their length. */
export function spiral({ turns = 1.5, radius = 2.4, noise = 0.08 } = {}): Target {
  return {
    name: 'spiral',
    sample(n, random) {
      const out = zeros(n, 2);
      for (let i = 0; i < n; i++) {
        const side = random.uniform() < 0.5 ? 1 : -1;
        const reach = Math.sqrt(random.uniform()); // arc length grows as the square of the angle
        const angle = 2 * Math.PI * turns * reach;
        out.data[2 * i] = side * radius * reach * Math.cos(angle) + noise * random.normal();
        out.data[2 * i + 1] = side * radius * reach * Math.sin(angle) + noise * random.normal();
      }
      return out;
    },
  };
}
