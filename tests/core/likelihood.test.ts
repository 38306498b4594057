import { describe, expect, test } from 'vitest';
import { batch, type Batch } from '../../src/core/batch';
import { mixture } from '../../src/core/data/mixture';
import { bitsPerDimension, flowPath, gaussianPrior, logLikelihood } from '../../src/core/likelihood';
import { denoiserField, exactField, signs, weightedField } from '../../src/core/process/flow-field';
import { decode, encode } from '../../src/core/process/inversion';
import { dormandPrince, fixedSteps, rungeKutta4, type Slope } from '../../src/core/process/ode';
import { random } from '../../src/core/random';
import { makeSchedule, scheduleDefaults, scheduleKinds } from '../../src/core/schedule';
import { expectClose, golden, goldenMixture, rows, type GoldenMixture, type Points } from './golden';

type Name = 'A' | 'B';
interface Reference {
  readonly [run: string]: Readonly<Record<string, Points & readonly number[]>>;
}
const { outputs, parameters } = golden<{
  parameters: { mixtures: Record<Name, GoldenMixture> };
  outputs: {
    points: Points;
    A: Reference & { logp_exact_p0: readonly number[] };
    B: Reference & { logp_exact_p0: readonly number[] };
    score_sde_library_check: Record<
      Name,
      Record<'bits_per_dim_as_returned_eps(+1,+1)' | 'bits_per_dim_as_returned_eps(+1,-1)', readonly number[]>
    >;
  };
}>('likelihood');
const x = rows(outputs.points);
const vp = makeSchedule(scheduleDefaults.linear);
const tight = { relative: 1e-11, absolute: 1e-12 };
const same = (value: readonly number[], n = 16): Batch =>
  batch(Array.from({ length: n }, () => value).flat(), value.length);

describe.each(['A', 'B'] as const)('mixture %s', (name) => {
  const data = goldenMixture(parameters.mixtures[name]);
  const exact = data.logDensity(x, 1, 0);

  test('the reference is the density', () => {
    expectClose(exact, outputs[name].logp_exact_p0, 1e-12);
  });

  test('VP from t = 0: latents, log-determinant, likelihood', () => {
    const expected = outputs[name].vp_t0_to_1;
    const found = logLikelihood(x, exactField(data, vp), vp, { solver: tight, prior: gaussianPrior(1) });
    expectClose(found.latents.data, expected.latent_x_at_t1.flat(), 1e-8);
    expectClose(found.logDeterminant, expected.integral_of_divergence, 1e-8);
    expectClose(found.logDensity, expected['logp_with_gaussian_prior_N(0,1)'], 1e-8);
    const prior = (latents: Batch) => data.logDensity(latents, vp.alpha(1), vp.sigma(1));
    expectClose(logLikelihood(x, exactField(data, vp), vp, { solver: tight, prior }).logDensity, exact, 1e-8);
  });

  test("paths from noise to data pass through the reference's states at every listed time", () => {
    const ode = golden<{
      outputs: Record<Name, { 'vp_continuous_0.1_20': { t: readonly number[]; x: readonly Points[] } }>;
    }>('ode');
    const { t, x: states } = ode.outputs[name]['vp_continuous_0.1_20'];
    let i = 0;
    for (const point of flowPath(rows(states[0]), exactField(data, vp), t, tight)) {
      expectClose(point.x.data, states[i].flat(), 1e-8);
      i++;
    }
    expect(i).toBe(t.length);
  });

  test('VE to sigma = 80', () => {
    const edm = makeSchedule({ kind: 'edm', sigmaMin: 0, sigmaMax: 80, rho: 1 });
    const expected = outputs[name].ve_sigma0_to_80;
    const found = logLikelihood(x, exactField(data, edm), edm, { solver: tight, prior: gaussianPrior(80) });
    expectClose(found.latents.data, expected.latent_x_at_sigma80.flat(), 1e-8);
    expectClose(found.logDeterminant, expected.integral_of_divergence, 1e-8);
    expectClose(found.logDensity, expected['logp_with_gaussian_prior_N(0,80^2)'], 1e-8);
  });

  test('from the denoiser alone, by differences along every axis, from t = 1e-5', () => {
    const expected = outputs[name]['vp_t1e-05_to_1'];
    const field = denoiserField(data.denoiser(vp), vp);
    const found = logLikelihood(x, field, vp, { solver: { relative: 1e-9, absolute: 1e-10 }, prior: gaussianPrior(1) });
    expectClose(found.latents.data, expected.latent_x_at_t1.flat(), 1e-7);
    expectClose(found.logDensity, expected['logp_with_gaussian_prior_N(0,1)'], 1e-6);
  });

  test('Hutchinson with the probes of score_sde: its bits per dimension', () => {
    const check = outputs.score_sde_library_check[name];
    for (const [key, probe] of [
      ['bits_per_dim_as_returned_eps(+1,+1)', [1, 1]],
      ['bits_per_dim_as_returned_eps(+1,-1)', [1, -1]],
    ] as const) {
      const field = denoiserField(data.denoiser(vp), vp, { probes: [same(probe)] });
      const { logDensity } = logLikelihood(x, field, vp, {
        solver: { relative: 1e-9, absolute: 1e-10 },
        prior: gaussianPrior(1),
      });
      expectClose(
        logDensity.map((log) => bitsPerDimension(log, 2, { bin: 1 / 256 })),
        check[key],
        1e-6,
      );
    }
  });
});

