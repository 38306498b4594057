import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batch } from '../../../src/core/batch';
import { eightGaussians } from '../../../src/core/data';
import { energyDistance, energyDistanceTo, modeCoverage, slicedWasserstein } from '../../../src/core/metric';
import { transport } from '../../../src/core/metric/sliced-wasserstein';
import { normalBatch, random } from '../../../src/core/random';
import { expectClose, golden, rows, type Points } from '../golden';

const reference = golden<{
  inputs: { X: Points; Y: Points };
  outputs: {
    energy_distance: { 'V_statistic_2E|X-Y|-E|X-X|-E|Y-Y|': number; U_statistic: number };
    sliced_wasserstein: { per_direction_W1: readonly number[]; SW1_mean_of_W1: number; SW2_sqrt_of_mean_W2sq: number };
    wasserstein_1d: { coord0_W1: number; coord0_W2: number; coord0_energy_distance_scipy: number };
  };
}>('metrics');
const X = rows(reference.inputs.X);
const Y = rows(reference.inputs.Y);
const column = (points: Points) =>
  batch(
    points.map((p) => p[0]),
    1,
  );

describe('energy distance', () => {
  const expected = reference.outputs.energy_distance;

  test('agrees with the reference, V and U, in the plane and on a line', () => {
    expect(energyDistance(X, Y)).toBeCloseTo(expected['V_statistic_2E|X-Y|-E|X-X|-E|Y-Y|'], 13);
    expect(energyDistance(X, Y, 'U')).toBeCloseTo(expected.U_statistic, 13);
    const line = energyDistance(column(reference.inputs.X), column(reference.inputs.Y));
    expect(Math.sqrt(line)).toBeCloseTo(reference.outputs.wasserstein_1d.coord0_energy_distance_scipy, 13);
  });

  test('by hand: {0} and {1} are 2 apart, {0, 1} and {0, 1} are 0', () => {
    expect(energyDistance(batch([0], 1), batch([1], 1))).toBe(2);
    expect(energyDistance(batch([0, 1], 1), batch([1, 0], 1))).toBe(0);
    expect(energyDistance(batch([0, 1], 1), batch([1, 0], 1), 'U')).toBe(-1);
  });

  test('between normals d apart in mean: the closed form', () => {
    // E|Z| of N(d, 2) is 2 phi-like: sqrt(4 / pi) exp(-d^2 / 4) + d erf(d / 2); erf(1) = 0.8427007929497149.
    const d = 2;
    const across = Math.sqrt(4 / Math.PI) * Math.exp(-(d * d) / 4) + d * 0.8427007929497149;
    const exact = 2 * across - 2 * Math.sqrt(4 / Math.PI);
    const x = normalBatch(4000, 1, random(1));
    const y = normalBatch(4000, 1, random(2));
    y.data.forEach((_, i) => (y.data[i] += d));
    expect(energyDistance(x, y, 'U')).toBeCloseTo(exact, 1);
  });

  test('is symmetric, never negative, and zero between a set and itself', () => {
    const points = fc.array(
      fc.tuple(fc.double({ min: -9, max: 9, noNaN: true }), fc.double({ min: -9, max: 9, noNaN: true })),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(points, points, (a, b) => {
        const there = energyDistance(rows(a), rows(b));
        expect(there).toBeGreaterThanOrEqual(-1e-12);
        expect(there).toBeCloseTo(energyDistance(rows(b), rows(a)), 12);
        expect(energyDistance(rows(a), rows(a))).toBeCloseTo(0, 12);
      }),
    );
  });

  test("between two true samples: the average (1 / n + 1 / m) E|x - x'|, less against a stratified set", () => {
    const ring = eightGaussians();
    const [a, b] = [ring.sample(2000, random(900)).data, ring.sample(2000, random(901)).data];
    let apart = 0;
    for (let i = 0; i < a.length; i += 2) apart += Math.hypot(a[i] - b[i], a[i + 1] - b[i + 1]) / 2000;
    const runs = 40;
    let plain = 0;
    let stratified = 0;
    for (let seed = 0; seed < runs; seed++) {
      const x = ring.sample(500, random(seed));
      plain += energyDistance(x, ring.sample(1000, random(100 + seed))) / runs;
      stratified += energyDistance(x, ring.stratified(1000, random(100 + seed))) / runs;
    }
    expect(Math.abs(plain - (1 / 500 + 1 / 1000) * apart)).toBeLessThan((4 * 0.0045) / Math.sqrt(runs));
    expect(stratified).toBeLessThan(0.9 * plain);
  });

  test('to a fixed set it is the same number; wrong sizes are refused', () => {
    expect(energyDistanceTo(Y)(X)).toBe(energyDistance(X, Y));
    expect(() => energyDistance(X, batch([1], 1))).toThrow('2 and 1 dimensions');
    expect(() => energyDistance(X, batch([], 2))).toThrow('energy distance of 0 points (expected at least 1)');
    expect(() => energyDistance(X, batch([1, 2], 2), 'U')).toThrow('energy distance of 1 points (expected at least 2)');
  });
});

