import { describe, expect, it } from 'vitest';
import { batch } from '../../../src/core/batch';
import { gridPosterior, linearPosterior, ring, twisted } from '../../../src/core/inverse';
import { energyDistance } from '../../../src/core/metric';
import { random } from '../../../src/core/random';
import { uniformTimes } from '../../../src/core/sampler';
import { end, firstOf, line, onPlane, plane } from './helpers';

describe('twisted SMC', () => {
  const yardstick = linearPosterior(plane, line, [0.9], 0.3).stratified(2000, random(30));
  const away = (particles: number, options: { readonly scale?: number; readonly deviation?: number } = {}) =>
    energyDistance(
      firstOf(
        end(twisted({ ...onPlane(300 * particles, 31), times: uniformTimes(40), particles, ...options })),
        particles,
      ),
      yardstick,
    );
  const floor = energyDistance(linearPosterior(plane, line, [0.9], 0.3).sample(300, random(32)), yardstick);

  it('comes nearer as particles grow, to as near as true samples are', () => {
    const found = [1, 4, 32].map((particles) => away(particles, { deviation: 0 }));
    expect(found[1]).toBeLessThan(0.7 * found[0]);
    expect(found[2]).toBeLessThan(0.7 * found[1]);
    expect(found[2]).toBeLessThan(4 * floor + 0.002);
  });

  it('has the same target without its gradient: the bootstrap filter', () => {
    const found = [1, 8, 48].map((particles) => away(particles, { scale: 0 }));
    // One particle proposed without y is a sample of the prior.
    expect(found[0]).toBeGreaterThan(0.1);
    expect(found[1]).toBeLessThan(0.5 * found[0]);
    expect(found[2]).toBeLessThan(4 * floor + 0.002);
  });

  it('works for a ring, where projections have no meaning', () => {
    const of = ring([0.5, 0]);
    const truth = gridPosterior(plane, of, [1.5], 0.15, { extent: 3.2, n: 160 }).stratified(2000, random(33));
    const input = { ...onPlane(300 * 32, 34), measurement: { operator: of, y: batch([1.5], 1), noise: 0.15 } };
    const found = energyDistance(firstOf(end(twisted({ ...input, particles: 32 })), 32), truth);
    expect(found).toBeLessThan(0.02);
    expect(energyDistance(firstOf(end(twisted({ ...input, particles: 1 })), 32), truth)).toBeGreaterThan(2 * found);
  });
});
