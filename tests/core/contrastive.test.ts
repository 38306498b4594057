import { describe, expect, it } from 'vitest';
import { contrast, cosines, unitRows } from '../../src/core/contrastive';
import { random } from '../../src/core/random';

const size = 3;
const rows = (n: number, seed: number) => {
  const draw = random(seed);
  return Float64Array.from({ length: n * size }, () => draw.normal());
};

describe('the contrastive loss', () => {
  it('is ln n where nothing can be told apart', () => {
    const same = Float64Array.from({ length: 4 * size }, (_, i) => 1 + (i % size));
    expect(contrast(same, same, size, 0.1).loss).toBeCloseTo(Math.log(4), 12);
  });

  it('is ln (1 + (n - 1) e^(-1 / temperature)) where each row is at a right angle to all but its own', () => {
    const axes = Float64Array.of(2, 0, 0, 0, 3, 0, 0, 0, 0.5);
    for (const temperature of [0.1, 0.7, 2])
      expect(contrast(axes, axes, size, temperature).loss).toBeCloseTo(Math.log(1 + 2 * Math.exp(-1 / temperature)), 6);
  });

  it('does not see lengths, nor which side is which', () => {
    const [a, b] = [rows(5, 1), rows(5, 2)];
    const { loss, first, second } = contrast(a, b, size, 0.3);
    const longer = contrast(
      a.map((v) => 7 * v),
      b,
      size,
      0.3,
    );
    expect(longer.loss).toBeCloseTo(loss, 6);
    longer.first.forEach((v, i) => expect(7 * v).toBeCloseTo(first[i], 6));
    const turned = contrast(b, a, size, 0.3);
    expect(turned.loss).toBeCloseTo(loss, 12);
    turned.second.forEach((v, i) => expect(v).toBeCloseTo(first[i], 12));
    expect(turned.first).toEqual(second);
  });

  it.each([0.1, 0.5, 2])('has the gradients that differences have at temperature %s', (temperature) => {
    const sides = [rows(6, 3), rows(6, 4)] as const;
    const { first, second } = contrast(...sides, size, temperature);
    [first, second].forEach((gradient, side) => {
      gradient.forEach((slope, k) => {
        const at = (move: number) => {
          const moved = sides.map((values, s) => values.map((v, i) => (s === side && i === k ? v + move : v)));
          return exactLoss(moved[0], moved[1], temperature);
        };
        expect(slope).toBeCloseTo((at(1e-4) - at(-1e-4)) / 2e-4, 5);
      });
    });
  });

  it('refuses what it cannot tell apart', () => {
    const a = rows(2, 1);
    expect(() => contrast(a, a.subarray(3), size, 1)).toThrow('6 and 3 numbers of rows of 3 (expected as many');
    expect(() => contrast(a, a, size, 0)).toThrow('temperature is 0 (expected above 0)');
    expect(() => unitRows([1, 2, 3, 0, 0, 0], size)).toThrow('row 1 has no direction');
  });
});

it('cosines of rows of length 1', () => {
  const a = unitRows([3, 4, 0, 0, 0, 2], size),
    b = unitRows([1, 0, 0], size);
  const found = cosines(a, b, size);
  expect(found[0]).toBeCloseTo(0.6, 6);
  expect(found[1]).toBe(0);
});

/** The loss as its formula stands, in full precision. */
function exactLoss(a: Float64Array, b: Float64Array, temperature: number): number {
  const n = a.length / size;
  const unit = (rows: Float64Array, i: number) => {
    const row = [...rows.subarray(i * size, (i + 1) * size)];
    const length = Math.hypot(...row);
    return row.map((v) => v / length);
  };
  const p = (i: number, j: number) =>
    Math.exp(unit(a, i).reduce((sum, v, k) => sum + v * unit(b, j)[k], 0) / temperature);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    let row = 0,
      column = 0;
    for (let j = 0; j < n; j++) {
      row += p(i, j);
      column += p(j, i);
    }
    sum -= Math.log(p(i, i) / row) + Math.log(p(i, i) / column);
  }
  return sum / (2 * n);
}
