import { describe, expect, it } from 'vitest';
import {
  lossWeights,
  nameAt,
  questions,
  timeDensity,
  weightAt,
  weightCurves,
  weightRange,
} from '../../components/figure/LossWeights/state';

describe('loss weights', () => {
  it('turn one squared error into another: epsilon = SNR x_0, v = (SNR + 1) x_0', () => {
    const [alpha, sigma, x0, guess, epsilon] = [0.8, 0.6, 1.3, 1.1, -0.4];
    const snr = (alpha / sigma) ** 2;
    const xt = alpha * x0 + sigma * epsilon;
    const epsilonHat = (xt - alpha * guess) / sigma;
    const error = (x0 - guess) ** 2;
    expect((epsilon - epsilonHat) ** 2).toBeCloseTo(weightAt('epsilon', snr, 5) * error, 12);
    const [v, vHat] = [alpha * epsilon - sigma * x0, alpha * epsilonHat - sigma * guess];
    expect((v - vHat) ** 2).toBeCloseTo(weightAt('v', snr, 5) * error, 12);
  });

  it('clips at gamma', () => {
    expect(weightAt('min-SNR', 3, 5)).toBe(3);
    expect(weightAt('min-SNR', 30, 5)).toBe(5);
  });

  it('spends all of the time somewhere', () => {
    for (const schedule of ['linear', 'cosine', 'sigmoid'] as const) {
      let sum = 0;
      for (let l = -25; l < 25; l += 0.02) sum += 0.02 * timeDensity(schedule, l);
      expect(sum, schedule).toBeGreaterThan(0.98);
      expect(sum, schedule).toBeLessThan(1.02);
    }
  });

  it('names each of four curves at a point that is in the chart, apart from the others', () => {
    const curves = weightCurves(lossWeights.defaults);
    expect(curves).toHaveLength(4 * 81);
    const places = questions.map((question) => nameAt(curves, question));
    for (const place of places) {
      expect(place?.weight).toBeGreaterThanOrEqual(weightRange.least);
      expect(place?.weight).toBeLessThanOrEqual(weightRange.most);
    }
    expect(new Set(places.map((place) => place?.logSnr)).size).toBe(4);
    expect(nameAt([], 'v')).toBeUndefined();
  });
});
