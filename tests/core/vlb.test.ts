import { describe, expect, test } from 'vitest';
import { batch, zeros } from '../../src/core/batch';
import { mixture } from '../../src/core/data/mixture';
import { normalCdf } from '../../src/core/normal';
import { normalBatch, random } from '../../src/core/random';
import { logSnrTimes } from '../../src/core/sampler';
import { cosine, linear } from '../../src/core/schedule';
import { decoderLogLikelihood, normalKl, priorKl, stepKl, variationalBound } from '../../src/core/vlb';
import { expectClose } from './golden';

const schedule = linear();

test('the divergence of two normals is its integral', () => {
  const p = { mean: 0.3, variance: 0.4 };
  const q = { mean: -0.5, variance: 1.7 };
  const log = (n: typeof p, x: number) => -((x - n.mean) ** 2 / n.variance + Math.log(2 * Math.PI * n.variance)) / 2;
  let sum = 0;
  const h = 1e-3;
  for (let x = -8; x < 8; x += h) sum += h * Math.exp(log(p, x)) * (log(p, x) - log(q, x));
  expect(normalKl(p, q)).toBeCloseTo(sum, 9);
  expect(normalKl(p, p)).toBe(0);
});

describe('terms', () => {
  const x0 = batch([0.4, -1.2, 0.9, 0.1], 2);
  const predicted = batch([0.1, -1, 1.2, 0.1], 2);
  test('of a step: half the fall of signal to noise times the squared error', () => {
    const snr = (t: number) => (schedule.alpha(t) / schedule.sigma(t)) ** 2;
    for (const [s, t] of [
      [0.2, 0.3],
      [0.7, 0.9],
    ] as const) {
      const errors = [0.3 ** 2 + 0.2 ** 2, 0.3 ** 2];
      expectClose(
        stepKl(x0, predicted, schedule, s, t),
        errors.map((e) => ((snr(s) - snr(t)) / 2) * e),
        1e-10,
      );
    }
  });
  test('of a step with the large variance: more by the difference of the widths', () => {
    const [small, large] = (['small', 'large'] as const).map((v) => stepKl(x0, x0, schedule, 0.2, 0.3, v));
    expectClose(small, [0, 0], 1e-12);
    const ratio = (schedule.sigma(0.2) / schedule.sigma(0.3)) ** 2;
    expectClose(large, [ratio - 1 - Math.log(ratio), ratio - 1 - Math.log(ratio)], 1e-10);
  });
  test('of the prior: nearly nothing where no signal is left', () => {
    const [alpha, sigma] = [schedule.alpha(0.5), schedule.sigma(0.5)];
    const one = (x: number) => ((alpha * x) ** 2 + sigma ** 2 - 1 - Math.log(sigma ** 2)) / 2;
    expectClose(priorKl(x0, schedule, 0.5), [one(0.4) + one(-1.2), one(0.9) + one(0.1)], 1e-12);
    for (const kl of priorKl(x0, cosine())) expect(kl).toBeLessThan(1e-8);
  });
  test('of a decoder: masses of bins that sum to one', () => {
    const values = Array.from({ length: 256 }, (_, k) => -1 + (2 * k) / 255);
    for (const [mean, variance] of [
      [0.2, 0.01],
      [-0.98, 1e-4],
      [1.4, 0.3],
    ] as const) {
      const x = batch(values, 1);
      const masses = decoderLogLikelihood(x, batch(new Array<number>(256).fill(mean), 1), variance).map(Math.exp);
      expect(masses.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 8);
      expect(masses[255]).toBeCloseTo(1 - normalCdf((1 - 1 / 255 - mean) / Math.sqrt(variance)), 8);
    }
  });
  test('of what has no width is refused', () => {
    expect(() => stepKl(x0, predicted, schedule, 0, 0.1)).toThrow(
      'a step from t = 0.1 to 0 (expected one that ends where',
    );
    expect(() => decoderLogLikelihood(x0, predicted, 0)).toThrow('variance 0, bins of');
  });
});

test('the bound is above -ln p of the data, and comes down to it with many steps of the exact denoiser', () => {
  const scale = 0.6;
  const data = mixture({ weights: [1], means: zeros(1, 1), scales: [scale] });
  const N = 5000;
  const x0 = normalBatch(N, 1, random(4));
  for (let i = 0; i < N; i++) x0.data[i] *= scale;
  const entropy = Math.log(scale * Math.sqrt(2 * Math.PI * Math.E)); // the mean of -ln p
  const bound = (n: number) => {
    const times = logSnrTimes(schedule, n, { to: 1e-3, zero: false });
    const { total } = variationalBound(x0, data.denoiser(schedule), schedule, times, random(5));
    return total.reduce((sum, v) => sum + v, 0) / N;
  };
  const [few, some, many] = [10, 100, 1000].map(bound);
  expect(few).toBeGreaterThan(some);
  expect(some).toBeGreaterThan(many);
  // Steps of h in log-SNR cost h / 2 of the information that x_1 has of x_0, here 0.04 in a thousand steps.
  const information = Math.log1p((scale * schedule.alpha(1e-3)) ** 2 / schedule.sigma(1e-3) ** 2) / 2;
  const cost = (((schedule.logSnr(1e-3) - schedule.logSnr(1)) / 1000) * information) / 2;
  expect(Math.abs(many - entropy - cost)).toBeLessThan(0.04); // four deviations of 5,000 draws
});
