import { zeros } from '../batch';
import type { Target } from './target';

/**
 * Five arms swept round by their own length, after Johnson et al. 2016 (structured variational autoencoders):
 * a Gaussian blob at distance 1, stretched along the radius and turned by an angle that grows with it.
 */
export function pinwheel({ arms = 5, along = 0.3, across = 0.05, swirl = 0.25, scale = 1.8 } = {}): Target {
  return {
    name: 'pinwheel',
    sample(n, random) {
      const out = zeros(n, 2);
      for (let i = 0; i < n; i++) {
        const radial = 1 + along * random.normal();
        const sideways = across * random.normal();
        const angle = (2 * Math.PI * random.integer(arms)) / arms + swirl * Math.exp(radial);
        out.data[2 * i] = scale * (radial * Math.cos(angle) - sideways * Math.sin(angle));
        out.data[2 * i + 1] = scale * (radial * Math.sin(angle) + sideways * Math.cos(angle));
      }
      return out;
    },
  };
}
