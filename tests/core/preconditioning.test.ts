import { describe, expect, test } from 'vitest';
import { batch, count, zeros, type Batch } from '../../src/core/batch';
import { fromX0 } from '../../src/core/parameterization';
import {
  edmPreconditioning,
  preconditioned,
  vePreconditioning,
  vPreconditioning,
  vpPreconditioning,
  type Preconditioning,
} from '../../src/core/preconditioning';
import { normalBatch, random } from '../../src/core/random';
import { makeSchedule, scheduleDefaults } from '../../src/core/schedule';
import { edmTrainingSigma, edmWeight, minSnr, p2, softMinSnr, truncatedSnr, weightOf } from '../../src/core/weighting';
import { expectClose, golden, rows, type Points } from './golden';
import { eightGaussians } from '../../src/core/data';

interface Table {
  readonly c_skip: readonly number[];
  readonly c_out: readonly number[];
  readonly c_in: readonly number[];
  readonly c_noise?: readonly number[];
  readonly 't_of_sigma(2/pi*atan)'?: readonly number[];
}
type Weight = { readonly weight: readonly number[] };
const { outputs } = golden<{
  outputs: {
    sigma: readonly number[];
    precond: Record<'edm_sigma_data_0.5' | 'edm_sigma_data_1' | 'vp' | 've', Table>;
    k_diffusion_v_denoiser: Table;
    edm_loss: { rnd_normal: readonly number[]; sigma: readonly number[]; weight: readonly number[] };
    'edm_weight_at_sigma_sd0.5': readonly number[];
    k_diffusion_denoiser: Readonly<Record<string, { readonly loss_weight_on_F_target_mse: readonly number[] }>>;
    snr: {
      snr: readonly number[];
      alphas_cumprod: readonly number[];
      min_snr_weight_epsilon: readonly number[];
      min_snr_weight_v: readonly number[];
      min_snr_weight_x0: readonly number[];
    };
    min_snr_official: Readonly<Record<string, Weight>>;
    p2_weights_on_epsilon_mse: Readonly<Record<string, readonly number[]>>;
    v_target: { t: readonly number[]; x0: Points; noise: Points; x_t: Points; v: Points };
  };
}>('losses');

const expectTable = (coefficients: Preconditioning, table: Table, noise: readonly number[]) => {
  const c = outputs.sigma.map(coefficients);
  expectClose(
    c.map((x) => x.skip),
    table.c_skip,
    1e-12,
    0,
  );
  expectClose(
    c.map((x) => x.out),
    table.c_out,
    1e-12,
    0,
  );
  expectClose(
    c.map((x) => x.in),
    table.c_in,
    1e-12,
    0,
  );
  expectClose(
    c.map((x) => x.noise),
    noise,
    1e-9,
    1e-3,
  );
};

describe('preconditioning', () => {
  test.each([
    ['edm_sigma_data_0.5', edmPreconditioning()],
    ['edm_sigma_data_1', edmPreconditioning({ sigmaData: 1 })],
    ['vp', vpPreconditioning()],
    ['ve', vePreconditioning],
  ] as const)('%s agrees with NVlabs/edm', (name, coefficients) => {
    const table = outputs.precond[name];
    expectTable(coefficients, table, table.c_noise!);
  });

  test('v agrees with k-diffusion', () => {
    expectTable(
      vPreconditioning,
      outputs.k_diffusion_v_denoiser,
      outputs.k_diffusion_v_denoiser['t_of_sigma(2/pi*atan)']!,
    );
  });

  test('EDM: input and target of a unit-variance network have unit variance', () => {
    const sigmaData = 0.7;
    for (const sigma of [0.01, 0.5, 30]) {
      const c = edmPreconditioning({ sigmaData })(sigma);
      expect(c.in ** 2 * (sigmaData ** 2 + sigma ** 2)).toBeCloseTo(1, 12);
      // Target (x_0 - skip (x_0 + sigma epsilon)) / out.
      expect(((1 - c.skip) ** 2 * sigmaData ** 2 + (c.skip * sigma) ** 2) / c.out ** 2).toBeCloseTo(1, 9);
      expect(edmWeight(sigma, { sigmaData }) * c.out ** 2).toBeCloseTo(1, 12);
    }
  });

  test('wrapped about epsilon or v, a network is the denoiser it was made of', () => {
    const data = eightGaussians();
    const x = normalBatch(5, 2, random(1));
    for (const schedule of [
      makeSchedule(scheduleDefaults.linear),
      makeSchedule(scheduleDefaults.flow),
      makeSchedule(scheduleDefaults.edm),
    ]) {
      const t = 0.4;
      const sigma = schedule.sigma(t) / schedule.alpha(t);
      const exact = data.denoiser(schedule).denoise(x, t, zeros(5, 2));
      for (const [coefficients, kind] of [
        [vpPreconditioning(), 'epsilon'],
        [vPreconditioning, 'v'],
      ] as const) {
        // The network sees x scaled to alpha^2 + sigma^2 = 1 and answers there.
        const [alpha, noise] = [1 / Math.hypot(1, sigma), sigma / Math.hypot(1, sigma)];
        const network = (scaled: Batch, _: number, out: Batch) => {
          data.denoise(scaled, alpha, noise, out);
          fromX0(kind, out, scaled, alpha, noise, out);
        };
        const found = preconditioned(coefficients, schedule, network).denoise(x, t, zeros(count(x), 2));
        expectClose(found.data, exact.data, 1e-9);
      }
    }
    const asked = preconditioned(vPreconditioning, makeSchedule(scheduleDefaults.linear), () => {
      throw new Error('asked');
    });
    expect(Array.from(asked.denoise(batch([1, 2], 2), 0, zeros(1, 2)).data)).toEqual([1, 2]);
  });
});

