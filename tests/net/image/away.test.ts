import { describe, expect, test } from 'vitest';
import type { Domain } from '../../../src/core/domain';
import { digitSchedule } from '../../../src/core/image-network/sampling';
import type { Network } from '../../../src/core/image-network/description';
import { ddim } from '../../../src/core/sampler/ddim';
import { normalBatch, random } from '../../../src/core/random';
import { ofClass, type Condition } from '../../../src/net/condition/index';
import { imageDenoiser, type Predict } from '../../../src/net/image/denoiser';
import { createImageTrainer } from '../../../src/net/image/create';
import { liveImageSettings } from '../../../src/net/image/settings';

/** Deviations of a Gaussian for each class about 0; the last is told nothing. */
const deviations = [0.5, 0.8, 2];
const domain: Domain = { name: 'points', shape: { extent: [], channels: 2 }, scale: { mean: 0, deviation: 1 } };

/** The exact network of Gaussians: F = (D - c x) / s with D = c v x / (c^2 v + s^2), c^2 + s^2 = 1 and s / c the noise. */
const gaussians: Predict = (values, logNoise, condition) => {
  if (condition.kind !== 'class') throw new Error('classes expected');
  const noise = Math.exp(logNoise);
  const c = 1 / Math.hypot(1, noise),
    s = noise * c;
  return values.map((x, i) => {
    const v = deviations[condition.labels[i >> 1] < 0 ? 2 : condition.labels[i >> 1]] ** 2;
    return ((c * v) / (c * c * v + s * s) - c) * (x / s);
  });
};

describe('guidance away from a second condition', () => {
  const schedule = digitSchedule();
  /** By how much the flow to the data at t = 0.001 shrinks a point of noise, against the noise itself. */
  function deviation(guidance: number, awayFrom?: Condition): number {
    const denoiser = imageDenoiser(gaussians, domain, ofClass([0]), {
      schedule,
      guidance,
      ...(awayFrom && { awayFrom }),
    });
    const from = 0.9;
    const times = Float64Array.from({ length: 1500 }, (_, i) => from * (1e-4 / from) ** (i / 1499));
    const x = { data: Float64Array.of(schedule.sigma(from), 0), dim: 2 };
    let end = x;
    for (const step of ddim({ denoiser, schedule, times, x })) end = { ...step.x, data: step.x.data.slice() };
    return end.data[0];
  }

  test('a Gaussian away from a wider or a narrower one has the deviation r (r / R)^w', () => {
    const [r, other, all] = deviations;
    for (const w of [0, 0.5, 1, 2]) {
      expect(Math.abs(deviation(w, ofClass([1])) / (r * (r / other) ** w) - 1)).toBeLessThan(0.02);
      expect(Math.abs(deviation(w) / (r * (r / all) ** w) - 1)).toBeLessThan(0.02);
    }
    // From a narrower one the points are driven apart.
    const away = imageDenoiser(gaussians, domain, ofClass([1]), { schedule, guidance: 1, awayFrom: ofClass([0]) });
    const plain = imageDenoiser(gaussians, domain, ofClass([1]), { schedule });
    const x = normalBatch(3, 2, random(1));
    const [a, b] = [away, plain].map((one) => one.denoise(x, 0.02, normalBatch(3, 2, random(2))).data.slice());
    a.forEach((v, i) => expect(Math.abs(v)).toBeGreaterThan(Math.abs(b[i])));
  });

  test('is the sum D_n + (1 + w)(D_c - D_n) of both rows, whatever their numbers', () => {
    const x = normalBatch(5, 2, random(3));
    const ask = (condition: Condition, guidance = 0, awayFrom?: Condition) =>
      imageDenoiser(gaussians, domain, condition, { schedule, guidance, ...(awayFrom && { awayFrom }) })
        .denoise(x, 0.02, normalBatch(5, 2, random(4)))
        .data.slice();
    const [c, n] = [ask(ofClass([0])), ask(ofClass([1, -1]))];
    ask(ofClass([0]), 2.5, ofClass([1, -1])).forEach((v, i) =>
      expect(Math.abs(v - (n[i] + 3.5 * (c[i] - n[i])))).toBeLessThan(1e-5),
    );
    // Without guidance the second condition is not asked.
    expect(ask(ofClass([0]), 0, ofClass([1]))).toEqual(c);
  });
});

const attending: Network = {
  name: 'told words',
  extent: [4],
  channels: 4,
  embedding: { width: 8, frequencies: 3, classes: 0 },
  context: { length: 3, channels: 1, layers: [{ kind: 'tokens', vocabulary: 5, to: 6 }] },
  layers: [{ kind: 'cross-attention', channels: 4, heads: 2, context: { length: 3, channels: 6 } }],
};
const sequences: Domain = { name: 'sequences', shape: { extent: [4], channels: 4 }, scale: { mean: 0, deviation: 1 } };
const words = (rows: readonly (readonly number[])[]): Condition => ({
  kind: 'tokens',
  length: 3,
  tokens: Int32Array.from(rows.flatMap((row) => [...row, 0, 0, 0].slice(0, 3))),
  mask: Uint8Array.from(rows.flatMap((row) => [0, 1, 2].map((i) => (i < row.length ? 1 : 0)))),
  empty: 0,
});

describe('a network told words', () => {
  const x = normalBatch(3, 16, random(5));
  const trainer = () =>
    createImageTrainer('simd', { ...liveImageSettings, network: attending, domain: sequences, seed: 2 });

  test('away from nothing said is plain guidance, digit for digit', async () => {
    const one = await trainer();
    const ask = (awayFrom?: Condition) =>
      one
        .denoiser({
          schedule: digitSchedule(),
          condition: words([[1, 2], [3], [4, 4, 1]]),
          guidance: 1.5,
          ...(awayFrom && { awayFrom }),
        })
        .denoise(x, 0.03, normalBatch(3, 16, random(1)))
        .data.slice();
    expect(ask(words([[0]]))).toEqual(ask());
    expect(ask(words([[2]]))).not.toEqual(ask());
    one.dispose();
  });

  test('shows where its rows attend, not those that it is led away from', async () => {
    const one = await trainer();
    const seen = (guidance: number) => {
      const all: { kind: string; weights: Float32Array; from: number; rows: number }[] = [];
      one
        .denoiser({
          schedule: digitSchedule(),
          condition: words([[1, 2], [3], [4, 4, 1]]),
          guidance,
          awayFrom: words([[2]]),
          attended: ({ kind }, weights, rows) => void all.push({ kind, weights: weights.slice(), ...rows }),
        })
        .denoise(x, 0.03, normalBatch(3, 16, random(1)));
      return all;
    };
    const [plain] = seen(0);
    expect(plain).toMatchObject({ kind: 'cross-attention', from: 0, rows: 3 });
    expect(plain.weights).toHaveLength(3 * 2 * 4 * 3);
    const [guided] = seen(1);
    guided.weights.forEach((v, i) => expect(Math.abs(v - plain.weights[i])).toBeLessThan(1e-6));
    // The second row has one word: all of its places look at it.
    expect(Array.from(guided.weights.subarray(24, 27))).toEqual([1, 0, 0]);
    one.dispose();
  });
});
