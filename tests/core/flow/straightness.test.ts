import { describe, expect, test } from 'vitest';
import { batch } from '../../../src/core/batch';
import { matched } from '../../../src/core/coupling/coupling';
import { eightGaussians } from '../../../src/core/data';
import { empirical } from '../../../src/core/data/empirical';
import { detour, gaussian, interpolant, interpolantPath, marginalFlow, straightness } from '../../../src/core/flow';
import { random } from '../../../src/core/random';
import { makeSchedule, scheduleDefaults } from '../../../src/core/schedule';
import { expectClose } from '../golden';

describe('straightness', () => {
  test('is none where no two paths meet: points matched to points, blurred alike', () => {
    const [a, b] = [batch([0, 0, 3, 1], 2), batch([0, 5, 3, -4], 2)];
    const flow = interpolant({
      data: empirical(a, 0.2),
      other: empirical(b, 0.2),
      path: interpolantPath({ noise: 'constant', scale: 0.2 }),
      coupling: matched([0, 1]),
    });
    const moved = interpolant({
      data: empirical(a),
      other: empirical(b),
      path: interpolantPath({ noise: 'constant', scale: 0.2 }),
      coupling: matched([0, 1]),
    });
    const start = batch([0.1, 5, 2.9, -4.1], 2);
    const straight = straightness(start, moved);
    expect(straight.deviation).toBeLessThan(1e-7);
    expect(straight.detour).toBeCloseTo(1, 9);
    expect(straightness(start, moved, { to: 0.25 }).deviation).toBeLessThan(1e-7); // over any part of the way
    expectClose(straight.end.data, [0.1, 0, 2.9, 0.9], 1e-7);
    expect(straightness(start, flow).deviation).toBeGreaterThan(1e-3);
  });

  test('of a Gaussian’s flow has a closed form', () => {
    // u = (v'/2v) x: x(t) = x(1) sqrt(v(t)), v = (1-t)^2 s^2 + t^2, along rays. On its way v falls below s^2, to s^2 / (1 + s^2), and comes back.
    const s = 0.3;
    const flow = marginalFlow(gaussian(2, s), makeSchedule({ kind: 'flow' }));
    const x = batch([1, 0, -0.6, 0.8, 0.6, -2], 2);
    const size = [1, 1, Math.hypot(0.6, 2)];
    const v = (t: number) => (1 - t) ** 2 * s * s + t * t;
    const rate = (t: number) => (-(1 - t) * s * s + t) ** 2 / v(t);
    let integral = 0;
    const n = 2000;
    for (let i = 0; i < n; i++) integral += rate((i + 0.5) / n) / n;
    const { deviation, detour: length, energy, chord, relative } = straightness(x, flow);
    const mean = size.reduce((sum, each) => sum + each * each, 0) / 3;
    expect(length).toBeCloseTo((1 + s - (2 * s) / Math.sqrt(1 + s * s)) / (1 - s), 5);
    size.forEach((each, row) => {
      expect(energy[row]).toBeCloseTo(integral * each * each, 5);
      expect(chord[row]).toBeCloseTo((1 - s) * each, 7);
    });
    expect(deviation).toBeCloseTo(mean * (integral - (1 - s) ** 2), 5);
    expect(relative).toBeCloseTo(integral / (1 - s) ** 2 - 1, 5);
  });

  test('the line of flow matching is walked at a more even speed than a diffusion’s arc, from the same noise', () => {
    const data = eightGaussians();
    const x = random(2).normals(new Float64Array(80));
    const [line, arc] = (['flow', 'linear'] as const).map((kind) =>
      straightness(batch(x, 2), marginalFlow(data, makeSchedule(scheduleDefaults[kind])), {
        from: 0.999,
        solver: { relative: 1e-6, absolute: 1e-8 },
      }),
    );
    expect(line.relative).toBeLessThan(0.75 * arc.relative);
  });

  test('of a polyline is its length over its ends’ distance', () => {
    const path = [batch([0, 0, 1, 1], 2), batch([1, 0, 2, 2], 2), batch([1, 1, 3, 3], 2)];
    expect(detour(path)).toBeCloseTo((2 + 2 * Math.SQRT2) / (Math.SQRT2 + 2 * Math.SQRT2), 14);
    expect(() => detour([path[0]])).toThrow('a path of 1 points (expected at least 2)');
  });
});
