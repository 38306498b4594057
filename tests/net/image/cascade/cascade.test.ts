import { describe, expect, test } from 'vitest';
import type { Denoiser } from '../../../../src/core/denoiser';
import { numbersOf, standardRange } from '../../../../src/core/domain';
import { flatDomain } from '../../../../src/core/image-network/autoencoder';
import {
  cascadeDomains,
  cascadeNetworks,
  cascadeSides,
  mostAugmentation,
  toldLow,
} from '../../../../src/core/image-network/cascade';
import { embeddingDomain, embeddingSize } from '../../../../src/core/image-network/contrastive';
import { parameterCount } from '../../../../src/core/image-network/parameters';
import { numbersIn } from '../../../../src/core/image-network/shape';
import { outputShape } from '../../../../src/core/image-network/shapes';
import { priorNetwork, unclipNetwork } from '../../../../src/core/image-network/unclip';
import { random } from '../../../../src/core/random';
import { doubled } from '../../../../src/core/resample';
import { thresholded } from '../../../../src/net/image/cascade/thresholding';
import { toldPictures } from '../../../../src/net/image/cascade/told';
import { dataPool } from '../../../../src/net/image/data';
import { drawn, startingNoise } from '../../../../src/net/image/drawing';
import { besideIt, toldDenoising } from '../../../../src/net/image/objective/told';
import type { LearnedRows } from '../../../../src/net/image/objective/objective';
import { ImageTrainer } from '../../../../src/net/image/trainer';
import { shippedUnclip } from '../../../../src/net/image/unclip/settings';
import { bind } from '../../../../src/core/image-network/parameters';
import { simdDevice } from '../helpers';

describe('the networks', () => {
  test('put out what their domains hold, and fit what is shipped', () => {
    for (const side of cascadeSides) {
      expect(numbersIn(outputShape(cascadeNetworks[side]))).toBe(side ** 2);
      expect(outputShape(cascadeNetworks[side])).toEqual(cascadeDomains[side].shape);
    }
    const all = cascadeSides.reduce((sum, side) => sum + parameterCount(cascadeNetworks[side]), 0);
    expect(all).toBeLessThan(400_000);
    expect(outputShape(priorNetwork)).toEqual(embeddingDomain.shape);
    expect(outputShape(unclipNetwork)).toEqual(flatDomain.shape);
  });
});

describe('what an upper stage is told', () => {
  const low = Float32Array.from({ length: 49 }, (_, i) => Math.sin(i * i));

  test('is the picture drawn up, and the level beside every pixel', () => {
    const told = toldLow(low, 7, 0, random(1));
    const up = doubled(low, 7);
    expect(told).toHaveLength(2 * 196);
    up.forEach((v, i) => expect([told[2 * i], told[2 * i + 1]]).toEqual([v, 0]));
  });

  test('under noise keeps its share: cos of the angle of the picture, sin of noise', () => {
    const level = 0.5;
    const n = 400;
    const sum = new Float64Array(196),
      squares = new Float64Array(196);
    for (let k = 0; k < n; k++) {
      const told = toldLow(low, 7, level, random(2).split(k));
      expect(told.filter((v, i) => i % 2 === 1 && v !== level)).toHaveLength(0);
      for (let i = 0; i < 196; i++) {
        sum[i] += told[2 * i] / n;
        squares[i] += told[2 * i] ** 2 / n;
      }
    }
    const up = doubled(low, 7);
    // The corner is one old pixel: its noise is not averaged with another's.
    expect(squares[0] - sum[0] ** 2).toBeGreaterThan(0.4);
    expect(squares[0] - sum[0] ** 2).toBeLessThan(0.6);
    for (let i = 0; i < 196; i++) expect(Math.abs(sum[i] - Math.SQRT1_2 * up[i])).toBeLessThan(0.2);
  });

  test('depends on the seed, the stage and the row alone', () => {
    const two = Float32Array.from([...low, ...low.map((v) => -v)]);
    const how = { augmentation: 0.3, seed: 5 };
    const { pictures } = toldPictures(two, 14, how);
    const [first] = [toldPictures(low, 14, how).pictures];
    expect(pictures.subarray(0, 196)).toEqual(first);
    expect(toldPictures(low, 14, { ...how, seed: 6 }).pictures).not.toEqual(first);
    expect(mostAugmentation).toBeLessThan(1);
  });
});

