import { describe, expect, it } from 'vitest';
import { eigenSymmetric } from '../../../src/core/metric/symmetric';
import { random } from '../../../src/core/random';
import { quantised } from '../../../src/core/search/codes';
import {
  packIndex,
  placed,
  readIndex,
  searchIndex,
  SearchIndexError,
  shareNearer,
} from '../../../src/core/search/index-file';
import { least, nearestRows, squaredTo, squaredToCodes } from '../../../src/core/search/nearest';
import { principal, projected } from '../../../src/core/search/projection';
import { alikeInStyle, precision, recall } from '../../../src/core/search/relevance';

const draw = random(3).split('search test');
/** Rows with deviations 5, 3, 1 and .2 along directions that are turned away from the axes. */
function cloud(n: number) {
  const deviations = [5, 3, 1, 0.2];
  const turn = eigenSymmetric([4, 1, 0.5, 0.2, 1, 3, 0.7, 0.1, 0.5, 0.7, 2, 0.4, 0.2, 0.1, 0.4, 1], 4).vectors;
  const data = new Float64Array(4 * n);
  for (let i = 0; i < n; i++) {
    const z = deviations.map((d) => d * draw.normal());
    for (let j = 0; j < 4; j++) data[4 * i + j] = 7 + z.reduce((sum, v, k) => sum + v * turn[4 * j + k], 0);
  }
  return { rows: { data, dim: 4 }, turn };
}

describe('principal directions', () => {
  const { rows, turn } = cloud(4000);
  const found = principal(rows, 4, random(1));

  it('finds the directions that the data were made with, and their variances', () => {
    [25, 9, 1, 0.04].forEach((variance, k) => {
      expect(found.variances[k] / variance).toBeGreaterThan(0.93);
      expect(found.variances[k] / variance).toBeLessThan(1.07);
      let cosine = 0;
      for (let j = 0; j < 4; j++) cosine += found.directions[4 * k + j] * turn[4 * j + k];
      expect(Math.abs(cosine)).toBeGreaterThan(0.999);
    });
    expect(found.total).toBeCloseTo(
      found.variances.reduce((a, b) => a + b),
      8,
    );
  });

  it('keeps all distances with all directions, and loses none that is long with fewer', () => {
    const all = projected(found, rows.data);
    const d = (x: Float64Array, dim: number) => {
      let sum = 0;
      for (let k = 0; k < dim; k++) sum += (x[k] - x[dim + k]) ** 2;
      return sum;
    };
    expect(d(all, 4)).toBeCloseTo(d(rows.data, 4), 8);
    const two = principal(rows, 2, random(9));
    expect(two.directions).toHaveLength(8);
    // What the iteration begins with makes no difference.
    for (let k = 0; k < 2; k++) expect(two.variances[k]).toBeCloseTo(found.variances[k], 5);
    expect(d(projected(two, rows.data), 2)).toBeLessThanOrEqual(d(rows.data, 4) + 1e-9);
  });

  it('has directions of length 1 at right angles, also where the data leave some open', () => {
    const flat = { data: Float64Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? i : 1)), dim: 3 };
    const { directions, variances } = principal(flat, 3, random(2));
    for (let a = 0; a < 3; a++)
      for (let b = 0; b < 3; b++) {
        let sum = 0;
        for (let j = 0; j < 3; j++) sum += directions[3 * a + j] * directions[3 * b + j];
        expect(sum).toBeCloseTo(a === b ? 1 : 0, 8);
      }
    expect(variances[1]).toBeCloseTo(0, 8);
  });

  it('refuses what cannot be', () => {
    expect(() => principal(rows, 5, random(1))).toThrow('5 directions (expected 1 to 4');
    expect(() => principal({ data: new Float64Array(4), dim: 4 }, 2, random(1))).toThrow(
      '1 rows (expected at least 2)',
    );
    expect(() => projected(found, new Float64Array(5))).toThrow('5 numbers (expected whole rows of 4)');
  });
});

describe('codes of one byte', () => {
  it('move a number by half a step of its direction at most', () => {
    const rows = Float64Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 100 : 0.01) * draw.normal());
    const { steps, values } = quantised(rows, 2);
    expect(Math.max(...values.map(Math.abs))).toBe(127);
    rows.forEach((v, i) => expect(Math.abs(v - steps[i % 2] * values[i])).toBeLessThanOrEqual(0.5001 * steps[i % 2]));
    expect([...quantised([0, 1, 0, -1], 2).values]).toEqual([0, 127, 0, -127]);
  });

  it('refuse what is no number', () => {
    expect(() => quantised([1, NaN], 2)).toThrow('number 1 is NaN (expected finite numbers)');
    expect(() => quantised([1, 2, 3], 2)).toThrow('3 numbers in rows of 2 (expected whole rows)');
  });
});

