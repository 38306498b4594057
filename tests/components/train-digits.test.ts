import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { agreementText, recognisableText, summary } from '../../components/figure/TrainDigits/labels';
import { dataOf, none, packOwn, unpackOwn } from '../../components/figure/TrainDigits/own';
import {
  beginsAnew,
  levelAngle,
  levels,
  pointOf,
  reached,
  realDigits,
  recordedPoints,
  runSettings,
  secondsUntil,
  trainDigits,
  watchOf,
} from '../../components/figure/TrainDigits/state';
import { shippedLevels } from '../../components/figure/TrainDigits/built';
import { ANGLE_FROM, ANGLE_TO, LOSS_BINS } from '../../src/net/image/batches';
import { parseDigitSettings } from '../../src/engine/kinds/digits/parse';
import type { DigitData } from '../../src/engine/kinds/digits/settings';
import type { DigitSnapshot } from '../../src/engine/kinds/digits/types';
import { greys } from '../../src/picture/pixels';
import { sheet } from '../../src/picture/index';

const mnist: DigitData = { kind: 'mnist' };
const ten = Array.from({ length: 10 }, (_, i) => ({ grey: new Uint8Array(784).fill(i), label: i % 2 ? none : i }));
const snapshot = (change: Partial<DigitSnapshot>): DigitSnapshot => ({
  run: 'run',
  number: 0,
  status: 'running',
  step: 100,
  reason: '',
  stepsPerSecond: 50,
  loss: 0.4,
  spent: { examples: 1600, flops: 1, milliseconds: 2000 },
  checkpoint: null,
  backend: 'simd',
  parameters: 1,
  flopsPerStep: 1,
  lossByLevel: new Float64Array(16),
  size: 'medium',
  images: 1600,
  imagesPerSecond: 800,
  trained: 2000,
  look: null,
  ...change,
});

describe('train-digits', () => {
  it('the estimate is what the bench needed, less what was seen, at the measured speed', () => {
    expect(secondsUntil('recognisable', snapshot({}))).toBe((7600 - 1600) / 800);
    expect(secondsUntil('clear', snapshot({ images: 39_001 }))).toBeNull();
    expect(secondsUntil('clear', snapshot({ imagesPerSecond: 0 }))).toBeNull();
    expect(secondsUntil('clear', snapshot({ size: 'shipped' }))).toBeNull();
    expect(recognisableText(snapshot({}), [], mnist)).toBe('in about 7.5 s');
  });

  it('once it was reached it says by when', () => {
    const points = [
      [1000, 0.3, 900],
      [9000, 0.72, 8000],
      [40_000, 0.93, 30_000],
    ].map(([images, share, trained]) => ({ images, share, trained }));
    expect(reached(points, 0.7)).toBe(points[1]);
    expect(recognisableText(snapshot({}), points.slice(0, 2), mnist)).toBe('70\u00a0% within 8.0 s of training');
    expect(recognisableText(snapshot({}), points, mnist)).toBe('90\u00a0% within 30 s of training');
  });

  it('the levels of the loss are those of training, and the shipped network loses there what its manifest says', async () => {
    expect(levels).toBe(LOSS_BINS);
    expect([levelAngle(0), levelAngle(1)]).toEqual([(Math.PI / 2) * ANGLE_FROM, (Math.PI / 2) * ANGLE_TO]);
    const losses = await shippedLevels();
    expect(losses).toHaveLength(levels);
    const { metrics } = JSON.parse(readFileSync('public/weights/digits.json', 'utf8')) as {
      metrics: { heldOutLoss: number };
    };
    const mean = losses.reduce((sum, v) => sum + v / levels, 0);
    expect(Math.abs(mean / metrics.heldOutLoss - 1)).toBeLessThan(0.05);
  }, 60_000);

  it('marks of a recorded run: none for a network that begins where it ends', () => {
    expect(recordedPoints('shipped')).toEqual([]);
    expect(recordedPoints('auto')).toEqual(recordedPoints('medium'));
    expect(recordedPoints('small').map(({ share }) => share)).toEqual([0.7, 0.9]);
  });

  it('pictures of one’s own are not judged', () => {
    const data = dataOf(ten);
    expect(watchOf(data).judged).toBe(0);
    expect(watchOf(mnist).judged).toBe(100);
    expect(pointOf({ pictures: new Uint8Array(0), judged: 0, agreed: 0, images: 5, trained: 5 })).toBeNull();
    expect(agreementText({ judged: 0, agreed: 0 })).toBe('not judged');
    expect(recognisableText(snapshot({}), [], data)).toBe('your eye is the judge');
    expect(
      summary(snapshot({}), { pictures: new Uint8Array(0), judged: 0, agreed: 0, images: 5, trained: 5 }, data, true),
    ).toContain('10 pictures of your own');
  });

  it('own pictures are settings that the worker takes, and come back from their bytes', () => {
    const data = dataOf(ten, 'ten');
    const { learningRate } = trainDigits.defaults;
    expect(parseDigitSettings(runSettings(trainDigits.defaults, data))).toMatchObject({
      size: 'auto',
      learningRate,
      data: { name: 'ten' },
    });
    if (data.kind !== 'own') throw new Error('data of another kind (expected own pictures)');
    expect(unpackOwn(packOwn(data), 'ten')).toEqual(data);
  });

  it('a new seed, start or size begins anew; a new rate does not', () => {
    const s = trainDigits.defaults;
    expect(beginsAnew(s, { ...s, seed: 8 })).toBe(true);
    expect(beginsAnew(s, { ...s, size: 'small' })).toBe(true);
    expect(beginsAnew(s, { ...s, start: 'shipped' })).toBe(true);
    expect(beginsAnew({ ...s, start: 'shipped' }, { ...s, start: 'shipped', size: 'small' })).toBe(false);
    expect(beginsAnew(s, { ...s, learningRate: 1e-4 })).toBe(false);
  });

  it('a sheet has each picture in its place, and paper where there is none', () => {
    const whole = sheet([...new Uint8Array(784).fill(255), ...new Uint8Array(784).fill(0)], 2, 1);
    const bytes = Uint8Array.from(atob(whole.split(',')[1]), (c) => c.charCodeAt(0));
    const row = Array.from({ length: 56 }, (_, i) => (i < 28 ? 255 : 0));
    const start = bytes.findIndex(
      (_, i) => i > 40 && bytes.subarray(i, i + 56).every((v, k) => v === greys(row, { paper: 0, ink: 255 })[k]),
    );
    expect(start).toBeGreaterThan(40);
    expect(sheet([], 1, 1)).toBe(sheet(new Uint8Array(784), 1, 1));
  });

  it('real digits stand in the order of the samples', () => {
    expect(realDigits().map(({ label }) => label)).toEqual([...Array(20).keys()].map((i) => i % 10));
  });
});
