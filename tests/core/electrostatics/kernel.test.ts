import { describe, expect, test } from 'vitest';
import { batch, count, zeros, type Batch } from '../../../src/core/batch';
import {
  charges,
  fieldLines,
  hemisphere,
  kernelCdf,
  kernelQuantile,
  perturb,
  pfgmPerturb,
  pfgmTarget,
  poissonTarget,
  projectToPlane,
} from '../../../src/core/electrostatics';
import { kolmogorovSmirnov } from '../../../src/core/metric';
import { edmPreconditioning } from '../../../src/core/preconditioning';
import { normalBatch, random } from '../../../src/core/random';
import { expectClose } from '../golden';

const lengths = (x: Batch): Float64Array =>
  Float64Array.from({ length: count(x) }, (_, row) => Math.hypot(...x.data.subarray(row * x.dim, (row + 1) * x.dim)));
/** The distance that one sample in two thousand passes. */
const rare = (n: number) => 2 / Math.sqrt(n);

describe('the perturbation kernel', () => {
  test('its samples have its distances, and every direction alike', () => {
    const n = 1500;
    for (const [dim, extra] of [
      [1, 1],
      [2, 1],
      [2, 7],
      [2, 2048],
      [2, Infinity],
      [3, 1],
      [5, 64],
    ]) {
      const x = perturb(zeros(n, dim), 0.8, extra, random(dim + 1));
      expect(kolmogorovSmirnov(lengths(x), (r) => kernelCdf(r, 0.8, dim, extra))).toBeLessThan(rare(n));
      const cosines = Float64Array.from(lengths(x), (r, row) => x.data[row * dim] / r);
      if (dim === 2) expect(kolmogorovSmirnov(cosines, (c) => 1 - Math.acos(c) / Math.PI)).toBeLessThan(rare(n));
      if (dim === 3) expect(kolmogorovSmirnov(cosines, (c) => (1 + c) / 2)).toBeLessThan(rare(n));
      if (dim === 1) expect(Math.abs(cosines.reduce((a, b) => a + b))).toBeLessThan(4 * Math.sqrt(n));
    }
  });

  test('is the density that the charges are blurred by', () => {
    for (const extra of [1, 6, 300]) {
      const field = charges({ points: zeros(1, 2), extra });
      for (const r of [0.2, 1, 4]) {
        const h = 1e-5;
        const rate = (kernelCdf(r + h, 0.8, 2, extra) - kernelCdf(r - h, 0.8, 2, extra)) / (2 * h);
        const density = Math.exp(field.logDensity(batch([r, 0], 2), 0.8)[0]);
        expect(Math.abs(rate / (2 * Math.PI * r * density) - 1)).toBeLessThan(1e-5);
      }
    }
  });

  test('quantiles are its inverse, and go to a Gaussian’s as D grows', () => {
    for (const dim of [1, 2, 4]) {
      for (const extra of [1, 5, 100]) {
        for (const u of [0.01, 0.5, 0.99]) {
          expect(kernelCdf(kernelQuantile(u, 0.3, dim, extra), 0.3, dim, extra)).toBeCloseTo(u, 10);
        }
      }
    }
    const gap = [100, 200, 400].map((extra) => kernelQuantile(0.9, 1, 2, extra) - kernelQuantile(0.9, 1, 2, Infinity));
    expect(gap[0] / gap[1]).toBeCloseTo(2, 1);
    expect(gap[1] / gap[2]).toBeCloseTo(2, 1);
    expect(kernelCdf(kernelQuantile(0.7, 2, 2, Infinity), 2, 2, Infinity)).toBeCloseTo(0.7, 14);
    expect(kernelQuantile(0, 1, 2, 3)).toBe(0);
  });

  test('with the same seed another D or level moves a point along its ray', () => {
    const y = normalBatch(20, 2, random(1));
    const [a, b] = [perturb(y, 0.5, 1, random(2)), perturb(y, 1.5, 64, random(2))];
    for (let row = 0; row < 20; row++) {
      const [ax, ay, bx, by] = [a, b].flatMap((x) => [0, 1].map((d) => x.data[2 * row + d] - y.data[2 * row + d]));
      expect(ax * by - ay * bx).toBeCloseTo(0, 8);
      expect(ax * bx + ay * by).toBeGreaterThan(0);
    }
    // A level for each row: equal levels are one level.
    expectClose(perturb(y, new Float64Array(20).fill(0.5), 1, random(2)).data, a.data, 1e-15);
  });
});

