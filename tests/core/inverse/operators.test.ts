import { describe, expect, it } from 'vitest';
import { batch, zeros, type Batch } from '../../../src/core/batch';
import {
  bicubicDown,
  blockCosines,
  boxDown,
  dense,
  fourierMagnitude,
  gaussianBlur,
  identity,
  isDifferentiable,
  mask,
  matrixOf,
  pictureOperator,
  planeOperator,
  pseudoInverse,
  quantised,
  randomProjections,
  ring,
  ROUNDING_NOISE,
  type Differentiable,
  type LinearOperator,
} from '../../../src/core/inverse';
import { normalBatch, random } from '../../../src/core/random';
import { expectClose } from '../golden';

const checkered = Array.from({ length: 36 }, (_, i) => i % 3 === 0);
const linear: readonly (readonly [name: string, operator: LinearOperator])[] = [
  ['a coordinate', planeOperator({ kind: 'coordinate', axis: 1 })],
  ['a line', planeOperator({ kind: 'line', angle: 0.7 })],
  ['a blurred point', planeOperator({ kind: 'blur', amount: 0.4 })],
  ['a mask', mask(checkered)],
  ['a box', boxDown(28, 4)],
  ['a cubic', bicubicDown(28, 4)],
  ['a blur', gaussianBlur(12, 1.5)],
  ['projections', randomProjections(36, 9, random(3))],
  ['a whole picture', identity(36)],
  ['cosines', blockCosines(12, 4, 0.3)],
  ['a tall matrix', dense('H', Float64Array.of(1, 2, -1, 0.5, 0.3, 4), 3, 2)],
  ['a matrix of rank 1', dense('H', Float64Array.of(1, 2, -1, -2), 2, 2)],
];

const dot = (a: Batch, b: Batch) => a.data.reduce((sum, value, i) => sum + value * b.data[i], 0);

describe('linear measurements', () => {
  it.each(linear)("%s: (H x) . y is x . (H' y), to rounding", (_, operator) => {
    const x = normalBatch(5, operator.dim, random(1));
    const y = normalBatch(5, operator.rows, random(2));
    const size = Math.sqrt(dot(x, x) * dot(y, y));
    expect(Math.abs(dot(operator.apply(x), y) - dot(x, operator.adjoint(y)))).toBeLessThan(1e-14 * size);
    expect(operator.pull(x, y).data).toEqual(operator.adjoint(y).data);
  });

  it.each(linear)('%s: its singular vectors are orthonormal and make it up', (_, operator) => {
    const { spectrum, rows, dim } = operator;
    const r = spectrum.values.length;
    expect(r).toBeLessThanOrEqual(Math.min(rows, dim));
    const z = normalBatch(3, r, random(4));
    expectClose(spectrum.project(spectrum.spread(z)).data, z.data, 1e-11);
    const x = normalBatch(3, dim, random(5));
    const through = spectrum.project(x).data.map((value, i) => value * spectrum.values[i % r]);
    expectClose(spectrum.read(operator.apply(x)).data, through, 1e-11);
    // What it does not see, it does not see; and it sees all of what V holds.
    const seen = spectrum.spread(spectrum.project(x));
    expectClose(operator.apply(seen).data, operator.apply(x).data, 1e-11);
    const y = normalBatch(3, rows, random(6));
    const back = spectrum.spread(
      batch(
        spectrum.read(y).data.map((value, i) => value * spectrum.values[i % r]),
        r,
      ),
    );
    expectClose(back.data, operator.adjoint(y).data, 1e-11);
  });

  it.each(linear)('%s: H H^+ H is H', (_, operator) => {
    const x = normalBatch(4, operator.dim, random(7));
    const y = operator.apply(x);
    expectClose(operator.apply(pseudoInverse(operator, y)).data, y.data, 1e-8);
  });

  it('are what their names say', () => {
    const picture = normalBatch(1, 784, random(8));
    const small = boxDown(28, 4).apply(picture).data;
    expect(small).toHaveLength(49);
    let sum = 0;
    for (let i = 4; i < 8; i++) for (let j = 8; j < 12; j++) sum += picture.data[i * 28 + j] / 16;
    expect(small[1 * 7 + 2]).toBeCloseTo(sum, 13);
    expect(Array.from(mask([0, 1, 1, 0]).apply(batch([5, 6, 7, 8], 4)).data)).toEqual([6, 7]);
    const turned = planeOperator({ kind: 'line', angle: Math.PI / 2 }).apply(batch([3, 5], 2));
    expect(turned.data[0]).toBeCloseTo(5, 14);
    expect(Array.from(planeOperator({ kind: 'blur', amount: 0.25 }).apply(batch([1, 3], 2)).data)).toEqual([1.5, 2.5]);
  });

  it('keep what does not change over the picture, and a cubic a slope', () => {
    const flat = batch(new Float64Array(784).fill(0.3), 784);
    for (const operator of [boxDown(28, 4), bicubicDown(28, 4), gaussianBlur(28, 2)]) {
      for (const value of operator.apply(flat).data) expect(value).toBeCloseTo(0.3, 13);
    }
    const slope = batch(
      Float64Array.from({ length: 784 }, (_, i) => i % 28),
      784,
    );
    const small = bicubicDown(28, 4).apply(slope).data;
    for (let k = 2; k < 5; k++) expect(small[3 * 7 + k]).toBeCloseTo(4 * k + 1.5, 12);
  });

  it('blur by the deviation that was asked for', () => {
    const point = zeros(1, 27 * 27);
    point.data[13 * 27 + 13] = 1;
    const { data } = gaussianBlur(27, 1.5).apply(point);
    let [mass, squares] = [0, 0];
    for (let i = 0; i < data.length; i++) {
      mass += data[i];
      squares += data[i] * ((i % 27) - 13) ** 2;
    }
    expect(mass).toBeCloseTo(1, 12);
    expect(Math.sqrt(squares)).toBeGreaterThan(1.47);
    expect(Math.sqrt(squares)).toBeLessThan(1.5);
  });

  it('project at random with rows of length 1 on average', () => {
    const matrix = matrixOf(randomProjections(400, 50, random(9)));
    const length = matrix.reduce((sum, value) => sum + value * value, 0) / 50;
    expect(Math.abs(length - 1)).toBeLessThan(0.05);
  });

  it('come from plain data', () => {
    expect(pictureOperator({ kind: 'mask', keep: checkered.map(Number) }).rows).toBe(12);
    expect(pictureOperator({ kind: 'box-down', side: 28, factor: 4 }).rows).toBe(49);
    expect(pictureOperator({ kind: 'bicubic-down', side: 28, factor: 2 }).rows).toBe(196);
    expect(pictureOperator({ kind: 'gaussian-blur', side: 28, deviation: 1 }).rows).toBe(784);
    const again = { kind: 'projections', side: 6, count: 4, seed: 2 } as const;
    expect(matrixOf(pictureOperator(again))).toEqual(matrixOf(pictureOperator(again)));
    expect(pictureOperator({ kind: 'quantised', side: 28, block: 4, step: 0.5 }).rows).toBe(784);
    expect(pictureOperator({ kind: 'fourier-magnitude', side: 6 }).rows).toBe(144);
  });
});

