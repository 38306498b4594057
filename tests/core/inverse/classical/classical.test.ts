import { describe, expect, test } from 'vitest';
import { batch, zeros, type Batch } from '../../../../src/core/batch';
import {
  bicubicUp,
  gaussianOf,
  gaussianPosterior,
  nearestMeasured,
  totalVariation,
} from '../../../../src/core/inverse/classical';
import { dense, randomProjections } from '../../../../src/core/inverse/dense';
import { identity } from '../../../../src/core/inverse/identity';
import { mask } from '../../../../src/core/inverse/mask';
import { matrixOf } from '../../../../src/core/inverse/operator';
import { boxDown, gaussianBlur } from '../../../../src/core/inverse/separable';
import { normalBatch, random } from '../../../../src/core/random';

const close = (a: ArrayLike<number>, b: ArrayLike<number>, within: number) =>
  Array.from(a).forEach((value, i) => expect(Math.abs(value - b[i])).toBeLessThan(within));
const picture = (side: number, of: (row: number, column: number) => number): Batch => ({
  data: Float64Array.from({ length: side * side }, (_, i) => of(Math.floor(i / side), i % side)),
  dim: side * side,
});

describe('bicubic', () => {
  test('quadratics are reproduced inside, where small pixels are points in the middle of their squares; constants everywhere', () => {
    const f = (u: number, v: number) => 0.3 - u + 2 * v + 0.4 * u * u - 0.7 * v * v + 0.5 * u * v;
    const factor = 4;
    const y = picture(8, (i, j) => f((i + 0.5) * factor - 0.5, (j + 0.5) * factor - 0.5));
    const x = bicubicUp(y, 8, factor);
    for (let i = 6; i < 26; i++)
      for (let j = 6; j < 26; j++) expect(Math.abs(x.data[i * 32 + j] - f(i, j))).toBeLessThan(1e-9);
    close(
      bicubicUp(
        picture(3, () => 0.7),
        3,
        5,
      ).data,
      new Float64Array(225).fill(0.7),
      1e-12,
    );
  });

  test('a factor of 1 changes nothing, and bad input is told', () => {
    const y = normalBatch(2, 16, random(1));
    close(bicubicUp(y, 4, 1).data, y.data, 1e-12);
    expect(() => bicubicUp(y, 5, 2)).toThrow('expected 5 by 5');
    expect(() => bicubicUp(y, 4, 1.5)).toThrow('whole');
  });
});

describe('the Gaussian of the data', () => {
  test('in one dimension: the share of the variance that is not noise', () => {
    const prior = gaussianOf({ data: Float64Array.of(-1, 3), dim: 1 });
    close([prior.mean[0], prior.covariance[0]], [1, 4], 1e-12);
    const posterior = gaussianPosterior(prior, identity(1), 2);
    close(posterior.mean({ data: Float64Array.of(5), dim: 1 }).data, [3], 1e-12);
  });

  test('the mean is that of conditioning the joint Gaussian in information form', () => {
    const dim = 4;
    const prior = gaussianOf(normalBatch(40, dim, random(3)));
    const operator = dense('some', random(4).normals(new Float64Array(2 * dim)), 2, dim);
    const y = batch([0.4, -1.1], 2);
    const noise = 0.3;
    const { data: found } = gaussianPosterior(prior, operator, noise).mean(y);
    // (C^-1 + H'H / noise^2)(x - m) = H'(y - Hm) / noise^2, multiplied by C so that nothing is inverted.
    const h = matrixOf(operator);
    const d = found.map((value, i) => value - prior.mean[i]);
    const off = [0, 1].map((j) => y.data[j] - found.reduce((sum, value, i) => sum + h[j * dim + i] * value, 0));
    for (let i = 0; i < dim; i++) {
      let right = 0;
      for (let k = 0; k < dim; k++)
        for (let j = 0; j < 2; j++) right += (prior.covariance[i * dim + k] * h[j * dim + k] * off[j]) / noise ** 2;
      expect(Math.abs(d[i] - right)).toBeLessThan(1e-9);
    }
  });

  test('samples have that mean, and the covariance C - K H C', () => {
    const prior = gaussianOf(normalBatch(30, 2, random(5)));
    const noise = 0.5;
    const posterior = gaussianPosterior(prior, dense('first', Float64Array.of(1, 0), 1, 2), noise);
    const n = 20_000;
    const y = { data: new Float64Array(n).fill(0.8), dim: 1 };
    const samples = posterior.sample(y, random(6));
    const mean = posterior.mean(batch([0.8], 1)).data;
    const c = prior.covariance;
    const gain = [c[0] / (c[0] + noise ** 2), c[2] / (c[0] + noise ** 2)];
    const expected = [c[0] - gain[0] * c[0], c[1] - gain[0] * c[1], c[3] - gain[1] * c[1]];
    const found = [0, 0, 0];
    for (let i = 0; i < n; i++) {
      const [a, b] = [samples.data[2 * i] - mean[0], samples.data[2 * i + 1] - mean[1]];
      [a * a, a * b, b * b].forEach((value, k) => (found[k] += value / n));
    }
    close(found, expected, 0.02);
  });

  test('an unknown number of a singular covariance, and a measurement without noise', () => {
    const prior = gaussianOf({ data: Float64Array.of(0, 1, 2, 1), dim: 2 });
    const { data } = gaussianPosterior(prior, mask([1, 0]), 0.1).mean(batch([2], 1));
    expect(data[1]).toBe(1);
    expect(() => gaussianPosterior(prior, mask([1, 0]), 0)).toThrow('without measurement noise');
    expect(() => gaussianPosterior(prior, identity(3), 1)).toThrow('expected 2');
  });
});