describe('closed forms', () => {
  const data = mixture({ weights: [0.3, 0.7], means: batch([-1, 1.2], 1), scales: [0.2, 0.3] });
  const line = batch([-1.3, -0.8, 0, 0.9, 1.6], 1);

  test.each(scheduleKinds)(
    '%s: with the exact marginal as prior the likelihood is the density at its first time',
    (kind) => {
      const schedule = makeSchedule(scheduleDefaults[kind]);
      // Short of t = 1, where flow's velocity goes on while its alpha is held at e^-10.
      const [from, to] = [1e-4, 0.9999];
      const prior = (latents: Batch) => data.logDensity(latents, schedule.alpha(to), schedule.sigma(to));
      const { logDensity } = logLikelihood(line, exactField(data, schedule), schedule, {
        solver: { relative: 1e-10, absolute: 1e-11 },
        from,
        to,
        prior,
      });
      expectClose(logDensity, data.logDensity(line, schedule.alpha(1e-4), schedule.sigma(1e-4)), 1e-6);
    },
  );

  test('a Gaussian: the path is a stretch, its log-determinant the logarithm of it, at every time', () => {
    const gaussian = mixture({ weights: [1], means: batch([0.5, -1], 2), scales: [0.3] });
    const deviation = (t: number) => Math.hypot(vp.alpha(t) * 0.3, vp.sigma(t));
    const start = batch([0.7, -0.4], 2);
    for (const { t, x: at, logDeterminant } of flowPath(start, exactField(gaussian, vp), [0, 0.2, 0.7, 1], tight)) {
      const stretch = deviation(t) / 0.3;
      expectClose(at.data, [vp.alpha(t) * 0.5 + stretch * 0.2, -vp.alpha(t) + stretch * 0.6], 1e-9);
      expect(logDeterminant[0]).toBeCloseTo(2 * Math.log(stretch), 9);
    }
  });

  test('Hutchinson is unbiased: over many signs the mean is the exact divergence', () => {
    const plane = mixture({ weights: [1, 2], means: batch([-1, 0, 1, 1], 2), scales: [0.3, 0.5] });
    const points = same([0.2, 0.6], 400);
    const out = denoiserField(plane.denoiser(vp), vp, { probes: [signs(400, 2, random(3))] }).divergence(
      points,
      0.3,
      new Float64Array(400),
    );
    const exact = exactField(plane, vp).divergence(same([0.2, 0.6], 1), 0.3, new Float64Array(1))[0];
    const mean = out.reduce((sum, v) => sum + v, 0) / 400;
    const spread = Math.sqrt(out.reduce((sum, v) => sum + (v - mean) ** 2, 0) / 400);
    expect(spread).toBeGreaterThan(0.01);
    expect(Math.abs(mean - exact)).toBeLessThan((4 * spread) / 20);
    expect(
      denoiserField(plane.denoiser(vp), vp).divergence(same([0.2, 0.6], 1), 0.3, new Float64Array(1))[0],
    ).toBeCloseTo(exact, 6);
  });

  test('fixed steps converge at order 4', () => {
    const prior = (latents: Batch) => data.logDensity(latents, vp.alpha(1), vp.sigma(1));
    const error = (steps: number) => {
      const { logDensity } = logLikelihood(line, exactField(data, vp), vp, { solver: { steps }, prior });
      return Math.max(...logDensity.map((log, i) => Math.abs(log - data.logDensity(line, 1, 0)[i])));
    };
    const order = Math.log2(error(100) / error(200));
    expect(order).toBeGreaterThan(3.6);
    expect(order).toBeLessThan(4.6);
  });

  test('nats and bits', () => {
    expect(bitsPerDimension(-Math.LN2 * 6, 2)).toBeCloseTo(3, 14);
    expect(bitsPerDimension(-Math.LN2 * 6, 2, { bin: 1 / 128 })).toBeCloseTo(10, 14);
    expect(gaussianPrior(2)(batch([0, 0], 2))[0]).toBeCloseTo(-Math.log(2 * Math.PI * 4), 14);
  });
});

