import { describe, expect, it } from 'vitest';
import { batch } from '../../../src/core/batch';
import { normalTransport, wassersteinDistance } from '../../../src/core/coupling/index';
import { gaussian } from '../../../src/core/flow/index';
import { mixture } from '../../../src/core/data/mixture';
import { random } from '../../../src/core/random';

describe('transport on a line to the standard normal', () => {
  it('of a Gaussian is m^2 + (1 - s)^2', () => {
    for (const [m, s] of [
      [0, 1],
      [0.7, 0.2],
      [-3, 2.5],
    ]) {
      const one = mixture({ weights: [1], means: batch([m], 1), scales: [s] });
      expect(normalTransport(one)).toBeCloseTo(m * m + (1 - s) ** 2, 7);
    }
  });

  it('of two bumps is what the exact plan of many points comes to', () => {
    const bumps = mixture({ weights: [1, 2], means: batch([-1, 1], 1), scales: [0.3, 0.5] });
    const r = random(5);
    const n = 1500;
    const found = wassersteinDistance(bumps.stratified(n, r), gaussian(1).sample(n, r)) ** 2;
    expect(Math.abs(found - normalTransport(bumps))).toBeLessThan(0.04);
  });

  it('refuses a plane and a point', () => {
    const plane = mixture({ weights: [1], means: batch([0, 0], 2), scales: [1] });
    expect(() => normalTransport(plane)).toThrow('in 2 dimensions (expected 1)');
    const point = mixture({ weights: [1], means: batch([0], 1), scales: [0] });
    expect(() => normalTransport(point)).toThrow('of scale 0 (expected over 0)');
  });
});
