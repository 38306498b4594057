import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { condition } from '../../components/figure/PosteriorPlane/condition';
import { faults, freeText, laneText, summary, verdict } from '../../components/figure/PosteriorPlane/labels';
import {
  freeOf,
  laneKey,
  planeKey,
  posteriorPlane,
  specOf,
  truthKey,
  valueOf,
  withLane,
  type PlaneSettings,
} from '../../components/figure/PosteriorPlane/state';
import {
  built,
  curveOf,
  curveSteps,
  floorNow,
  follow,
  fromBuilt,
  laneNow,
  running,
  sampleCount,
  shownNow,
  type Floor,
  type Shown,
} from '../../components/figure/PosteriorPlane/work';
import { decode, encode } from '../../components/figure/link';
import { batch } from '../../src/core/batch';
import { methodNames, methods } from '../../src/core/inverse/registry';
import { planeOperator } from '../../src/core/inverse/spec';

const start: PlaneSettings = { ...posteriorPlane.defaults, steps: 20, particles: 4, methods: ['replacement', 'dps'] };
const first = shownNow(start);

describe('the settings of the posteriors in the plane', () => {
  it('travel in a link, and refuse what cannot be', () => {
    const s: PlaneSettings = {
      measurement: 'blur',
      angle: 45,
      noise: 0.12,
      x: -1.25,
      y: 2,
      methods: ['pigdm', 'ddrm', 'twisted'],
      steps: 12,
      particles: 8,
      visits: 3,
      eta: 0.5,
      zeta: 1.2,
      deviation: 0.7,
      seed: 11,
    };
    expect(posteriorPlane.parse(decode(encode(posteriorPlane.encode(s))).values).settings).toEqual(s);
    expect(
      posteriorPlane.parse({ noise: 0, measurement: 'sphere', methods: ['magic'], steps: 1 }).problems,
    ).toHaveLength(4);
    expect(posteriorPlane.parse({ methods: [] }).problems).toHaveLength(1);
    expect(posteriorPlane.parse({ methods: ['dps', 'dps'] }).settings.methods).toEqual(['dps']);
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(posteriorPlane.parse(value).settings.noise).toBeGreaterThan(0);
      }),
    );
  });

  it('put a method into a lane, swap two, and leave somebody', () => {
    expect(withLane(['dps', 'ddrm'], 2, 'pigdm')).toEqual(['dps', 'ddrm', 'pigdm']);
    expect(withLane(['dps', 'ddrm'], 0, 'ddrm')).toEqual(['ddrm', 'dps']);
    expect(withLane(['dps', 'ddrm'], 0, 'none')).toEqual(['ddrm']);
    expect(withLane(['dps'], 0, 'none')).toEqual(['dps']);
    expect(withLane(['dps', 'ddrm'], 2, 'dps')).toEqual(['dps', 'ddrm']);
  });

  it('measure the place that the reader drags, and are the same for another with the same value', () => {
    const s = { ...start, measurement: 'coordinate', x: 0.7, y: -1 } as const;
    expect(valueOf(s)).toEqual([0.7]);
    expect(truthKey({ ...s, y: 2 })).toBe(truthKey(s));
    expect(truthKey({ ...s, x: 0.8 })).not.toBe(truthKey(s));
    expect(laneKey('dps', { ...s, eta: 0.1, particles: 30 })).toBe(laneKey('dps', s));
    expect(laneKey('dps', { ...s, zeta: 1 })).not.toBe(laneKey('dps', s));
    expect(planeKey({ ...s, methods: ['dps'] })).not.toBe(planeKey(s));
    for (const method of methodNames) expect(Number.isFinite(freeOf(method, s))).toBe(true);
  });

  it.each(['coordinate', 'line', 'blur', 'ring'] as const)('show where H(x) = y: %s', (measurement) => {
    const s = { ...start, measurement };
    const shape = condition(s);
    const points = shape.kind === 'point' ? [shape.at] : shape.points;
    const found = planeOperator(specOf(s)).apply(
      batch(
        points.flatMap(([x, y]) => [x, y]),
        2,
      ),
    );
    const value = valueOf(s);
    found.data.forEach((y, i) => expect(y).toBeCloseTo(value[i % value.length], 10));
    // The place itself lies on it.
    if (shape.kind === 'point') expect(shape.at[0]).toBeCloseTo(s.x, 10);
  });
});