describe('total variation', () => {
  const side = 6;
  test('a constant picture is found again from any linear measurement of it', () => {
    const x = picture(side, () => 0.6);
    for (const operator of [
      boxDown(side, 2),
      gaussianBlur(side, 0.8),
      mask(Array.from({ length: 36 }, (_, i) => i % 3 === 0)),
      randomProjections(36, 20, random(2)),
    ]) {
      const y = operator.apply(x);
      const found = totalVariation({ operator, y, noise: 0 }, { side, weight: 1e-3, tolerance: 1e-9, steps: 8000 });
      close(found.data, x.data, 2e-3);
    }
  });

  test('two halves are each moved to the other by weight / their width: the closed form of a step', () => {
    const y = picture(side, (_, j) => (j < 2 ? 0 : 1));
    const weight = 0.1;
    const found = totalVariation(
      { operator: identity(36), y, noise: 0 },
      { side, weight, tolerance: 1e-10, steps: 20_000 },
    );
    close(found.data, picture(side, (_, j) => (j < 2 ? weight / 2 : 1 - weight / 4)).data, 1e-5);
  });

  test('it stops by its rule, keeps its range, and is no further from clean than what was noisy', () => {
    const clean = picture(side, (i, j) => (i + j < 6 ? 0 : 1));
    const y = { data: clean.data.map((value) => value), dim: 36 };
    const draw = random(7);
    for (let i = 0; i < 36; i++) y.data[i] += 0.3 * draw.normal();
    const found = totalVariation({ operator: identity(36), y, noise: 0.3 }, { side, weight: 0.2, range: [0, 1] });
    const distance = (a: Batch) => a.data.reduce((sum, value, i) => sum + (value - clean.data[i]) ** 2, 0);
    expect(distance(found)).toBeLessThan(0.5 * distance(y));
    expect(found.data.every((value) => value >= 0 && value <= 1)).toBe(true);
    const one = totalVariation({ operator: identity(36), y, noise: 0.3 }, { side, weight: 0.2, steps: 1 });
    expect(distance(one)).toBeGreaterThan(distance(found));
    expect(() => totalVariation({ operator: identity(4), y: zeros(1, 4), noise: 0 }, { side, weight: 1 })).toThrow(
      '6 by 6',
    );
  });
});

test('the nearest of what was measured, in order', () => {
  const measured = batch([0, 0, 3, 4, 1, 1], 2);
  expect(Array.from(nearestMeasured(measured, [1, 0.9], 3))).toEqual([2, 0, 1]);
  expect(() => nearestMeasured(measured, [1, 1], 4)).toThrow('expected 1 to 3');
  expect(() => nearestMeasured(measured, [1], 1)).toThrow('expected 1');
});
