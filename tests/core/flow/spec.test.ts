import { describe, expect, test } from 'vitest';
import { batch, count, zeros } from '../../../src/core/batch';
import { costOf, costs, crossings, independent, matched, minibatchPlan, toPlan } from '../../../src/core/coupling';
import { makeTarget } from '../../../src/core/data';
import { centresOf } from '../../../src/core/data/centres';
import {
  cloudOf,
  flowDefaults,
  flowSpecField,
  gaussian,
  interpolant,
  interpolantPath,
  lossFloor,
  makeFlow,
  measureFlow,
  straightness,
  type FlowSpec,
} from '../../../src/core/flow';
import { energyDistance } from '../../../src/core/metric';
import { normalBatch, random } from '../../../src/core/random';
import { expectClose } from '../golden';

const small: FlowSpec = { ...flowDefaults, points: 20, width: 0.1, scattered: true };

function finished<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

describe('Gaussian to Gaussian', () => {
  test('has its velocity in closed form, on every path between them', () => {
    const [s, q] = [0.5, 1.5];
    for (const mean of ['linear', 'trigonometric'] as const) {
      const path = interpolantPath({ mean, noise: 'quadratic', scale: 0.6 });
      const flow = interpolant({ data: gaussian(2, s), other: gaussian(2, q), path });
      const x = batch([0.7, -1.1], 2);
      for (const t of [0, 0.3, 0.8, 1]) {
        // x_t ~ N(0, v I) and dx_t/dt are jointly Gaussian: u = x Cov / v, and Cov is half of dv/dt.
        const v = (at: number) => {
          const { alpha, beta, variance } = path.at(at);
          return (alpha * s) ** 2 + (beta * q) ** 2 + variance;
        };
        const h = 1e-5;
        const [low, high] = [Math.max(0, t - h), Math.min(1, t + h)];
        const rate = (v(high) - v(low)) / (high - low) / (2 * v(t));
        const u = flow.velocity(x, t, zeros(1, 2)).data;
        const loose = t === 0 || t === 1 ? 3e-4 : 1e-8;
        expect(Math.abs(u[0] - rate * 0.7)).toBeLessThan(loose);
        expect(Math.abs(u[1] + rate * 1.1)).toBeLessThan(loose);
      }
    }
    const linear = interpolant({ data: gaussian(2, s), other: gaussian(2, q), path: interpolantPath() });
    const t = 0.3;
    const rate = (t * q * q - (1 - t) * s * s) / ((1 - t) ** 2 * s * s + t * t * q * q);
    expect(linear.velocity(batch([2, 0], 2), t, zeros(1, 2)).data[0]).toBeCloseTo(2 * rate, 12);
  });
});

describe('the pairs that meet at a place', () => {
  test('have the field’s answers for their means, and its variance between and within them', () => {
    const { flow } = makeFlow({ ...small, source: { kind: 'spiral' }, noise: 'sine', scale: 0.3 });
    const x = batch([0.3, -0.2, -1, 0.6], 2);
    for (const t of [0.2, 0.6]) {
      for (const row of [0, 1]) {
        const met = flow.meeting(x, row, t);
        expect(met.weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 12);
        met.weights.slice(1).forEach((w, i) => expect(w).toBeLessThanOrEqual(met.weights[i]));
        const mean = (of: { readonly data: Float64Array }, d: number) =>
          met.weights.reduce((sum, w, i) => sum + w * of.data[2 * i + d], 0);
        for (const d of [0, 1]) {
          expect(mean(met.velocity, d)).toBeCloseTo(flow.velocity(x, t, zeros(2, 2)).data[2 * row + d], 10);
          for (const of of ['x0', 'x1', 'z'] as const)
            expect(mean(met[of], d)).toBeCloseTo(flow.mean(of, x, t, zeros(2, 2)).data[2 * row + d], 10);
        }
        // Each pair's own means lie on its path through x.
        const { alpha, beta, variance } = flow.path.at(t);
        met.weights.forEach((_, i) => {
          for (const d of [0, 1]) {
            const j = 2 * i + d;
            const back = alpha * met.x0.data[j] + beta * met.x1.data[j] + Math.sqrt(variance) * met.z.data[j];
            expect(back).toBeCloseTo(x.data[2 * row + d], 10);
          }
        });
      }
    }
  });
});