describe('the hemisphere', () => {
  test('is uniform, and seen from the origin on a plane it is the kernel with D = 1', () => {
    const n = 1500;
    const points = hemisphere(n, 2, 7, random(3));
    expectClose(lengths(points), new Float64Array(n).fill(7), 1e-13);
    // Archimedes: equal heights have equal areas.
    const heights = points.data.filter((_, i) => i % 3 === 2);
    expect(kolmogorovSmirnov(heights, (z) => z / 7)).toBeLessThan(rare(n));
    for (const dim of [1, 2, 4]) {
      const prior = projectToPlane(hemisphere(n, dim, 3, random(4)), 40);
      expect(kolmogorovSmirnov(lengths(prior), (r) => kernelCdf(r, 40, dim, 1))).toBeLessThan(rare(n));
    }
    expectClose(projectToPlane(batch([3, 4, 5, -1, 2, 0.5], 3), 10).data, [6, 8, -20, 40], 1e-14);
  });

  test('far away the flux is uniform: lines that leave the charges evenly arrive evenly, on a half-circle', () => {
    // One dimension and z. Each charge sends its flux evenly into the upper half-plane; lines keep their order, so the k-th of all lines arrives at the k-th angle.
    const points = batch([-1.5, -1.1, 0.2, 1.4], 1);
    const field = charges({ points, extra: 1 });
    const each = 40;
    const step = 1e-4;
    const starts = Array.from({ length: 4 * each }, (_, k) => {
      const angle = (Math.PI * ((k % each) + 0.5)) / each;
      const centre = points.data[Math.floor(k / each)];
      return { x: centre - step * Math.cos(angle), z: step * Math.sin(angle) };
    });
    const arrivals = starts.map(({ x, z }) => {
      const [, end] = fieldLines(field, batch([x], 1), [z, 3000]);
      return Math.atan2(3000, -end.data[0]) / Math.PI; // 0 far left to 1 far right
    });
    arrivals.forEach((angle, k) => expect(Math.abs(angle - (k + 0.5) / (4 * each))).toBeLessThan(1e-3));
  });

  test('and on a half-sphere over the plane', () => {
    const points = normalBatch(12, 2, random(5));
    const field = charges({ points, extra: 1 });
    const n = 360;
    const out = hemisphere(n, 2, 1e-3, random(6));
    const [x, levels] = [zeros(n, 2), new Float64Array(n)];
    for (let row = 0; row < n; row++) {
      for (const d of [0, 1]) x.data[2 * row + d] = points.data[2 * (row % 12) + d] + out.data[3 * row + d];
      levels[row] = out.data[3 * row + 2];
    }
    const cosines = Float64Array.from(levels, (z, row) => {
      const [, end] = fieldLines(field, batch(x.data.slice(2 * row, 2 * row + 2), 2), [z, 500], { relative: 1e-6 });
      return 500 / Math.hypot(500, end.data[0], end.data[1]);
    });
    expect(kolmogorovSmirnov(cosines, (c) => c)).toBeLessThan(rare(n));
    // It would not be so near by: within the cloud's own size the lines have not spread.
    const near = Float64Array.from(levels, (z, row) => {
      const [, end] = fieldLines(field, batch(x.data.slice(2 * row, 2 * row + 2), 2), [z, 0.3], { relative: 1e-6 });
      return 0.3 / Math.hypot(0.3, end.data[0], end.data[1]);
    });
    expect(kolmogorovSmirnov(near, (c) => c)).toBeGreaterThan(3 * rare(n));
  });
});

describe('what the networks learn', () => {
  test('PFGM: towards the data, short where the field is, and of the size asked for far out', () => {
    const field = charges({ points: normalBatch(9, 2, random(7)), extra: 1 });
    const far = pfgmTarget(field, batch([30, -40], 2), 120, { gamma: 0 });
    expect(Math.hypot(...far.data)).toBeCloseTo(Math.SQRT2, 12);
    expect(far.data[2]).toBeLessThan(0);
    expect(far.data[0]).toBeLessThan(0);
    expect(far.data[1]).toBeGreaterThan(0);
    const near = pfgmTarget(field, batch([field.points.data[0], field.points.data[1]], 2), 1e-3, { gamma: 5 });
    expect(Math.hypot(...near.data)).toBeLessThan(0.1);
    expect(() => pfgmTarget(field, zeros(1, 2), 1, { gamma: -1 })).toThrow('expected above 0, and 0 or more');
    const { x, z } = pfgmPerturb(zeros(2000, 2), { deviation: 0.01 }, random(8));
    expect(z.every((each) => each > 0)).toBe(true);
    expect(Math.max(...lengths(x))).toBeGreaterThan(5);
    expect(() => pfgmPerturb(x, { tau: 0 }, random(1))).toThrow('PFGM noise with tau 0');
  });

  test('PFGM++: a network that gives the target gives y, and EDM’s weight makes all levels count alike', () => {
    const y = normalBatch(6, 2, random(9));
    const x = perturb(y, 0.7, 16, random(10));
    const c = edmPreconditioning({ sigmaData: 0.5 })(0.7);
    const target = poissonTarget(x, y, c, zeros(6, 2));
    expectClose(
      target.data.map((each, i) => c.skip * x.data[i] + c.out * each),
      y.data,
      1e-13,
    );
    expect(((0.7 ** 2 + 0.25) / (0.7 * 0.5) ** 2) * c.out ** 2).toBeCloseTo(1, 13);
    // Skipping all of x and dividing by sigma: (y - x) / sigma, the target of the paper's section 3 with its sign turned.
    const divided = poissonTarget(x, y, { skip: 1, out: -0.7, in: 1, noise: 0 }, zeros(6, 2));
    expectClose(
      divided.data,
      x.data.map((each, i) => (each - y.data[i]) / 0.7),
      1e-13,
    );
    expect(() => poissonTarget(x, y, { ...c, out: 0 }, zeros(6, 2))).toThrow('expected other than 0');
  });

  test('refusals name what was expected', () => {
    expect(() => kernelCdf(1, 0, 2, 1)).toThrow('kernel of level 0 (expected sigma above 0)');
    expect(() => kernelCdf(1, 1, 3, Infinity)).toThrow('or a finite D');
    expect(() => kernelQuantile(0.5, 1, 3, Infinity)).toThrow('or a finite D');
    expect(() => kernelQuantile(1, 1, 2, 1)).toThrow('from 0 to below 1');
    expect(() => kernelQuantile(0.5, 1, 1.5, 1)).toThrow('expected a whole number');
    expect(() => hemisphere(1, 2, 0, random(1))).toThrow('hemisphere of radius 0');
    expect(() => projectToPlane(batch([1], 1), 1)).toThrow('expected x and z');
    expect(() => projectToPlane(batch([1, 0], 2), 1)).toThrow('a point at z = 0');
    expect(() => projectToPlane(batch([1, 1], 2), 0)).toThrow('a plane at z = 0');
  });
});