describe('sliced Wasserstein', () => {
  const expected = reference.outputs.sliced_wasserstein;

  test('agrees with the reference, W1 and W2, with unequal sizes', () => {
    expect(slicedWasserstein(X, Y)).toBeCloseTo(expected.SW1_mean_of_W1, 13);
    expect(slicedWasserstein(X, Y, { order: 2 })).toBeCloseTo(expected.SW2_sqrt_of_mean_W2sq, 13);
  });

  test('on a line: reference, and a shift by hand', () => {
    const [x, y] = [X, Y].map(({ data }) => data.filter((_, i) => i % 2 === 0).sort());
    const { coord0_W1, coord0_W2 } = reference.outputs.wasserstein_1d;
    expectClose([transport(x, y, 1), Math.sqrt(transport(x, y, 2))], [coord0_W1, coord0_W2], 1e-13);
    expect(transport(Float64Array.of(0, 1), Float64Array.of(3, 4), 2)).toBe(9);
    expect(transport(Float64Array.of(0), Float64Array.of(-1, 0, 4), 1)).toBeCloseTo(5 / 3, 14);
  });

  test('a shift by (3, 4) is 5 times the mean |cos|, and 5 / sqrt 2', () => {
    const x = normalBatch(100, 2, random(1));
    const y = batch(
      x.data.map((v, i) => v + (i % 2 ? 4 : 3)),
      2,
    );
    expect(slicedWasserstein(x, y, { directions: 1000 })).toBeCloseTo((5 * 2) / Math.PI, 4);
    expect(slicedWasserstein(x, y, { directions: 1000, order: 2 })).toBeCloseTo(5 / Math.SQRT2, 10);
  });

  test('refuses points off the plane and empty sets', () => {
    expect(() => slicedWasserstein(batch([1], 1), X)).toThrow('1 and 2 dimensions (expected 2)');
    expect(() => slicedWasserstein(X, batch([], 2))).toThrow('of no points');
  });
});

describe('mode coverage', () => {
  const modes = batch([0, 0, 10, 0, 0, 10], 2);

  test('counts every point once', () => {
    const x = batch([0.1, 0, 0, 0.2, 9.5, 0, 5, 5, 0.3, 0.3], 2);
    const found = modeCoverage(x, modes, { radius: 1 });
    expect(Array.from(found.counts)).toEqual([3, 1, 0]);
    expect([found.covered, found.outside]).toEqual([2, 1]);
  });

  test('a mode needs its share; the radius defaults to half the least gap', () => {
    const x = batch([...Array<number[]>(97).fill([0, 0]).flat(), 10, 0, 10, 0, 0, 10], 2);
    expect(modeCoverage(x, modes, { radius: 1 }).covered).toBe(1);
    expect(modeCoverage(x, modes, { radius: 1, share: 0.05 }).covered).toBe(2);
    expect(modeCoverage(batch([4.9, 0, 5.1, 0, 5.1, 5], 2), modes).outside).toBe(1);
    expect(() => modeCoverage(batch([1], 1), modes)).toThrow('1 and 2 dimensions');
  });
});
