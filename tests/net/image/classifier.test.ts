import { describe, expect, test } from 'vitest';
import { noisyDigitClassifier } from '../../../src/core/image-network/digits';
import { bind } from '../../../src/core/image-network/parameters';
import { bookPixels, fromGrey } from '../../../src/core/image-network/pixels';
import { digitSchedule } from '../../../src/core/image-network/sampling';
import { normalBatch, random } from '../../../src/core/random';
import { ImageClassifier } from '../../../src/net/image/classifier';
import { shippedSettings } from '../../../src/net/image/shipped';
import { simdDevice } from './helpers';
import { data } from './digits';

describe('classifier', () => {
  test('learns twenty digits by heart', async () => {
    const one = new ImageClassifier(await simdDevice(bind(shippedSettings.classifier.network)), {
      ...shippedSettings.classifier,
      shift: 0,
      warmup: 5,
      decaySteps: 0,
      batchSize: 20,
      microBatch: 20,
    });
    one.setData(data);
    const start = one.train(1);
    expect(start).toBeGreaterThan(2);
    expect(one.train(60)).toBeLessThan(start);
    one.which = 'raw';
    const { classes, features, logProbabilities } = one.judge(Float32Array.from(fromGrey(data.images)));
    expect(Array.from(classes)).toEqual(data.labels);
    expect([features.dim, features.data.length]).toEqual([64, 64 * 20]);
    expect(features.data.every((v) => v >= 0)).toBe(true);
    for (let i = 0; i < 20; i++) {
      expect(logProbabilities.subarray(10 * i, 10 * i + 10).reduce((sum, v) => sum + Math.exp(v), 0)).toBeCloseTo(
        1,
        10,
      );
    }
  });

  test('the gradient of its log-probability by x_t is that of differences', async () => {
    const one = new ImageClassifier(await simdDevice(bind(noisyDigitClassifier)), shippedSettings['noisy-classifier']);
    const schedule = digitSchedule(bookPixels),
      t = 0.02,
      labels = [3, 8];
    const x = normalBatch(2, 784, random(5)),
      gradient = normalBatch(2, 784, random(1));
    one.gradient({ schedule, labels, pixels: bookPixels })(x, t, gradient);
    const value = (h: number, direction: Float64Array, row: number) => {
      const { mean, deviation } = bookPixels;
      const S = schedule.sigma(t) / deviation,
        r = Math.hypot(1, S);
      const input = Float32Array.from(x.data, (v, i) => (v + h * direction[i] - mean) / deviation / r);
      return one.judge(input, Math.log(S)).logProbabilities[10 * row + labels[row]];
    };
    for (const row of [0, 1]) {
      // Uphill, where a difference stands out from the kinks of ReLU and of pooling.
      const own = gradient.data.map((v, i) => (Math.floor(i / 784) === row ? v : 0));
      const slope = Math.hypot(...own);
      const uphill = own.map((v) => v / slope);
      const h = 0.02;
      const measured = (value(h, uphill, row) - value(-h, uphill, row)) / (2 * h);
      expect(measured / slope).toBeGreaterThan(0.95);
      expect(measured / slope).toBeLessThan(1.05);
    }
  });
});