describe('what the figure computes', () => {
  it('is judged as true samples are, which are right', () => {
    const floor = floorNow(start, first)!;
    expect(floor.spread.mean).toBeGreaterThan(0.95);
    expect(floor.spread.mean).toBeLessThan(1.05);
    const lane = laneNow('replacement', start, first)!;
    expect(lane.points.data).toHaveLength(2 * sampleCount);
    // What is put in has no noise in it.
    expect(lane.judged.residual).toBeLessThan(1e-9);
    expect(verdict(lane.judged, floor)).toContain('too close to the measurement');
    expect(lane.evaluations).toBe(20);
    expect(curveOf('dps', start, first)).toHaveLength(curveSteps.length);
  });

  it('says who lies, and how', () => {
    const even = { mean: 1, deviation: 0.01 };
    const floor: Floor = { distance: { mean: 0.01, deviation: 0.002 }, spread: even, residual: even };
    const right = { distance: 0.01, spread: 1, residual: 1 };
    expect(faults(right, floor)).toEqual([]);
    expect(verdict(right, floor)).toBe('as true samples');
    expect(verdict({ ...right, distance: 0.02 }, floor)).toBe('differently placed');
    expect(verdict({ ...right, spread: 0.9, residual: 1.2 }, floor)).toBe('too narrow, off the measurement');
    expect(verdict({ ...right, spread: 1.1, residual: 0.8 }, floor)).toBe('too wide, too close to the measurement');
    expect(laneText(null, floor)).toBe('being computed');
    expect(freeText('twisted', { ...start, particles: 1 })).toBe('1 particle a sample');
    for (const method of methodNames) expect(freeText(method, start)).not.toContain('undefined');
  });

  it('has methods nearer to the truth that should be', () => {
    const s = { ...start, methods: ['dps', 'twisted'], particles: 16 } as const;
    const all = shownNow(s);
    const [dps, twisted] = [laneNow('dps', s, all)!, laneNow('twisted', s, all)!];
    expect(twisted.judged.distance).toBeLessThan(dps.judged.distance);
    expect(twisted.evaluations).toBe(20 * 16);
  });

  it('leaves out what has no meaning for a ring, and says so', () => {
    const s: PlaneSettings = { ...start, measurement: 'ring', methods: ['ddnm', 'dps'], noise: 0.2 };
    expect(running(s)).toEqual(['dps']);
    const all = shownNow(s);
    expect(laneNow('ddnm', s, all)).toBeNull();
    expect(summary(s, all)).toContain('DDNM+ needs a linear measurement.');
    expect(summary(s, all)).toContain('the distance from a point');
  });

  it('does only what has not been done', () => {
    const told: (keyof Shown)[] = [];
    let have = first;
    const go = (s: PlaneSettings) => {
      told.length = 0;
      const work = follow(s, have, (change) => {
        told.push(...(Object.keys(change) as (keyof Shown)[]));
        have = { ...have, ...change };
      });
      while (!work.next().done);
      return [...told];
    };
    expect(go(start)).toEqual(['curve']);
    expect(go({ ...start, zeta: 1 }).filter((what) => what === 'lanes')).toHaveLength(1);
    expect(go({ ...start, zeta: 1, noise: 0.4 })).toContain('floor');
    expect(laneNow('dps', start, have)).toBeNull();
  });

  it('travels in the page', () => {
    const back = fromBuilt(start, built(first));
    expect(summary(start, back)).toBe(summary(start, first));
    const [a, b] = [laneNow('dps', start, back)!, laneNow('dps', start, first)!];
    a.points.data.forEach((value, i) => expect(Math.abs(value - b.points.data[i])).toBeLessThan(1e-5));
    expect(curveOf('dps', start, back)).toEqual(curveOf('dps', start, first));
    expect(() => built({ ...first, floor: null })).toThrow('a first frame without a truth (expected all of it)');
  });

  it('is told in words', () => {
    const text = summary(start, first);
    expect(text).toMatch(/^Measured: the place along a line at 25°, y = 1\.16, with noise of deviation 0\.30\./);
    for (const method of start.methods) expect(text).toContain(`${methods[method].label}, 20 evaluations a sample`);
    expect(summary({ ...start, noise: 0.5 }, first)).toContain('being computed');
  });
});