describe('measurements that are not linear', () => {
  const curved: readonly (readonly [name: string, operator: Differentiable])[] = [
    ['a ring', ring([0.3, -0.2])],
    ['sizes of a transform', fourierMagnitude(5)],
  ];

  it.each(curved)('%s: pulls back what differences say', (_, operator) => {
    const x = normalBatch(2, operator.dim, random(10));
    const v = normalBatch(2, operator.rows, random(11));
    const pulled = operator.pull(x, v);
    const e = 1e-5;
    for (let i = 0; i < x.data.length; i++) {
      const [up, down] = [e, -e].map((by) => {
        const moved = batch(x.data.slice(), x.dim);
        moved.data[i] += by;
        return dot(operator.apply(moved), v);
      });
      expect(pulled.data[i]).toBeCloseTo((up - down) / (2 * e), 6);
    }
  });

  it('a ring is a distance, and flat at its centre', () => {
    expect(ring([1, 1]).apply(batch([4, 5], 2)).data[0]).toBe(5);
    expect(Array.from(ring([1, 1]).pull(batch([1, 1], 2), batch([1], 1)).data)).toEqual([0, 0]);
  });

  it('a transform keeps the energy, and forgets where and which way round', () => {
    const side = 6;
    const x = normalBatch(1, side * side, random(12));
    const of = fourierMagnitude(side);
    const sizes = of.apply(x);
    expect(dot(sizes, sizes)).toBeCloseTo(dot(x, x), 10);
    expectClose(of.apply(batch(x.data.slice().reverse(), x.dim)).data, sizes.data, 1e-12);
    expectClose(
      of.apply(
        batch(
          x.data.map((value) => -value),
          x.dim,
        ),
      ).data,
      sizes.data,
      1e-12,
    );
  });

  it('quantisation lands on its grid, once is enough, and a fine step changes little', () => {
    const x = normalBatch(2, 64, random(13));
    const coarse = quantised(8, 4, 0.8);
    const once = coarse.apply(x);
    expectClose(coarse.apply(once).data, once.data, 1e-12);
    expect(once.data.some((value, i) => Math.abs(value - x.data[i]) > 0.3)).toBe(true);
    const fine = quantised(8, 4, 1e-6).apply(x);
    expectClose(fine.data, x.data, 1e-5);
    expect(isDifferentiable(coarse)).toBe(false);
  });
});

