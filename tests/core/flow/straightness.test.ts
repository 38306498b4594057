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

describe('straightness of what reflow learns from', () => {
  const schedule = makeSchedule({ kind: 'flow' });

  test('of the independent coupling of two Gaussians has a closed form', () => {
    // x_0 ~ N(0, s^2), x_1 ~ N(0, 1), on lines: u = (v' / 2v) x with v = (1-t)^2 s^2 + t^2, so |u|^2 = |x_1|^2 (v'/2)^2 / v. As
    // (v'/2)^2 = (1 + s^2) v - s^2, the integral is 1 + s^2 - s^2 (integral of 1 / v) = 1 + s^2 - s pi / 2.
    const s = 0.5;
    const flow = marginalFlow(gaussian(2, s), schedule);
    const x = random(4).normals(new Float64Array(8000));
    const size = x.reduce((sum, v) => sum + v * v, 0) / 4000;
    const energy = 1 + s * s - (s * Math.PI) / 2;
    const expected = energy - (1 - s) ** 2;
    const { deviation, relative } = straightness(batch(x, 2), flow, { solver: { method: 'rk4', steps: 64 } });
    expect(deviation / size).toBeCloseTo(expected, 5);
    expect(relative).toBeCloseTo(expected / (1 - s) ** 2, 4);
  });

  test('is none for a Gaussian with the optimal coupling, x_0 = s x_1', () => {
    // On the lines between such pairs x_t = (s + t (1 - s)) x_1: the velocity (1 - s) x_1 is known from x_t.
    const s = 0.5;
    const field = {
      from: 0,
      velocity: (x: ReturnType<typeof batch>, t: number, out: ReturnType<typeof batch>) => {
        for (let i = 0; i < x.data.length; i++) out.data[i] = ((1 - s) * x.data[i]) / (s + t * (1 - s));
        return out;
      },
    };
    const { deviation, detour: length, end } = straightness(batch([1, 2, -0.5, 0.3], 2), field);
    expect(deviation).toBeLessThan(1e-9);
    expect(length).toBeCloseTo(1, 9);
    expectClose(end.data, [0.5, 1, -0.25, 0.15], 1e-9);
  });
});
