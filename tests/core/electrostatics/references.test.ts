import { describe, expect, test } from 'vitest';
import { batch, type Batch } from '../../../src/core/batch';
import {
  charges,
  fieldLines,
  kernelQuantile,
  pfgmPerturb,
  pfgmTarget,
  poissonDenoiser,
} from '../../../src/core/electrostatics';
import { edm as edmSampler, euler, run } from '../../../src/core/sampler';
import { edm } from '../../../src/core/schedule';
import { betaPrimeQuantile } from '../../../src/core/statistics';
import type { Denoiser } from '../../../src/core/denoiser';
import { expectClose, golden, goldenMixture, lcg, rows, type GoldenMixture, type Points } from '../golden';

const { mixtures } = golden<{ parameters: { mixtures: Record<string, GoldenMixture> } }>('mixture-model').parameters;
const dataOf = (mixture: string, seed: number, n: number): Batch =>
  goldenMixture(mixtures[mixture]).sample(n, lcg(seed));
const split = (points: Points) => ({
  x: rows(points.map((p) => p.slice(0, -1))),
  z: points.map((p) => p[p.length - 1]),
});

interface Pfgm {
  readonly outputs: {
    readonly targets: readonly {
      mixture: string;
      data_seed: number;
      n_data: number;
      batch: number;
      options: { gamma: number; tau: number; M: number; restrict_M: boolean; sigma_end: number };
      perturbed_x_z: Points;
      'target_without_1e-7': Points;
      draw_seed: number;
    }[];
    readonly field: readonly {
      mixture: string;
      data_seed: number;
      n_data: number;
      z: number;
      gamma: number;
      x: Points;
      field_exact: Points;
    }[];
    readonly prior_radius: readonly {
      D: number;
      z_max: number;
      u: readonly number[];
      radius_unclipped: readonly number[];
    }[];
    readonly samplers: readonly {
      mixture: string;
      data_seed: number;
      n_data: number;
      z_max: number;
      eps: number;
      N: number;
      solver: string;
      x_start: Points;
      final: Points;
      z?: readonly number[];
      x?: readonly Points[];
    }[];
    readonly ground_truth: readonly {
      mixture: string;
      data_seed: number;
      n_data: number;
      z: readonly number[];
      x: readonly Points[];
    }[];
  };
}

describe('PFGM', () => {
  const { outputs } = golden<Pfgm>('electrostatics/pfgm');
  const cloud = (at: { mixture: string; data_seed: number; n_data: number }) =>
    charges({ points: dataOf(at.mixture, at.data_seed, at.n_data), extra: 1 });

  test('the normalised field of a batch, at all heights', () => {
    for (const each of outputs.field) {
      const found = pfgmTarget(cloud(each), rows(each.x), each.z, { gamma: each.gamma });
      expectClose(found.data, each.field_exact.flat(), 1e-11);
    }
    expect(outputs.field.length).toBe(5);
  });

  test('where it is trained, and on what', () => {
    for (const each of outputs.targets) {
      const { gamma, tau, M, restrict_M, sigma_end } = each.options;
      const data = dataOf(each.mixture, each.data_seed, each.n_data);
      const noised = pfgmPerturb(
        batch(data.data.slice(0, 2 * each.batch), 2),
        { tau, most: M, deviation: sigma_end, close: restrict_M ? 0.005 : 0 },
        lcg(each.draw_seed),
      );
      const theirs = split(each.perturbed_x_z);
      expectClose(noised.x.data, theirs.x.data, 1e-12);
      expectClose(noised.z, theirs.z, 1e-12);
      const target = pfgmTarget(cloud(each), noised.x, noised.z, { gamma });
      expectClose(target.data, each['target_without_1e-7'].flat(), 1e-9);
    }
  });

  test('the prior’s radius on the plane, in any dimension', () => {
    for (const { D: dim, z_max, u, radius_unclipped } of outputs.prior_radius) {
      expectClose(
        u.map((each) => kernelQuantile(each, z_max, dim, 1)),
        radius_unclipped,
        1e-9,
      );
    }
  });

  test('its ODE: Euler and Heun in z by the book’s own samplers, and the true end', () => {
    let compared = 0;
    for (const each of outputs.samplers) {
      if (each.solver === 'rk45') continue;
      const schedule = edm({ sigmaMin: 0, sigmaMax: each.z_max, rho: 1 });
      // N + 1 levels even in ln z, their last one not stepped from but to.
      const levels = Array.from({ length: each.N + 1 }, (_, i) => each.z_max * (each.eps / each.z_max) ** (i / each.N));
      const times = levels.map((z) => z / each.z_max);
      // Their slope is z v_x / (v_z + 1e-5) of the normalised field v: as a denoiser, x - that.
      const field = cloud(each);
      const known = poissonDenoiser(field, schedule);
      const denoiser: Denoiser = {
        denoise(x, t, out) {
          const z = t * each.z_max;
          const v = pfgmTarget(field, x, z, { gamma: 0 }).data;
          for (let i = 0; i < out.data.length; i++) {
            const row = Math.floor(i / 2);
            out.data[i] = x.data[i] - (z * v[3 * row + (i % 2)]) / (v[3 * row + 2] + 1e-5);
          }
          return out;
        },
      };
      const input = { schedule, times, x: rows(each.x_start) };
      if (each.solver === 'forward_euler') {
        let i = 0;
        for (const step of euler({ denoiser, ...input })) {
          if (i < each.N) {
            expectClose([step.t * each.z_max], [each.z![i]], 1e-12);
            expectClose(step.x.data, each.x![i].flat(), 1e-9);
          }
          i++;
        }
        expectClose(run(euler, { denoiser, ...input }).data, each.final.flat(), 1e-9);
        expectClose(run(euler, { denoiser: known, ...input }).data, each.final.flat(), 5e-3);
      } else {
        // Their last step is Euler's.
        const most = run(edmSampler, { denoiser, ...input, times: times.slice(0, each.N) });
        const end = run(euler, { denoiser, schedule, times: times.slice(each.N - 1), x: most });
        expectClose(end.data, each.final.flat(), 1e-9);
      }
      compared++;
    }
    expect(compared).toBe(3);
    for (const each of outputs.ground_truth) {
      const found = fieldLines(cloud(each), rows(each.x[0]), each.z, { relative: 1e-10, absolute: 1e-12 });
      found.forEach((x, i) => expectClose(x.data, each.x[i].flat(), 1e-7));
    }
  });
});