describe('a quantised picture as a linear measurement', () => {
  it('is what its file holds: rounded and turned back it is the quantised picture', () => {
    const x = normalBatch(2, 784, random(21));
    const held = blockCosines(28, 4, 0.3);
    const rounded = batch(held.apply(x).data.map(Math.round), 784);
    expectClose(pseudoInverse(held, rounded).data, quantised(28, 4, 0.3).apply(x).data, 1e-11);
  });

  it('errs by about 1 / sqrt(12) where the steps are fine', () => {
    const fine = blockCosines(28, 4, 0.01).apply(normalBatch(20, 784, random(22))).data;
    const square = fine.reduce((sum, value) => sum + (value - Math.round(value)) ** 2, 0) / fine.length;
    expect(Math.sqrt(square)).toBeCloseTo(ROUNDING_NOISE, 2);
  });
});

describe('what a measurement refuses', () => {
  it.each([
    ['a mask of everything', () => mask([0, 0, 0]), 'a mask of all 3 numbers (expected at least one that is kept)'],
    ['a mask of nothing', () => mask([1, 1]), 'a mask of none of 2 numbers (expected at least one to fill in)'],
    [
      'a blur wider than the picture',
      () => gaussianBlur(28, 5),
      'a blur of 5 pixels is wider than a picture of 28 (expected at most 4.666666666666667)',
    ],
    ['a blur of nothing', () => gaussianBlur(28, 0), 'a blur of 0 pixels (expected more than 0)'],
    [
      'a factor that does not divide',
      () => boxDown(28, 5),
      'a picture of 28 by 28 made smaller by 5 (expected a whole divisor of 28, 2 or more)',
    ],
    [
      'no factor',
      () => bicubicDown(28, 1),
      'a picture of 28 by 28 made smaller by 1 (expected a whole divisor of 28, 2 or more)',
    ],
    [
      'more projections than numbers',
      () => randomProjections(4, 5, random(1)),
      '5 random projections of 4 numbers (expected 1 to 4)',
    ],
    [
      'a matrix of another size',
      () => dense('H', new Float64Array(3), 2, 2),
      'H: a matrix of 3 numbers (expected 2 by 2)',
    ],
    [
      'a matrix of zeros',
      () => dense('H', new Float64Array(4), 2, 2),
      'H measures nothing (expected a matrix not all 0)',
    ],
    [
      'a matrix with NaN',
      () => dense('H', Float64Array.of(1, NaN), 1, 2),
      'H: a matrix with a number that is not finite',
    ],
    [
      'a mean for a blur',
      () => planeOperator({ kind: 'blur', amount: 0.5 }),
      'a blur of 0.5 (expected 0 to below 0.5)',
    ],
    [
      'an angle that is none',
      () => planeOperator({ kind: 'line', angle: NaN }),
      'a line at angle NaN (expected a finite number)',
    ],
    [
      'a centre that is none',
      () => planeOperator({ kind: 'ring', x: 0, y: Infinity }),
      'a ring needs a centre of finite numbers',
    ],
    [
      'squares that do not fit',
      () => quantised(28, 5, 1),
      'squares of 5 pixels in a picture of 28 (expected a whole divisor of 28, 2 or more)',
    ],
    [
      'cosines of squares that do not fit',
      () => blockCosines(28, 5, 1),
      'squares of 5 pixels in a picture of 28 (expected a whole divisor of 28, 2 or more)',
    ],
    ['cosines with a step of 0', () => blockCosines(28, 4, 0), 'a quantisation step of 0 (expected more than 0)'],
    ['nothing as a whole', () => identity(0), 'a whole picture of 0 numbers (expected 1 or more)'],
    ['a step of 0', () => quantised(28, 4, 0), 'a quantisation step of 0 (expected more than 0)'],
    ['a picture of one pixel', () => fourierMagnitude(1), 'a picture of side 1 (expected a whole number, 2 or more)'],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(new RangeError(message));
  });

  it('pictures of another size', () => {
    expect(() => boxDown(28, 4).apply(zeros(1, 783))).toThrow(
      'box down-sampling with rows of 783 numbers (expected 784)',
    );
    expect(() => mask([1, 0]).adjoint(zeros(1, 2))).toThrow('adjoint of a mask with rows of 2 numbers (expected 1)');
    expect(() => ring([0, 0]).apply(zeros(1, 3))).toThrow('ring with rows of 3 numbers (expected 2)');
    expect(() => pseudoInverse(mask([1, 0]), zeros(1, 2))).toThrow(
      'pseudo-inverse of mask with rows of 2 numbers (expected 1)',
    );
  });
});