describe('the nearest rows', () => {
  const set = { data: Float64Array.from([0, 0, 3, 4, 1, 0, 0, 1, 6, 8]), dim: 2 };

  it('come in the order of their distances, of equal ones the lower row first', () => {
    const { rows, distances } = nearestRows(set, [0, 0], 5);
    expect([...rows]).toEqual([0, 2, 3, 1, 4]);
    expect([...distances]).toEqual([0, 1, 1, 5, 10]);
    expect([...nearestRows(set, [0, 0], 2).rows]).toEqual([0, 2]);
    expect(() => least([1, 2], 3)).toThrow('3 neighbours (expected 1 to 2)');
    expect(() => squaredTo(set, [1])).toThrow('a point of 1 numbers (expected 2)');
  });

  it('are those that sorting finds, and codes find nearly all of them', () => {
    const size = 8;
    const data = Float64Array.from({ length: 500 * size }, () => draw.normal());
    const codes = quantised(data, size);
    for (let q = 0; q < 20; q++) {
      const point = Float64Array.from({ length: size }, () => draw.normal());
      const squared = squaredTo({ data, dim: size }, point);
      const sorted = [...squared.keys()].sort((a, b) => squared[a] - squared[b]).slice(0, 10);
      expect([...least(squared, 10).rows]).toEqual(sorted);
      expect(recall(least(squaredToCodes(codes, point), 10).rows, sorted)).toBeGreaterThanOrEqual(0.8);
    }
  });
});

describe('the file of an index', () => {
  const { rows } = cloud(60);
  const index = searchIndex(
    { name: 'trial', data: '0badf00d', weights: 'abc', made: { t: 0.4 } },
    principal(rows, 3, random(1)),
    rows.data,
  );
  const whole = { ...index, head: { ...index.head, held: [0, 1, 3] } };

  it('comes back as it was', () => {
    const read = readIndex(packIndex(whole), { name: 'trial', data: '0badf00d', weights: 'abc' });
    expect(read).toEqual(whole);
    // A digit lies where its own code says, but for the rounding.
    const place = placed(read, rows.data.subarray(0, 4));
    expect(least(squaredToCodes(read.codes, place), 1).rows[0]).toBe(0);
  });

  it('is refused where it is foreign, short or no index', () => {
    const bytes = packIndex(whole);
    const refused = (some: Uint8Array, expected = {}) => {
      try {
        readIndex(some, expected);
        return 'was read';
      } catch (error) {
        expect(error).toBeInstanceOf(SearchIndexError);
        return (error as Error).message;
      }
    };
    expect(refused(bytes, { name: 'other' })).toBe('The index of other is of other name: trial (expected other).');
    expect(refused(bytes, { data: 'x' })).toBe('The index is of other digits: 0badf00d (expected x).');
    expect(refused(bytes, { weights: 'x' })).toBe('The index is of other weights: abc (expected x).');
    expect(refused(bytes.slice(0, -1))).toMatch(/^The index holds \d+ bytes \(expected \d+ for 60 digits\)\.$/);
    expect(refused(new Uint8Array(4))).toContain('is no index of digits');
    expect(refused(bytes.map((v, i) => (i === 8 ? 0 : v)))).toContain('a head that is no JSON');
  });

  it('tells how many held-out digits come nearer than a distance', () => {
    const head = { held: [1, 2, 4, 8, 16] };
    expect([0, 1, 1.5, 2, 6, 16, 99].map((d) => shareNearer(head, d))).toEqual([0, 0, 0.125, 0.25, 0.625, 1, 1]);
    expect(shareNearer({ held: [] }, 3)).toBe(0);
  });
});

describe('what should have been found', () => {
  const measured = (thickness: number[], slant: number[], width: number[]) => ({
    thickness: Float64Array.from(thickness),
    slant: Float64Array.from(slant),
    width: Float64Array.from(width),
  });
  const training = {
    labels: [0, 0, 0, 0, 1, 1],
    measured: measured([1, 2, 3, 4, 1, 9], [0, 0, 0, 0, 0, 0.1], [10, 10, 10, 10, 5, NaN]),
  };

  it('is the part of the own class that is nearest in style, whatever other classes hold', () => {
    const queries = { labels: [0, 1], measured: measured([3.4, 8], [0, 0.1], [10, 5]) };
    const [first, second] = alikeInStyle(queries, training, 0.5);
    expect([...first]).toEqual([2, 3]);
    expect([...second]).toEqual([5]);
  });

  it('weighs instruments by their own deviations', () => {
    const leaning = {
      labels: [0, 0, 0],
      measured: measured([1, 1, 100], [0, 0.5, 0.5], [10, 10, 10]),
    };
    // In their own units half a column is as far as fifty pixels.
    const [found] = alikeInStyle({ labels: [0], measured: measured([1, 1], [0.45, 0], [10, 10]) }, leaning, 0.3);
    expect([...found]).toEqual([1]);
  });

  it('is counted', () => {
    expect(precision([1, 2, 3, 4], (row) => row > 3)).toBe(0.25);
    expect(recall([1, 2, 3], [3, 4])).toBe(0.5);
    expect(() => alikeInStyle({ labels: [7], measured: measured([1], [1], [1]) }, training, 0.5)).toThrow(
      'no training digit of class 7',
    );
    expect(() => alikeInStyle(training, training, 0)).toThrow('share is 0');
  });
});
