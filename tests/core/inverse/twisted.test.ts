import { describe, expect, it } from 'vitest';
import { batch } from '../../../src/core/batch';
import { gridPosterior, linearPosterior, ring, twisted } from '../../../src/core/inverse';
import { energyDistance } from '../../../src/core/metric';
import { random } from '../../../src/core/random';
import { uniformTimes } from '../../../src/core/sampler';
import { end, firstOf, line, onPlane, plane } from './helpers';

/** All rows, whatever the number of particles: what a group gives is right on average where the method is. Energy distance without its floor. */
const rows = 1920;
const noise = 0.15;
const yardstick = linearPosterior(plane, line, [0.9], noise).stratified(1000, random(30));
const away = (particles: number, options: { readonly scale?: number; readonly deviation?: number } = {}) =>
  energyDistance(
    end(twisted({ ...onPlane(rows, 31, 0.9, noise), times: uniformTimes(30), particles, ...options })),
    yardstick,
    'U',
  );

describe('twisted SMC', () => {
  it('without its gradient, the bootstrap filter, comes to the truth as particles grow', () => {
    const found = [1, 4, 16].map((particles) => away(particles, { scale: 0 }));
    // One particle proposed without y is a sample of the prior.
    expect(found[0]).toBeGreaterThan(0.4);
    expect(found[1]).toBeLessThan(0.2 * found[0]);
    expect(found[2]).toBeLessThan(0.3 * found[1]);
    expect(found[2]).toBeLessThan(0.01);
  });

  it('with it is as near with few, and has the same target', () => {
    const [alone, some] = [away(1), away(16)];
    expect(alone).toBeLessThan(0.1);
    expect(some).toBeLessThan(0.4 * alone);
    expect(some).toBeLessThan(0.012);
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
