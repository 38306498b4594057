import { describe, expect, test } from 'vitest';
import { batch, count, zeros, type Batch } from '../../src/core/batch';
import { mixture } from '../../src/core/data/mixture';
import { product } from '../../src/core/data/product';
import type { Denoiser } from '../../src/core/denoiser';
import {
  classifierFree,
  classifierGuided,
  composed,
  fromPaperScale,
  interval,
  mixtureOf,
  negated,
  productOf,
  rescale,
  rescaled,
  weighted,
} from '../../src/core/guidance';
import { ddim, discreteTimes } from '../../src/core/sampler';
import { makeSchedule, scheduleDefaults } from '../../src/core/schedule';
import { fromBetas } from '../../src/core/schedule/discrete';
import { linearBetas } from '../../src/core/schedule/tables';
import { dynamicThreshold, staticThreshold, thresholdRows } from '../../src/core/thresholding';
import { normalBatch, random } from '../../src/core/random';
import { expectClose, golden, goldenMixture, rows, type GoldenMixture, type Points } from './golden';

type Items = readonly Points[];
interface Run {
  readonly guidance_scale: number;
  readonly guidance_rescale: number;
  readonly x: Items;
}
const { outputs } = golden<{
  outputs: {
    uncond: Items;
    cond: Items;
    cfg: readonly { guidance_scale: number; out: Items }[];
    cfg_original_formulation: readonly { guidance_scale: number; out: Items }[];
    rescale: readonly { guidance_scale: number; guidance_rescale: number; out: Items }[];
    dynamic_thresholding: readonly {
      variant?: string;
      ratio: number;
      sample_max_value?: number;
      thresholding_max_val?: number;
      in: Items;
      out: Items;
    }[];
    guided_ddim20_leading: { uncond_model: GoldenMixture; cond_model: GoldenMixture; z: Points; runs: readonly Run[] };
  };
}>('guidance');

/** Items of the reference as rows of 8 numbers. */
const items = (values: Items) => batch(values.flat(2), values[0].flat().length);
/** A model that says the same whatever it is asked. */
const says = (answer: Batch): Denoiser => ({ denoise: (_, __, out) => (out.data.set(answer.data), out) });
const [conditional, unconditional] = [items(outputs.cond), items(outputs.uncond)];
const like = (x: Batch) => zeros(count(x), x.dim);
const linear = makeSchedule(scheduleDefaults.linear);
const all = mixture({
  weights: [0.5, 0.3, 0.2],
  means: batch([-1.5, 0.5, 1, 1.2, 0.8, -1.4], 2),
  scales: [0.25, 0.35, 0.2],
});
const one = mixture({ weights: [1], means: batch([-1.5, 0.5], 2), scales: [0.25] });
const points = normalBatch(6, 2, random(4));

describe('against the libraries', () => {
  test('classifier-free, both conventions', () => {
    for (const { guidance_scale: w, out } of outputs.cfg) {
      const guided = classifierFree(says(conditional), says(unconditional), { scale: w });
      expectClose(guided.denoise(conditional, 0.5, like(conditional)).data, items(out).data, 1e-13);
    }
    for (const { guidance_scale: w, out } of outputs.cfg_original_formulation) {
      const guided = classifierFree(says(conditional), says(unconditional), { scale: fromPaperScale(w) });
      expectClose(guided.denoise(conditional, 0.5, like(conditional)).data, items(out).data, 1e-13);
    }
  });

  test('rescaled', () => {
    for (const { guidance_scale: scale, guidance_rescale: phi, out } of outputs.rescale) {
      const guided = classifierFree(says(conditional), says(unconditional), { scale }).denoise(
        conditional,
        0.5,
        like(conditional),
      );
      expectClose(rescale(guided, conditional, phi, guided).data, items(out).data, 1e-12);
    }
  });

  test('dynamic thresholding: a cap in one library, a floor in the other', () => {
    for (const run of outputs.dynamic_thresholding) {
      const x = items(run.in);
      const options = run.variant ? { floor: run.thresholding_max_val! } : { cap: run.sample_max_value! };
      expectClose(thresholdRows(x, { quantile: run.ratio, ...options }, like(x)).data, items(run.out).data, 1e-13);
    }
  });

  test.each(outputs.guided_ddim20_leading.runs)(
    'DDIM with scale $guidance_scale, rescale $guidance_rescale',
    (reference) => {
      const { uncond_model: u, cond_model: c, z } = outputs.guided_ddim20_leading;
      const schedule = fromBetas(linearBetas(1000));
      const models = [goldenMixture(c).denoiser(schedule), goldenMixture(u).denoiser(schedule)] as const;
      const { guidance_scale: scale, guidance_rescale: phi } = reference;
      const denoiser = phi === 0 ? classifierFree(...models, { scale }) : rescaled(...models, schedule, { scale, phi });
      const steps = ddim({ denoiser, schedule, times: discreteTimes(20, 1000, 'leading'), x: rows(z) });
      for (const { i, x } of steps) expectClose(x.data, rows(reference.x[i]).data, 1e-8);
    },
  );
});

