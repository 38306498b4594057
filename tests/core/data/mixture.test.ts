import { describe, expect, test } from 'vitest';
import { batch, zeros } from '../../../src/core/batch';
import { eightGaussians } from '../../../src/core/data';
import { empirical } from '../../../src/core/data/empirical';
import { mixture } from '../../../src/core/data/mixture';
import { asDenoiser, fromX0 } from '../../../src/core/parameterization';
import { random } from '../../../src/core/random';
import { makeSchedule, scheduleDefaults } from '../../../src/core/schedule';
import { expectClose, golden, goldenMixture, rows, type GoldenMixture, type Points } from '../golden';

interface Level {
  readonly a: number;
  readonly b: number;
  readonly logp: readonly number[];
  readonly score: Points;
  readonly eps: Points;
  readonly x0: Points;
  readonly v: Points;
}
const reference = golden<{
  parameters: { mixtures: Record<'A' | 'B', GoldenMixture> };
  inputs: { x: Points };
  outputs: Record<'A' | 'B', readonly Level[]>;
}>('mixture-model');

describe.each(['A', 'B'] as const)('mixture %s against the reference', (name) => {
  const p = goldenMixture(reference.parameters.mixtures[name]);
  const x = rows(reference.inputs.x);
  test.each(reference.outputs[name].map((level) => [level.a, level.b, level] as const))(
    'alpha %f, sigma %f',
    (a, b, level) => {
      expectClose(p.logDensity(x, a, b), level.logp, 1e-12);
      const score = p.score(x, a, b);
      expectClose(score.data, level.score.flat(), 1e-11);
      const x0 = p.denoise(x, a, b);
      expectClose(x0.data, level.x0.flat(), 1e-11 / a); // the reference divides a difference by a
      if (b === 0) return;
      for (const [kind, expected] of [
        ['epsilon', level.eps],
        ['v', level.v],
        ['score', level.score],
      ] as const) {
        if (kind === 'v' && Math.abs(a * a + b * b - 1) > 1e-9) continue; // the two conventions for v agree at unit variance
        const found = fromX0(kind, x0, x, a, b, zeros(x.data.length / 2, 2));
        expectClose(found.data, expected.flat(), kind === 'v' ? 1e-11 / a : 1e-12 / Math.min(1, b * b));
      }
    },
  );
});

describe('mixture', () => {
  const p = eightGaussians();

  test('one Gaussian in one dimension, by hand', () => {
    const g = mixture({ weights: [3], means: batch([2], 1), scales: [0.5] });
    const x = batch([1], 1);
    const v = 0.8 ** 2 * 0.25 + 0.6 ** 2;
    expect(g.logDensity(x, 0.8, 0.6)[0]).toBeCloseTo(-0.5 * Math.log(2 * Math.PI * v) - (1 - 1.6) ** 2 / (2 * v), 14);
    expect(g.score(x, 0.8, 0.6).data[0]).toBeCloseTo((1.6 - 1) / v, 14);
    expect(g.denoise(x, 0.8, 0.6).data[0]).toBeCloseTo(2 + (0.8 * 0.25 * (1 - 1.6)) / v, 14);
  });

  test('the score is the gradient of the log-density', () => {
    const x = batch([0.3, -0.7, 1.9, 0.2], 2);
    const score = p.score(x, 0.9, 0.4);
    const h = 1e-5;
    for (let i = 0; i < 4; i++) {
      const moved = (by: number) =>
        p.logDensity(
          batch(
            x.data.map((v, j) => (i === j ? v + by : v)),
            2,
          ),
          0.9,
          0.4,
        )[i >> 1];
      expect(score.data[i]).toBeCloseTo((moved(h) - moved(-h)) / (2 * h), 6);
    }
  });

  test('stays finite far away and near a point mass, and knows its responsibilities', () => {
    const far = batch([1e3, -1e3], 2);
    expect(Number.isFinite(p.logDensity(far, 1, 0)[0])).toBe(true);
    expect(p.denoise(far, 0.5, 0.01).data.every(Number.isFinite)).toBe(true);
    const r = new Float64Array(8);
    p.responsibilities(batch([2, 0.1], 2), 0, 1, 0.1, r);
    expect(r.reduce((sum, x) => sum + x)).toBeCloseTo(1, 14);
    expect(r[0]).toBeGreaterThan(0.999);
  });

  test('samples with its own weights, means and scales', () => {
    const q = mixture({ weights: [3, 1], means: batch([-1, 5], 1), scales: [0.5, 0.1] });
    const { data } = q.sample(40_000, random(3));
    const right = data.filter((x) => x > 2);
    expect(right.length / 40_000).toBeCloseTo(0.25, 1.9);
    expect(right.reduce((sum, x) => sum + x, 0) / right.length).toBeCloseTo(5, 2);
  });

  test('a stratified sample has every share exact', () => {
    const q = mixture({ weights: [3, 1], means: batch([-1, 5], 1), scales: [0.5, 0.1] });
    expect(q.stratified(40, random(1)).data.filter((x) => x > 2).length).toBe(10);
  });

  test('as a denoiser of a schedule it agrees with itself through epsilon, v and score', () => {
    const schedule = makeSchedule(scheduleDefaults.cosine);
    const x = p.sample(16, random(1));
    const exact = p.denoiser(schedule);
    for (const t of [0.2, 0.7]) {
      const x0 = exact.denoise(x, t, zeros(16, 2));
      for (const kind of ['x0', 'epsilon', 'v', 'score'] as const) {
        const said = fromX0(kind, x0, x, schedule.alpha(t), schedule.sigma(t), zeros(16, 2));
        const again = asDenoiser(kind, schedule, (_, __, out) => out.data.set(said.data)).denoise(x, t, zeros(16, 2));
        expectClose(again.data, x0.data, 1e-12);
      }
    }
  });

  test('of a finite set: near no noise the nearest point, in full noise the mean', () => {
    const points = batch([0, 0, 3, 0, 0, 6], 2);
    const e = empirical(points);
    expectClose(e.denoise(batch([2.6, 0.4], 2), 1, 0.05).data, [3, 0], 1e-12);
    expectClose(e.denoise(batch([0.3, 0.3], 2), 1e-6, 1).data, [1, 2], 1e-5);
    expect(e.denoise(batch([0.3, 0.3], 2), 1, 0).data).toEqual(Float64Array.of(0.3, 0.3));
  });

  test('refuses what is no mixture', () => {
    const means = batch([0, 1], 1);
    expect(() => mixture({ weights: [1], means, scales: [1, 1] })).toThrow('2 means, 1 weights and 2 scales');
    expect(() => mixture({ weights: [1, 0], means, scales: [1, 1] })).toThrow('weights must be positive');
    expect(() => mixture({ weights: [1, 1], means, scales: [1, NaN] })).toThrow('scales must be 0 or more');
  });
});
