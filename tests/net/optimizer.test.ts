import { expect, test } from 'vitest';
import { RATE_FLOOR, averageKept, rateAt } from '../../src/net/clock';
import { createKernelTrainer } from '../../src/net/simd/trainer';
import { createTrainer } from '../../src/net/create';
import { settings, someBatch } from './helpers';

test('weights and their average follow the formulas of Adam and of the average, for both implementations', async () => {
  const chosen = settings({
    network: { width: 16, depth: 2, prediction: 'v' },
    warmup: 3,
    decaySteps: 4,
    learningRate: 0.01,
    emaDecay: 0.3,
  });
  const kernel = await createKernelTrainer(chosen);
  const tensors = await createTrainer('cpu', chosen);
  const start = kernel.save();
  const [w, e] = [Float64Array.from(start.weights), Float64Array.from(start.ema)];
  const m = new Float64Array(w.length);
  const v = new Float64Array(w.length);
  for (let k = 0; k < 12; k++) {
    const batch = someBatch(20, 2, k);
    const g = kernel.gradient(batch);
    const rate = rateAt(k, chosen);
    const kept = averageKept(k, chosen.emaDecay);
    for (let i = 0; i < w.length; i++) {
      m[i] = 0.9 * m[i] + 0.1 * g[i];
      v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
      w[i] -= (rate * (m[i] / (1 - 0.9 ** (k + 1)))) / (Math.sqrt(v[i] / (1 - 0.999 ** (k + 1))) + 1e-8);
      e[i] = kept * e[i] + (1 - kept) * w[i];
    }
    kernel.trainOn(batch);
    tensors.trainOn(batch);
    const ours = kernel.save();
    const theirs = tensors.save();
    for (let i = 0; i < w.length; i++) {
      expect(Math.abs(ours.weights[i] - w[i])).toBeLessThan(2e-6);
      expect(Math.abs(ours.ema[i] - e[i])).toBeLessThan(2e-6);
    }
    // Where a gradient is next to nothing Adam divides rounding by rounding: there the two may part by a step's length.
    const apart = ours.weights.filter((x, i) => Math.abs(x - theirs.weights[i]) > 1e-5).length;
    expect(apart).toBeLessThan(w.length / 100);
  }
  kernel.dispose();
  tensors.dispose();
});

test('the rate rises over the warm-up, falls over the decay and stays at its floor', () => {
  const chosen = { learningRate: 1, warmup: 4, decaySteps: 10 };
  expect([0, 1, 2, 3].map((k) => rateAt(k, chosen))).toEqual([0.25, 0.5, 0.75, 1]);
  expect(rateAt(8, chosen)).toBeCloseTo(1 - 0.5 * (1 - RATE_FLOOR), 12);
  expect(rateAt(500, chosen)).toBeCloseTo(RATE_FLOOR, 12);
  expect(rateAt(500, { ...chosen, decaySteps: 0 })).toBe(1);
  expect(rateAt(0, { ...chosen, warmup: 0 })).toBeGreaterThan(0.9);
});
