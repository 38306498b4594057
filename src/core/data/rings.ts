import { zeros } from '../batch';
import type { Target } from './target';

/** Three concentric circles of radius 0.8, 1.6 and 2.4, evenly along their length, with Gaussian noise. */
export function rings({ radii = [0.8, 1.6, 2.4], noise = 0.06 } = {}): Target {
  const length = radii.reduce((sum, radius) => sum + radius, 0);
  return {
    name: 'rings',
    sample(n, random) {
      const out = zeros(n, 2);
      for (let i = 0; i < n; i++) {
        let left = random.uniform() * length;
        let ring = 0;
        while (ring < radii.length - 1 && left >= radii[ring]) left -= radii[ring++];
        const angle = 2 * Math.PI * random.uniform();
        const radius = radii[ring] + noise * random.normal();
        out.data[2 * i] = radius * Math.cos(angle);
        out.data[2 * i + 1] = radius * Math.sin(angle);
      }
      return out;
    },
  };
}