interface PfgmPlus {
  readonly inputs: { readonly dataset: Points };
  readonly outputs: {
    readonly alignment: Record<string, readonly number[]>;
    readonly radius_distribution: {
      readonly cases: Record<
        string,
        {
          D: number;
          sigma: number;
          quantile_levels: readonly number[];
          R_quantiles_exact: readonly number[];
        }
      >;
    };
    readonly posterior_mean: {
      readonly cases: readonly { D: number | 'inf'; sigma: number; x: Points; denoised_exact: Points }[];
    };
    readonly pfgm_normalised_field_target: {
      readonly cases: readonly { D: number; x: Points; r: readonly number[]; gamma: number; pfgm_target: Points }[];
    };
    readonly sampler: {
      readonly u: Points;
      readonly runs: readonly {
        D: number | 'inf';
        steps: number;
        nfe: number;
        x_start: Points;
        x_exact_field: readonly Points[];
      }[];
    };
  };
}

describe('PFGM++', () => {
  const { inputs, outputs } = golden<PfgmPlus>('electrostatics/pfgmpp');
  const number = (D: number | 'inf') => (D === 'inf' ? Infinity : D);
  const cloud = (D: number | 'inf') => charges({ points: rows(inputs.dataset), extra: number(D) });

  test('the radius of its kernel, from D = 2 to 2,048', () => {
    for (const { D, sigma, quantile_levels, R_quantiles_exact } of Object.values(outputs.radius_distribution.cases)) {
      quantile_levels.forEach((u, i) => {
        const plane = kernelQuantile(u, sigma, 2, D);
        expect(Math.abs(plane / R_quantiles_exact[i] - 1)).toBeLessThan(1e-9);
        // The closed form in the plane is the inverse of the incomplete beta function.
        expect(Math.abs((sigma * Math.sqrt(D * betaPrimeQuantile(u, 1, D / 2))) / plane - 1)).toBeLessThan(1e-10);
      });
    }
  });

  test('its denoiser, from D = 2 to a Gaussian’s', () => {
    for (const { D, sigma, x, denoised_exact } of outputs.posterior_mean.cases) {
      expectClose(cloud(D).mean(rows(x), sigma).data, denoised_exact.flat(), D === 2048 ? 1e-10 : 1e-12);
    }
  });

  test('its normalised field', () => {
    for (const { D, x, r, gamma, pfgm_target } of outputs.pfgm_normalised_field_target.cases) {
      const sigma = r.map((each) => each / Math.sqrt(D));
      const target = pfgmTarget(cloud(D), rows(x), sigma, { gamma, size: Math.sqrt(2 + D) });
      const last = target.data.map((each, i) => (i % 3 === 2 ? each / Math.sqrt(D) : each)); // theirs, by sqrt(D)
      expectClose(last, pfgm_target.flat(), 2e-6);
    }
  });

  test('its sampler is EDM’s on this denoiser, from its own prior', () => {
    for (const { D, steps, nfe, x_start, x_exact_field } of outputs.sampler.runs) {
      x_start.forEach(([a, b], i) => {
        const [u, turn] = outputs.sampler.u[i];
        const radius = kernelQuantile(u, 80, 2, number(D));
        expectClose([a, b], [radius * Math.cos(2 * Math.PI * turn), radius * Math.sin(2 * Math.PI * turn)], 1e-9);
      });
      const levels = Array.from(
        { length: steps },
        (_, i) => (80 ** (1 / 7) + (i / (steps - 1)) * (0.002 ** (1 / 7) - 80 ** (1 / 7))) ** 7,
      );
      // The ladder ends at no noise: a schedule whose time is the level reaches it.
      const straight = edm({ sigmaMin: 0, sigmaMax: 80, rho: 1 });
      const input = {
        denoiser: poissonDenoiser(cloud(D), straight),
        schedule: straight,
        times: [...levels.map((level) => level / 80), 0],
        x: rows(x_start),
      };
      const states = [...edmSampler(input)].length;
      expect(states).toBe(steps + 1);
      let [i, evaluations] = [0, 0];
      for (const step of edmSampler(input)) {
        if (x_exact_field.length > 1) expectClose(step.x.data, x_exact_field[i].flat(), 1e-8);
        evaluations = step.evaluations;
        i++;
      }
      expect(evaluations).toBe(nfe);
      expectClose(run(edmSampler, input).data, x_exact_field[x_exact_field.length - 1].flat(), 1e-8);
    }
  });
});
