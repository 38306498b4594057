import { describe, expect, test } from 'vitest';
import { batch } from '../../../src/core/batch';
import {
  energyScore,
  insideExpected,
  insideShare,
  psnr,
  rankHistogram,
  reliability,
} from '../../../src/core/metric/calibration';
import { normalBatch, random } from '../../../src/core/random';

describe('ranks', () => {
  test('of truth among samples, with ties left to chance and nothing counted where all are alike', () => {
    const samples = batch([0, 1, 5, 2, 1, 5, 4, 1, 5], 3);
    expect(Array.from(rankHistogram([3, 1, 9], samples))).toEqual([0, 0, 1, 1]);
    expect(Array.from(rankHistogram([2, 0, 9], samples, (i) => i === 0))).toEqual([0, 0.5, 0.5, 0]);
    expect(() => rankHistogram([1], samples)).toThrow('expected 3');
  });

  test('are even if the truth is one of them, rounded or not; narrow samples leave it outside', () => {
    for (const shown of [(v: number) => v, Math.round]) {
      const all = normalBatch(9, 40_000, random(3)).data.map(shown);
      const [truth, samples] = [all.slice(0, 40_000), { data: all.slice(40_000), dim: 40_000 }];
      expect(Math.abs(insideShare(rankHistogram(truth, samples)) - insideExpected(8))).toBeLessThan(0.01);
    }
    const truth = normalBatch(1, 20_000, random(4)).data;
    const narrow = normalBatch(8, 20_000, random(5));
    const ranks = rankHistogram(truth, { ...narrow, data: narrow.data.map((v) => v / 2) });
    expect(insideShare(ranks)).toBeLessThan(insideExpected(8) - 0.15);
  });
});

describe('the energy score', () => {
  test('of one sample is the distance; of three by hand', () => {
    expect(energyScore([0, 0], batch([3, 4], 2))).toBe(5);
    expect(energyScore([0], batch([1, 2, 4], 1))).toBeCloseTo(7 / 3 - (1 + 3 + 2) / 6, 12);
  });

  test('is least on average for samples of the width that the truth has', () => {
    const score = (width: number) => {
      const draw = random(6);
      let sum = 0;
      for (let i = 0; i < 4000; i++)
        sum +=
          energyScore(
            [draw.normal()],
            batch(
              [0, 0, 0, 0].map(() => width * draw.normal()),
              1,
            ),
          ) / 4000;
      return sum;
    };
    const right = score(1);
    expect(score(0.4)).toBeGreaterThan(right);
    expect(score(2.2)).toBeGreaterThan(right);
  });
});

test('reliability: what is said and how often it is right, by hand', () => {
  const found = reliability([
    { truth: 3, read: [3, 3, 3, 5] },
    { truth: 1, read: [7, 7, 7, 7] },
  ]);
  expect(found.counts.map(({ said }) => said)).toEqual([1, 0, 1, 1]);
  expect(found.counts.map(({ right }) => right)).toEqual([0, 0, 1, 0]);
  expect(found.error).toBeCloseTo((0.25 + 0.25 + 1) / 3, 12);
  expect([found.agree, found.right, found.first]).toEqual([(0.5 + 1) / 2, 0.375, 0.5]);
  expect(() => reliability([])).toThrow('one case');
  expect(() =>
    reliability([
      { truth: 1, read: [1] },
      { truth: 1, read: [1, 1] },
    ]),
  ).toThrow('expected 1');
});

test('samples that agree with each other as often as with the truth, if classes are drawn alike', () => {
  const draw = random(7);
  const cases = Array.from({ length: 4000 }, () => {
    const p = draw.uniform();
    const one = () => (draw.uniform() < p ? 1 : 0);
    return { truth: one(), read: Array.from({ length: 6 }, one) };
  });
  const { agree, right } = reliability(cases);
  expect(Math.abs(agree - right)).toBeLessThan(0.02);
});

test('PSNR: an error of a tenth everywhere is 20 dB', () => {
  expect(psnr([0, 0.5], [0.1, 0.4])).toBeCloseTo(20, 9);
});