describe('the solvers', () => {
  const turn: Slope = (y, _, out) => {
    out[0] = y[1];
    out[1] = -y[0];
  };

  test('there and back, to the tolerance', () => {
    const y = Float64Array.of(1, 0);
    const asked = dormandPrince(turn, y, 0, 10, { relative: 1e-11, absolute: 1e-12 });
    expectClose(y, [Math.cos(10), -Math.sin(10)], 1e-9);
    expect(asked).toBeLessThan(4000);
    dormandPrince(turn, y, 10, 0, { relative: 1e-11, absolute: 1e-12 });
    expectClose(y, [1, 0], 1e-9);
    const z = Float64Array.of(1, 0);
    expect(rungeKutta4(turn, z, 0, 10, 2000)).toBe(8000);
    expectClose(z, [Math.cos(10), -Math.sin(10)], 1e-9);
  });

  test.each(Object.entries(fixedSteps))('%s: its order, its slopes, and back again', (_, { solve, order, slopes }) => {
    const error = (steps: number) => {
      const y = Float64Array.of(1, 0);
      expect(solve(turn, y, 0, 2, steps)).toBe(slopes * steps);
      return Math.hypot(y[0] - Math.cos(2), y[1] + Math.sin(2));
    };
    expect(Math.log2(error(100) / error(200))).toBeCloseTo(order, 1);
    const y = Float64Array.of(1, 0);
    solve(turn, y, 0, 1, 4000);
    solve(turn, y, 1, 0, 4000);
    expectClose(y, [1, 0], 1e-3);
    expect(() => solve(turn, y, 0, 1, 1.5)).toThrow('1.5');
  });

  test('a slope without end is refused', () => {
    expect(() =>
      dormandPrince(
        (y, _, out) => {
          out[0] = y[0] ** 2;
        },
        Float64Array.of(1),
        0,
        2,
      ),
    ).toThrow('stopped at t =');
    expect(() => rungeKutta4(turn, Float64Array.of(1, 0), 0, 1, 0)).toThrow('0 Runge-Kutta steps');
  });
});