describe('weights', () => {
  const { snr } = outputs.snr;

  test('SNR and min-SNR agree with diffusers and the official code', () => {
    expectClose(
      outputs.snr.alphas_cumprod.map((a) => a / (1 - a)),
      snr,
      1e-12,
      0,
    );
    for (const kind of ['epsilon', 'v', 'x0'] as const) {
      expectClose(
        snr.map((s) => minSnr(kind, s)),
        outputs.snr[`min_snr_weight_${kind}`],
        1e-12,
        0,
      );
    }
    const official = outputs.min_snr_official;
    expectClose(
      snr.map((s) => minSnr('epsilon', s)),
      official['epsilon min_snr_5'].weight,
      1e-11,
      0,
    );
    expectClose(
      snr.map((s) => minSnr('v', s)),
      official['v vmin_snr_5'].weight,
      1e-11,
      0,
    );
    expectClose(
      snr.map((s) => minSnr('x0', s)),
      official['x0 min_snr_5'].weight,
      1e-11,
      0,
    );
    expectClose(
      snr.map((s) => truncatedSnr('epsilon', s)),
      official['epsilon max_snr_1'].weight,
      1e-11,
      0,
    );
  });

  test('P2', () => {
    const { 'gamma0.5_k1.0': half, 'gamma1.0_k1.0': one } = outputs.p2_weights_on_epsilon_mse;
    expectClose(
      snr.map((s) => p2('epsilon', s, { gamma: 0.5 })),
      half,
      1e-12,
      0,
    );
    expectClose(
      snr.map((s) => p2('epsilon', s)),
      one,
      1e-12,
      0,
    );
  });

  test("EDM's loss and k-diffusion's soft min-SNR", () => {
    expectClose(
      outputs.edm_loss.rnd_normal.map((z) => edmTrainingSigma(z)),
      outputs.edm_loss.sigma,
      1e-12,
      0,
    );
    expectClose(
      outputs.edm_loss.sigma.map((s) => edmWeight(s)),
      outputs.edm_loss.weight,
      1e-12,
      0,
    );
    expectClose(
      outputs.sigma.map((s) => edmWeight(s)),
      outputs['edm_weight_at_sigma_sd0.5'],
      1e-12,
      0,
    );
    for (const [name, sigmaData] of [
      ['soft-min-snr_sd0.5', 0.5],
      ['soft-min-snr_sd1.0', 1],
    ] as const) {
      const expected = outputs.k_diffusion_denoiser[name].loss_weight_on_F_target_mse;
      expectClose(
        outputs.sigma.map((s) => softMinSnr(s, { sigmaData })),
        expected,
        1e-12,
        0,
      );
    }
  });

  test('a weight means the same for every prediction: errors are 1 : snr : snr + 1', () => {
    const { t, x0, noise, x_t: xt, v } = outputs.v_target;
    const wrong = rows(x0.map(([a, b]) => [a + 0.1, b - 0.2]));
    const squared = (a: ArrayLike<number>, b: ArrayLike<number>) =>
      Array.from(a).reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0);
    t.forEach((_, i) => {
      const s = snr[i];
      const [alpha, sigma] = [Math.sqrt(s / (1 + s)), Math.sqrt(1 / (1 + s))];
      const point = rows([xt[i]]);
      const guess = batch(wrong.data.slice(2 * i, 2 * i + 2), 2);
      const errors = {
        x0: squared(guess.data, x0[i]),
        epsilon: squared(fromX0('epsilon', guess, point, alpha, sigma, zeros(1, 2)).data, noise[i]),
        v: squared(fromX0('v', guess, point, alpha, sigma, zeros(1, 2)).data, v[i]),
      };
      for (const kind of ['epsilon', 'v'] as const) {
        expect((weightOf(kind, 1, s) * errors[kind]) / errors.x0).toBeCloseTo(1, 6);
      }
    });
  });
});
