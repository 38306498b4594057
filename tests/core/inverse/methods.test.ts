import { describe, expect, it } from 'vitest';
import { batch, zeros, type Batch } from '../../../src/core/batch';
import {
  ddnm,
  ddrm,
  dps,
  mask,
  methodNames,
  methods,
  pigdm,
  planeOperator,
  quantised,
  repaint,
  replacement,
  ring,
  travel,
  twisted,
  type InverseStep,
} from '../../../src/core/inverse';
import { normalBatch, random } from '../../../src/core/random';
import { bibliography } from '../../../src/mdx/bibliography';
import { end, line, onPlane } from './helpers';

describe('methods in the plane', () => {
  it('that impose y give it back, noise or not', () => {
    for (const x of [end(replacement(onPlane(50, 40))), end(repaint({ ...onPlane(50, 40), length: 5, visits: 2 }))]) {
      for (const value of line.apply(x).data) expect(value).toBeCloseTo(0.9, 12);
    }
    for (const method of [ddrm, pigdm] as const) {
      for (const value of line.apply(end(method(onPlane(50, 41, 0.9, 0)))).data)
        expect(Math.abs(value - 0.9)).toBeLessThan(0.05);
    }
  });

  it('give the same for the same seed, change nothing they were given, and count what they ask', () => {
    for (const name of methodNames) {
      const { run, free, cost, particles } = methods[name];
      const value = free?.initial ?? 1;
      const input = onPlane(8, 42);
      const before = input.x.data.slice();
      let asked = 0;
      const counting = {
        denoise: (x: Batch, t: number, out: Batch) => ((asked += 1), input.denoiser.denoise(x, t, out)),
        withBack: (x: Batch, t: number, out: Batch) => ((asked += 1), input.denoiser.withBack(x, t, out)),
      };
      let last: InverseStep | undefined;
      for (const step of run({ ...input, denoiser: counting }, value, 4)) last = { ...step };
      expect(input.x.data, name).toEqual(before);
      expect(last!.t, name).toBe(0);
      expect(last!.evaluations, name).toBe(asked);
      expect(last!.pulls, name).toBe(methods[name].pulls ? asked : 0);
      expect(cost(60, value, 4), name).toBe(asked * (particles ? 4 : 1));
      const again = end(run({ ...onPlane(8, 42) }, value, 4));
      expect(again.data, name).toEqual(last!.x.data);
      expect(last!.x.data.every(Number.isFinite), name).toBe(true);
    }
  });

  it('stand in the reference list', () => {
    for (const name of methodNames) expect(bibliography().has(methods[name].citation), name).toBe(true);
  });

  it('take a measurement for each sample, too', () => {
    const input = onPlane(3, 43);
    const each = { ...input, measurement: { ...input.measurement, y: batch([-1, 0, 1], 1) } };
    const found = line.apply(end(replacement(each))).data;
    [-1, 0, 1].forEach((y, row) => expect(found[row]).toBeCloseTo(y, 12));
  });

  it('DPS with step 0 is ancestral sampling, whatever was measured', () => {
    const other = { ...onPlane(20, 44), measurement: { ...onPlane(20, 44).measurement, y: batch([-3], 1) } };
    expect(end(dps({ ...other, scale: 0 })).data).toEqual(end(dps({ ...onPlane(20, 44), scale: 0 })).data);
  });

  const input = onPlane(6, 45);
  const curved = { ...input, measurement: { operator: ring([0, 0]), y: batch([1], 1), noise: 0.1 } };
  const rounded = {
    ...input,
    x: normalBatch(2, 16, random(46)),
    measurement: { operator: quantised(4, 2, 1), y: zeros(1, 16), noise: 0.1 },
  };
  const silent = { ...input, measurement: { ...input.measurement, noise: 0 } };
  const { random: _, ...still } = input;
  it.each<readonly [string, () => Iterable<InverseStep>, string]>([
    ['projections of a ring', () => ddnm(curved), 'ddnm of a ring (expected a linear measurement)'],
    ['singular directions of a ring', () => ddrm(curved), 'ddrm of a ring (expected a linear measurement)'],
    ['a ring put in', () => repaint(curved), 'repaint of a ring (expected a linear measurement)'],
    ['a ring’s pseudo-inverse', () => pigdm(curved), 'pigdm of a ring (expected a linear measurement)'],
    ['a slope of what is rounded', () => dps(rounded), 'dps of a quantisation (expected a measurement with a slope)'],
    [
      'weights of what is rounded',
      () => twisted(rounded),
      'twisted of a quantisation (expected a measurement with a slope)',
    ],
    [
      'no noise in the weights',
      () => twisted({ ...silent, particles: 2 }),
      'twisted without measurement noise (expected a noise above 0)',
    ],
    [
      'no noise in a likelihood',
      () => dps({ ...silent, along: 'likelihood' }),
      'dps along the likelihood without measurement noise (expected a noise above 0)',
    ],
    [
      'groups that do not fit',
      () => twisted({ ...input, particles: 4 }),
      'twisted: 6 rows in groups of 4 (expected a multiple)',
    ],
    [
      'half a particle',
      () => twisted({ ...input, particles: 1.5 }),
      'twisted with particles = 1.5 (expected a whole number, at least 1)',
    ],
    ['an eta above 1', () => ddrm({ ...input, eta: 1.1 }), 'ddrm with eta = 1.1 (expected at least 0, at most 1)'],
    ['a step backwards', () => dps({ ...input, scale: -1 }), 'dps with scale = -1 (expected at least 0)'],
    [
      'eta with the large variance',
      () => dps({ ...input, eta: 0.5, variance: 'large' }),
      'dps with the large variance and eta = 0.5 (expected 1)',
    ],
    [
      'no visits',
      () => repaint({ ...input, visits: 0 }),
      'travel with visits = 0 (expected a whole number, at least 1)',
    ],
    ['data of no width', () => pigdm({ ...input, deviation: 0 }), 'pigdm with deviation = 0 (expected above 0)'],
    ['noise without random', () => ddnm(still), 'ddnm draws noise at every step (expected `random`)'],
    ['noise without random', () => dps(still), 'dps with eta > 0 draws noise at every step (expected `random`)'],
    [
      'a noise below 0',
      () => ddrm({ ...input, measurement: { ...input.measurement, noise: -0.1 } }),
      'a measurement noise of -0.1 (expected 0 or more)',
    ],
    [
      'samples of another size',
      () => ddrm({ ...input, x: zeros(2, 3) }),
      'ddrm: samples of 3 numbers and a line of 2 (expected the same)',
    ],
    [
      'readings of another size',
      () => ddrm({ ...input, measurement: { ...input.measurement, y: zeros(1, 2) } }),
      'ddrm: a measurement of 2 numbers (expected 1 from the line)',
    ],
    [
      'too few readings',
      () => ddrm({ ...input, measurement: { ...input.measurement, y: zeros(2, 1) } }),
      'ddrm: 2 measurements for 6 samples (expected 1 or 6)',
    ],
    [
      'a reading that is none',
      () => ddrm({ ...input, measurement: { ...input.measurement, y: batch([NaN], 1) } }),
      'ddrm: a measurement that is not finite',
    ],
    [
      'rising times',
      () => ddrm({ ...input, times: [0, 1] }),
      'no noise at t = 0 (expected sigma above 0 at all but the last time)',
    ],
  ])('refuse %s', (_, start, message) => {
    expect(() => end(start())).toThrow(message);
  });

  it('travel as the papers do', () => {
    expect(Array.from(travel(3))).toEqual([0, 1, 2, 3]);
    expect(Array.from(travel(4, { length: 1, visits: 2 }))).toEqual([0, 1, 0, 1, 2, 1, 2, 3, 2, 3, 4]);
  });

  it('a mask is a coordinate', () => {
    expect(planeOperator({ kind: 'coordinate', axis: 1 }).apply(batch([1, 2], 2)).data).toEqual(
      mask([0, 1]).apply(batch([1, 2], 2)).data,
    );
  });
});