describe('DDIM inversion', () => {
  const data = goldenMixture(parameters.mixtures.A);
  const few = rows(outputs.points.slice(0, 8));
  const grid = (n: number) => Float64Array.from({ length: n + 1 }, (_, i) => 1e-3 + (1 - 1e-3) * (i / n) ** 2);
  const worst = (a: Batch, b: Batch) => Math.max(...a.data.map((v, i) => Math.abs(v - b.data[i])));

  test("a round trip returns, the better the more steps; the latent tends to the ODE's", () => {
    const denoiser = data.denoiser(vp);
    const ode = logLikelihood(few, exactField(data, vp), vp, { from: 1e-3, solver: tight }).latents;
    const [trips, latents] = [[], []] as [number[], number[]];
    for (const n of [200, 400, 800]) {
      const latent = encode(few, denoiser, vp, grid(n));
      trips.push(worst(decode(latent, denoiser, vp, grid(n)), few));
      latents.push(worst(latent, ode));
    }
    for (const errors of [trips, latents]) {
      const order = Math.log2(errors[1] / errors[2]);
      expect(order).toBeGreaterThan(0.8);
      expect(order).toBeLessThan(1.25);
    }
  });

  test('wrong times are refused', () => {
    expect(() => encode(few, data.denoiser(vp), vp, [0, 1])).toThrow('expected a time with sigma > 0');
    expect(() => encode(few, data.denoiser(vp), vp, [0.5, 0.4])).toThrow('expected rising times');
  });
});

describe('a guided flow', () => {
  // One Gaussian in another: everything is linear, y = x / alpha shrinks from sigma / alpha = k to 0 by
  // s^(1 + w) S^-w / ((s^2 + k^2)^((1 + w) / 2) (S^2 + k^2)^(-w / 2)).
  const [inner, outer] = [0.6, 1.2];
  const of = (scale: number) => mixture({ weights: [1], means: batch([0, 0], 2), scales: [scale] });
  test.each([-1, 0, 1, 3])('of a Gaussian in a Gaussian, w = %i', (w) => {
    const field = weightedField([
      { field: exactField(of(inner), vp), weight: 1 + w },
      { field: exactField(of(outer), vp), weight: -w },
    ]);
    const start = batch([0.3, -0.2, 0.1, 0.4], 2);
    const { latents, logDensity } = logLikelihood(start, field, vp, {
      solver: { relative: 1e-10 },
      prior: gaussianPrior(1),
    });
    const k = vp.sigma(1) / vp.alpha(1);
    const grows =
      ((inner ** 2 + k * k) / inner ** 2) ** ((1 + w) / 2) * ((outer ** 2 + k * k) / outer ** 2) ** (-w / 2);
    expectClose(
      latents.data,
      start.data.map((v) => v * grows * vp.alpha(1)),
      1e-6,
    );
    // So the samples are Gaussian, of a deviation that is s (s / S)^w and not that of p(x) p(c | x)^(1 + w).
    const deviation = 1 / (grows * vp.alpha(1));
    expect(deviation / (inner * (inner / outer) ** w)).toBeCloseTo(1, 3);
    expectClose(logDensity, gaussianPrior(deviation)(start), 1e-6);
    const tempered = ((1 + w) / inner ** 2 - w / outer ** 2) ** -0.5;
    if (w > 0) expect(deviation).toBeLessThan(0.75 * tempered);
    else expect(deviation).toBeCloseTo(tempered, 3);
  });

  test('of weights that sum to one has the divergence of its velocity', () => {
    const [a, b] = (['A', 'B'] as const).map((name) => goldenMixture(parameters.mixtures[name]));
    const field = weightedField([
      { field: exactField(a, vp), weight: 3 },
      { field: exactField(b, vp), weight: -2 },
    ]);
    const free = denoiserField(
      {
        denoise: (at, t, out) => {
          const [da, db] = [a, b].map((of) => of.denoise(at, vp.alpha(t), vp.sigma(t)));
          for (let i = 0; i < out.data.length; i++) out.data[i] = 3 * da.data[i] - 2 * db.data[i];
          return out;
        },
      },
      vp,
    );
    const n = x.data.length / 2;
    const speeds = [field, free].map((of) => of.velocity(x, 0.4, batch(new Float64Array(2 * n), 2)).data);
    expectClose(speeds[0], speeds[1], 1e-10);
    const spreads = [field, free].map((of) => of.divergence(x, 0.4, new Float64Array(n)));
    spreads[0].forEach((value, row) =>
      expect(Math.abs(value - spreads[1][row])).toBeLessThan(1e-5 * (1 + Math.abs(value))),
    );
  });
});