describe('closed forms', () => {
  const [alpha, sigma] = [linear.alpha(0.3), linear.sigma(0.3)];
  const scoreOf = (denoiser: Denoiser): Float64Array => {
    const x0 = denoiser.denoise(points, 0.3, like(points));
    return x0.data.map((v, i) => (alpha * v - points.data[i]) / sigma ** 2);
  };

  test('classifier guidance with the exact classifier is the conditional model', () => {
    // p(c | x_t) = 0.5 p_t(x | c) / p_t(x): its gradient is the difference of the scores.
    const gradient = (x: Batch, t: number, out: Batch) => {
      const [a, s] = [linear.alpha(t), linear.sigma(t)];
      const base = all.score(x, a, s);
      one.score(x, a, s, out);
      for (let i = 0; i < out.data.length; i++) out.data[i] -= base.data[i];
    };
    const guided = classifierGuided(all.denoiser(linear), linear, gradient, { scale: 1 });
    expectClose(guided.denoise(points, 0.3, like(points)).data, one.denoise(points, alpha, sigma).data, 1e-11);
    // And with any scale it is classifier-free guidance of the same pair.
    const stronger = classifierGuided(all.denoiser(linear), linear, gradient, { scale: 3 });
    const free = classifierFree(one.denoiser(linear), all.denoiser(linear), { scale: 3 });
    expectClose(stronger.denoise(points, 0.3, like(points)).data, free.denoise(points, 0.3, like(points)).data, 1e-11);
  });

  test("a product sums the scores; at little noise it is the product's own", () => {
    const both = productOf(
      [
        { denoiser: all.denoiser(linear), weight: 1 },
        { denoiser: one.denoiser(linear), weight: 1 },
      ],
      linear,
    );
    const sum = all.score(points, alpha, sigma).data.map((v, i) => v + one.score(points, alpha, sigma).data[i]);
    expectClose(scoreOf(both), sum, 1e-11);
    const exact = product(all, one);
    const t = 1e-6;
    const near = batch([-1.4, 0.6, -1.6, 0.3], 2);
    const found = both
      .denoise(near, t, like(near))
      .data.map((v, i) => (linear.alpha(t) * v - near.data[i]) / linear.sigma(t) ** 2);
    expectClose(found, exact.score(near, 1, 0).data, 1e-4);
    // At more noise it is not (Du et al. 2023).
    const noisy = scoreOf(both).map((v, i) => Math.abs(v - exact.score(points, alpha, sigma).data[i]));
    expect(Math.max(...noisy)).toBeGreaterThan(0.1);
  });

  test('a mixture of models is the exact denoiser of the mixture, at any noise', () => {
    const parts = [0, 1, 2].map((k) => {
      const { weights, means, scales } = all.components;
      const part = mixture({ weights: [1], means: batch(means.data.slice(2 * k, 2 * k + 2), 2), scales: [scales[k]] });
      const logDensity = (x: Batch, t: number, out: Float64Array) =>
        void part.logDensity(x, linear.alpha(t), linear.sigma(t), out);
      return { denoiser: part.denoiser(linear), weight: weights[k], logDensity };
    });
    for (const t of [0.05, 0.3, 1]) {
      const found = mixtureOf(parts).denoise(points, t, like(points));
      expectClose(found.data, all.denoise(points, linear.alpha(t), linear.sigma(t)).data, 1e-11);
    }
    expect(() => mixtureOf([{ ...parts[0], weight: 0 }])).toThrow('weights must be positive');
    expect(() => mixtureOf([parts[0], { ...parts[1], weight: 0 }])).toThrow('weights must be positive');
  });

  test('a mixture far from all of its modes, into memory that holds something else', () => {
    const part = (x: number, weight: number) => {
      const one = mixture({ weights: [1], means: batch([x, 0], 2), scales: [0.01] });
      const logDensity = (points: Batch, t: number, out: Float64Array) =>
        void one.logDensity(points, linear.alpha(t), linear.sigma(t), out);
      return { denoiser: one.denoiser(linear), weight, logDensity };
    };
    const both = mixture({ weights: [0.5, 0.5], means: batch([-1, 0, 1, 0], 2), scales: [0.01, 0.01] });
    // Log-densities of about -1e5 here: their exponentials are 0.
    const far = batch([60, 3, -60, 3], 2);
    const [a, s] = [linear.alpha(1e-3), linear.sigma(1e-3)];
    const found = mixtureOf([part(-1, 0.5), part(1, 0.5)]).denoise(far, 1e-3, batch([7, 7, 7, 7], 2));
    expectClose(found.data, both.denoise(far, a, s).data, 1e-9);
  });

  test('composition and negation are guidance with several scales', () => {
    const u = all.denoiser(linear);
    const c = one.denoiser(linear);
    const same = (a: Denoiser, b: Denoiser) =>
      expectClose(a.denoise(points, 0.4, like(points)).data, b.denoise(points, 0.4, like(points)).data, 1e-12);
    same(composed(u, [{ denoiser: c, weight: 2.5 }]), classifierFree(c, u, { scale: 2.5 }));
    same(negated(u, c, { scale: 0.5 }), classifierFree(c, u, { scale: -0.5 }));
    expect(() => weighted([])).toThrow('combination of no models');
  });

  test('an interval: guided inside it, plain outside', () => {
    const ones = says(batch([1], 1));
    const twos = says(batch([2], 1));
    const schedule = makeSchedule({ kind: 'edm', sigmaMin: 0, sigmaMax: 10, rho: 1 });
    const limited = interval(twos, ones, schedule, { from: 0.2, to: 5 });
    const at = (t: number) => limited.denoise(batch([0], 1), t, zeros(1, 1)).data[0];
    expect([0.01, 0.02, 0.03, 0.5, 0.51, 1].map(at)).toEqual([1, 1, 2, 2, 1, 1]);
    // The level is sigma / alpha, where alpha is not 1 either.
    const [from, to] = [0.3, 0.6].map((t) => linear.sigma(t) / linear.alpha(t));
    const between = interval(twos, ones, linear, { from, to });
    const inside = [0.2, 0.4, 0.5, 0.7].map((t) => between.denoise(batch([0], 1), t, zeros(1, 1)).data[0]);
    expect(inside).toEqual([1, 2, 2, 1]);
  });

  test('scale 1 and 0 ask one model only', () => {
    const refuse: Denoiser = {
      denoise: () => {
        throw new Error('asked');
      },
    };
    const fine = says(points);
    expect(classifierFree(fine, refuse, { scale: 1 })).toBe(fine);
    expect(classifierFree(refuse, fine, { scale: 0 })).toBe(fine);
  });

  test('phi = 1 in any view gives the conditional size', () => {
    const [c, u] = [one.denoiser(linear), all.denoiser(linear)];
    const guided = rescaled(c, u, linear, { scale: 4, phi: 1, of: 'x0' }).denoise(points, 0.3, like(points));
    const plain = c.denoise(points, 0.3, like(points));
    for (let i = 0; i < 12; i += 2) {
      expect(Math.abs(guided.data[i] - guided.data[i + 1])).toBeCloseTo(
        Math.abs(plain.data[i] - plain.data[i + 1]),
        12,
      );
    }
    expect(() => rescale(batch([1], 1), batch([1], 1), 1, batch([1], 1))).toThrow('expected rows of at least 2');
  });

  test('rescaled by length: in the plane, where two numbers hardly have a deviation', () => {
    const [c, u] = [one.denoiser(linear), all.denoiser(linear)];
    const guided = rescaled(c, u, linear, { scale: 4, phi: 1, size: 'length' }).denoise(points, 0.3, like(points));
    const plain = c.denoise(points, 0.3, like(points));
    const lengthOf = (x0: Batch, row: number) =>
      Math.hypot(...[0, 1].map((d) => points.data[2 * row + d] - alpha * x0.data[2 * row + d]));
    for (let row = 0; row < 6; row++) expect(lengthOf(guided, row)).toBeCloseTo(lengthOf(plain, row), 12);
    expect(rescale(batch([3, 4], 2), batch([0, 10], 2), 0.5, batch([0, 0], 2), 'length').data).toEqual(
      Float64Array.of(4.5, 6),
    );
    // A row of no length has no direction to be stretched along.
    expect(rescale(batch([0, 0], 2), batch([0, 10], 2), 1, batch([1, 1], 2), 'length').data).toEqual(
      Float64Array.of(0, 0),
    );
  });

  test('one model asked of batches of other shapes in turn', () => {
    const guided = rescaled(one.denoiser(linear), all.denoiser(linear), linear, { scale: 3, phi: 0.7 });
    const few = batch(points.data.slice(0, 4), 2);
    const first = guided.denoise(points, 0.3, like(points)).data.slice(0, 4);
    expectClose(guided.denoise(few, 0.3, like(few)).data, first, 1e-12);
    expectClose(guided.denoise(points, 0.3, like(points)).data.slice(0, 4), first, 1e-12);
  });

  test('thresholds: static cuts, dynamic draws a row in and leaves small ones alone', () => {
    const model = says(batch([0.5, -3, 2, 0.1, -0.2, 0.3], 3));
    const at = (d: Denoiser) => Array.from(d.denoise(zeros(2, 3), 0.5, zeros(2, 3)).data);
    expect(at(staticThreshold(model))).toEqual([0.5, -1, 1, 0.1, -0.2, 0.3]);
    expect(at(dynamicThreshold(model, { quantile: 1 }))).toEqual([0.5 / 3, -1, 2 / 3, 0.1, -0.2, 0.3]);
    expect(() => thresholdRows(points, { quantile: 2 }, points)).toThrow('quantile 2 (expected 0 to 1)');
    expect(() => thresholdRows(points, { floor: 3, cap: 2 }, points)).toThrow('between 3 and 2');
  });
});