describe('thresholding', () => {
  const domain = cascadeDomains[7];
  const [least, most] = standardRange(domain);
  const middle = (least + most) / 2;
  const giving = (values: readonly number[]): Denoiser => ({
    denoise: (_x, _t, out) => {
      values.forEach((v, i) => (out.data[i] = v));
      return out;
    },
  });
  const of = (values: readonly number[]) => {
    const { change, clip } = thresholded('dynamic', domain);
    const out = { data: new Float64Array(values.length), dim: values.length };
    change!(giving(values)).denoise(out, 0.5, out);
    return { clip, found: Array.from(out.data) };
  };

  test('dynamic leaves what lies in the range, and draws in whole what does not', () => {
    const inside = [least, middle, most, (middle + most) / 2];
    const { clip, found } = of(inside);
    expect(clip).toBe(false);
    inside.forEach((v, i) => expect(found[i]).toBeCloseTo(v, 9));
    // Everything twice as far from the middle: back where it was, but for what the quantile cuts.
    const out = of(inside.map((v) => middle + 2 * (v - middle))).found;
    inside.forEach((v, i) => expect(out[i]).toBeCloseTo(v, 1));
  });

  test('static clips, none does not; a domain without a range has no dynamic one', () => {
    expect(thresholded('static', domain)).toEqual({ clip: true });
    expect(thresholded('none', domain)).toEqual({ clip: false });
    const { change } = thresholded('dynamic', flatDomain);
    expect(() => change!(giving([1]))).toThrow('(expected a domain with a range)');
  });
});

describe('being told something at every visit', () => {
  const objective = toldDenoising(embeddingDomain.shape, (row, draw) =>
    new Float32Array(embeddingSize).fill(10 * row + draw.uniform()),
  );
  const n = 6;
  const pool = dataPool(
    { values: new Float32Array(n * embeddingSize).fill(0.1), condition: { kind: 'none', n } },
    embeddingDomain,
    priorNetwork,
  );
  const ask = (step: number) =>
    objective.batches({ pool, size: embeddingSize, seed: 3, network: () => () => new Float32Array(0) })({
      step,
      seen: step * n,
      from: 0,
      n,
      size: n,
      dropout: 0,
    }) as LearnedRows;
  const values = ({ condition }: LearnedRows) => {
    if (condition.kind !== 'picture') throw new Error(`${condition.kind} (expected picture)`);
    return Array.from({ length: n }, (_, i) => condition.values[i * embeddingSize]);
  };

  test('tells each row its own, anew each time, the same again for the same seed', () => {
    const [first, second] = [values(ask(0)), values(ask(1))];
    expect(first.map((v) => Math.floor(v / 10)).sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(values(ask(0))).toEqual(first);
    expect(new Set([...first, ...second].map((v) => v % 10)).size).toBe(2 * n);
  });

  test('refuses to tell too few numbers', () => {
    const short = toldDenoising(embeddingDomain.shape, () => [1]);
    const batches = short.batches({ pool, size: embeddingSize, seed: 3, network: () => () => new Float32Array(0) });
    expect(() => batches({ step: 0, seen: 0, from: 0, n, size: n, dropout: 0 })).toThrow(
      'is told 1 numbers (expected 32)',
    );
  });
});

test('a drawing depends on its own noise and what it is told, not on its neighbours', async () => {
  const trainer = new ImageTrainer(await simdDevice(bind(priorNetwork)), shippedUnclip.prior);
  const told = Float32Array.from({ length: 3 * embeddingSize }, (_, i) => Math.sin(i));
  const of = (rows: readonly number[]) =>
    drawn({
      trainer,
      condition: besideIt(
        embeddingDomain.shape,
        Float32Array.from(rows.flatMap((row) => [...told.subarray(row * embeddingSize, (row + 1) * embeddingSize)])),
      ),
      x: startingNoise(trainer, 'prior', 7, rows),
      evaluations: 3,
    });
  const all = of([0, 1, 2]);
  const one = of([2]);
  expect(numbersOf(trainer.domain)).toBe(embeddingSize);
  one.forEach((v, k) => expect(Math.abs(v - all[2 * embeddingSize + k])).toBeLessThan(1e-4));
  expect(startingNoise(trainer, 'decoder', 7, [0])).not.toEqual(startingNoise(trainer, 'prior', 7, [0]));
});
