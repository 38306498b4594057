import { describe, expect, test } from 'vitest';
import { batch } from '../../../src/core/batch';
import { eightGaussians } from '../../../src/core/data';
import { mixture } from '../../../src/core/data/mixture';
import { alongPaths } from '../../../src/core/few-steps/path-ends';
import { exactField } from '../../../src/core/process/flow-field';
import { normalBatch, random } from '../../../src/core/random';
import { makeSchedule } from '../../../src/core/schedule';
import { expectClose, golden, goldenMixture, rows, type GoldenMixture, type Points } from '../golden';

const schedule = makeSchedule({ kind: 'cosine', s: 0.008 });

describe('the exact consistency map', () => {
  test.each([1, 0.7, 0.3])('of a Gaussian is linear, from t = %d', (t) => {
    const [mean, scale] = [[0.3, -0.2], 0.5];
    const data = mixture({ weights: [1], means: batch(mean, 2), scales: [scale] });
    const x = normalBatch(12, 2, random(3));
    const end = alongPaths(x, exactField(data, schedule), t, 0);
    const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
    x.data.forEach((value, i) => {
      const expected = mean[i % 2] + ((value - alpha * mean[i % 2]) * scale) / Math.hypot(alpha * scale, sigma);
      expect(Math.abs(end.data[i] - expected)).toBeLessThan(2e-11);
    });
  });

  test('is the same from every point of a path', () => {
    const field = exactField(eightGaussians(), schedule);
    const start = normalBatch(4, 2, random(5));
    const whole = alongPaths(start, field, 1, 0);
    for (const t of [0.8, 0.5, 0.2]) {
      const way = alongPaths(start, field, 1, t);
      alongPaths(way, field, t, 0).data.forEach((v, i) => expect(Math.abs(v - whole.data[i])).toBeLessThan(1e-9));
    }
    // And one that does not move is x itself.
    expect(alongPaths(start, field, 0.5, 0.5).data).toEqual(start.data);
  });

  const reference = golden<{
    readonly parameters: { readonly mixtures: Record<'A' | 'B', GoldenMixture> };
    readonly outputs: Record<'A' | 'B', readonly { readonly sigma: number; readonly x: Points; readonly f: Points }[]>;
  }>('consistency-function');
  const cases = (['A', 'B'] as const).flatMap((name) =>
    reference.outputs[name].map((one) => [name, one.sigma, one] as const),
  );

  test.each(cases)(
    'of mixture %s from sigma = %d is that of another solver in another time',
    (name, sigma, { x, f }) => {
      const edm = makeSchedule({ kind: 'edm', sigmaMin: 0.002, sigmaMax: 80, rho: 7 });
      const field = exactField(goldenMixture(reference.parameters.mixtures[name]), edm);
      const from = edm.timeOfLogSnr(-2 * Math.log(sigma));
      expectClose(alongPaths(rows(x), field, from, 0).data, f.flat(), 1e-9);
    },
  );
});