describe('a flow as plain data', () => {
  test('is read with its defaults, and refused with a sentence', () => {
    expect(flowSpecField.read({}, 'flow')).toEqual(flowDefaults);
    const spec: FlowSpec = {
      ...small,
      source: { kind: 'drawn', points: [0, 0, 1, 2] },
      coupling: { kind: 'minibatch', size: 4 },
    };
    expect(flowSpecField.read(structuredClone(spec), 'flow')).toEqual(spec);
    expect(() => flowSpecField.read({ points: 1000 }, 'flow')).toThrow(
      /points is 1000 \(expected a whole number from 2 to 256\)/,
    );
    expect(() => flowSpecField.read({ source: { kind: 'cat' } }, 'flow')).toThrow(
      /unknown flow source: "cat" \(expected gaussian, eight-gaussians/,
    );
    expect(() => flowSpecField.read({ noise: 'brownian' }, 'flow')).toThrow(/noise is "brownian"/);
  });

  test('keeps a mixture where it may, and else stands for it by as many points', () => {
    const loose = { ...small, scattered: false };
    expect(cloudOf({ kind: 'eight-gaussians' }, loose, random(1)).components.weights).toHaveLength(8);
    expect(cloudOf({ kind: 'gaussian' }, loose, random(1)).components.weights).toHaveLength(1);
    for (const kind of ['two-moons', 'gaussian'] as const) {
      const { components } = cloudOf({ kind }, small, random(1));
      expect([components.weights.length, components.scales[3]]).toEqual([20, 0.1]);
    }
    const moons = cloudOf({ kind: 'two-moons' }, { ...loose, points: 48, width: 0.15 }, random(1));
    const moonsThemselves = makeTarget({ kind: 'two-moons' }).sample(1500, random(2));
    expect(energyDistance(moons.sample(1500, random(3)), moonsThemselves)).toBeLessThan(0.015);
  });

  test('is learned from pairs of its coupling, dealt anew where they are minibatches', () => {
    for (const kind of ['independent', 'optimal', 'entropic'] as const) {
      const coupling = kind === 'entropic' ? { kind, entropy: 0.3 } : { kind };
      const made = makeFlow({ ...small, coupling });
      expect(made.sample(9, 0.4, random(2))).toEqual(made.flow.sample(9, 0.4, random(2)));
    }
    const made = makeFlow({ ...small, coupling: { kind: 'minibatch', size: 5 } });
    const n = 4000;
    const drawn = made.sample(n, 0.5, random(7));
    let squared = 0;
    for (let i = 0; i < 2 * n; i++) squared += (drawn.x0.data[i] - drawn.x1.data[i]) ** 2 / n;
    // Both ends have a width of their own: 2 dimensions, twice 0.1^2.
    const expected = costOf(made.coupling, costs(made.data.components.means, made.source.components.means)) + 0.04;
    expect(Math.abs(squared - expected)).toBeLessThan(0.12 * expected);
  });
});

describe('measured', () => {
  test('is what its parts say: length, floor, bend, and distance after steps', () => {
    const made = makeFlow({ ...small, coupling: { kind: 'optimal' } });
    const found = finished(measureFlow(made, 5));
    expect(found.cost).toBe(costOf(made.coupling, costs(made.data.components.means, made.source.components.means)));
    const floors = [0.1, 0.3, 0.5, 0.7, 0.9].map((t, i) => lossFloor(made.flow, t, 800, random(i)));
    const mean = floors.reduce((sum, { value }) => sum + value / 5, 0);
    const error = Math.hypot(...floors.map(({ error }) => error)) / 5;
    // 60 points a time against 800.
    expect(Math.abs(found.floor - mean)).toBeLessThan(5 * error * Math.sqrt(800 / 60));
    // The very paths: the stream has drawn five sets of 60 points by then.
    const draw = random(5);
    for (const t of [0.1, 0.3, 0.5, 0.7, 0.9]) made.flow.sample(60, t, draw);
    const starts = made.source.sample(40, draw);
    const { relative } = straightness(starts, made.flow, { solver: { method: 'heun', steps: 20 } });
    expect(found.bend).toBeCloseTo(relative, 9);
    expect(found.energy).toHaveLength(4);
    expect(found).toEqual(finished(measureFlow(made, 5)));
  });

  test('one pair of Gaussians of one width is straight, and one step is enough', () => {
    const flow = interpolant({ data: gaussian(2, 0.3), other: gaussian(2, 0.3), path: interpolantPath() });
    const [data, source] = [gaussian(2, 0.3), gaussian(2, 0.3)];
    const made = { data, source, coupling: independent([1], [1]), flow, sample: flow.sample.bind(flow) };
    const { floor, cost } = finished(measureFlow(made, 1));
    expect(cost).toBe(0);
    // Given x_t, x_1 - x_0 of independent ends varies by 2 s^2 q^2 / (…): at t = 1/2 by 2 s^2 a dimension.
    expect(floor).toBeGreaterThan(0);
    expect(floor).toBeLessThan(4 * 0.09);
  });
});

describe('couplings in pieces', () => {
  const [x, y] = [normalBatch(12, 2, random(1)), normalBatch(12, 2, random(2))];

  test('of minibatches are the mean of many deals, between each with each and the exact plan', () => {
    expect(finished(minibatchPlan(x, y, 1, 5, random(3)))).toEqual(
      independent(new Array(12).fill(1), new Array(12).fill(1)),
    );
    const exact = finished(minibatchPlan(x, y, 12, 5, random(3)));
    const between = costs(x, y);
    const [one, half] = [2, 6].map((size) => finished(minibatchPlan(x, y, size, 400, random(4))));
    expect(costOf(exact, between)).toBeLessThan(costOf(half, between));
    expect(costOf(half, between)).toBeLessThan(costOf(one, between));
    for (const sum of [0, 1, 2].map((i) =>
      toPlan(one)
        .slice(12 * i, 12 * i + 12)
        .reduce((a, b) => a + b, 0),
    ))
      expect(sum).toBeCloseTo(1 / 12, 12);
    // A row that meets a random pair takes the nearer of two with the other row: by symmetry half of the weight stays where it was.
    expect(() => finished(minibatchPlan(x, y, 3, 0, random(1)))).toThrow(/mean over 0 deals/);
  });

  test('crossings are counted once each, and none where lines only touch', () => {
    const square = batch([0, 0, 1, 0, 1, 1, 0, 1], 2);
    const corners = { from: Int32Array.of(0, 1), to: Int32Array.of(2, 3) };
    expect(crossings(corners, square, square)).toBe(1);
    expect(crossings({ from: Int32Array.of(0, 3), to: Int32Array.of(1, 2) }, square, square)).toBe(0);
    expect(crossings({ from: Int32Array.of(0, 1), to: Int32Array.of(1, 2) }, square, square)).toBe(0);
    expect(crossings(matched([1, 0]), batch([0, 0, 1, 0], 2), batch([0, 1, 1, 1], 2))).toBe(1);
  });

  test('centres are the middles of what is nearest to them', () => {
    const points = batch([0, 0, 10, 0, 0.2, 0, 10.4, 0], 2);
    const { points: middles, shares } = centresOf(points, 2);
    expectClose(middles.data, Float64Array.of(0.1, 0, 10.2, 0), 1e-12);
    expect([...shares]).toEqual([0.5, 0.5]);
    expect(centresOf(points, 4)).toEqual({ points, shares: new Float64Array(4).fill(0.25) });
    const unequal = centresOf(batch([0, 0, 9, 0, 0.3, 0, -0.3, 0], 2), 2);
    expect([...unequal.shares]).toEqual([0.75, 0.25]);
    expect(count(centresOf(points, 1).points)).toBe(1);
    expect(() => centresOf(points, 5)).toThrow(/5 centres of 4 points/);
  });
});
