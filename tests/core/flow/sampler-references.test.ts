import { describe, expect, test } from 'vitest';
import { copy, zeros } from '../../../src/core/batch';
import { gaussian, interpolant, interpolantPath, interpolantProcess } from '../../../src/core/flow';
import { eulerMaruyamaStep } from '../../../src/core/process/sde';
import { expectClose, golden, goldenMixture, lcg, rows, type GoldenMixture, type Points } from '../golden';

/** The references run from noise at 0 to data at 1: their t is 1 - t here, and their velocities have the other sign. */
const { mixtures } = golden<{ parameters: { mixtures: Record<string, GoldenMixture> } }>('mixture-model').parameters;
const between = (mixture: string, mean: 'linear' | 'trigonometric') =>
  interpolant({ data: goldenMixture(mixtures[mixture]), other: gaussian(2), path: interpolantPath({ mean }) });

interface Rectified {
  readonly inputs: { readonly z: Points };
  readonly outputs: {
    readonly samplers: readonly {
      readonly kind: string;
      readonly mixture: string;
      readonly N: number;
      readonly t: readonly number[];
      readonly x: readonly Points[];
    }[];
    readonly losses: readonly {
      readonly mixture: string;
      readonly reflow: boolean;
      readonly reduce_mean: boolean;
      readonly z0: Points;
      readonly x1: Points;
      readonly t: readonly number[];
      readonly x_t: Points;
      readonly loss: number;
    }[];
  };
}

describe('RectifiedFlow', () => {
  const { inputs, outputs } = golden<Rectified>('flow/rectifiedflow');

  test('carries as Euler’s steps of the exact velocity do', () => {
    const runs = outputs.samplers.filter(({ kind }) => kind === 'euler');
    for (const { mixture, N, t, x: states } of runs) {
      const flow = between(mixture, 'linear');
      const x = copy(rows(inputs.z));
      // Its times begin at 0.001 and its steps are 1 / N: the two do not quite agree.
      t.forEach((time, i) => {
        const u = flow.velocity(x, 1 - time, zeros(8, 2));
        for (let j = 0; j < 16; j++) x.data[j] -= u.data[j] / N;
        expectClose(x.data, states[i + 1].flat(), 1e-9);
      });
    }
    expect(runs).toHaveLength(4);
  });

  test('asks of a network the squared error of the lines’ velocity', () => {
    const means = outputs.losses.filter(({ reduce_mean, reflow }) => reduce_mean && !reflow);
    for (const { mixture, z0, x1, t, x_t, loss } of means) {
      const flow = between(mixture, 'linear');
      let sum = 0;
      t.forEach((time, i) => {
        const x = rows([x_t[i]]);
        expectClose(
          x.data,
          [0, 1].map((d) => time * x1[i][d] + (1 - time) * z0[i][d]),
          1e-12,
        );
        const u = flow.velocity(x, 1 - time, zeros(1, 2)).data;
        for (const d of [0, 1]) sum += (-u[d] - (x1[i][d] - z0[i][d])) ** 2 / 16;
      });
      expect(Math.abs(sum - loss)).toBeLessThan(1e-9 * Math.max(1, loss));
    }
    expect(means.length).toBeGreaterThan(0);
  });
});

interface Sit {
  readonly inputs: { readonly z: Points };
  readonly outputs: {
    readonly conversions: readonly {
      readonly path: string;
      readonly mixture: string;
      readonly cases: readonly { readonly t: number; readonly exact_velocity: Points; readonly exact_score: Points }[];
    }[];
    readonly sde: readonly {
      readonly path: string;
      readonly mixture: string;
      readonly method: string;
      readonly norm: number;
      readonly diffusion_form: string;
      readonly last_step: string;
      readonly last_step_size: number;
      readonly num_steps: number;
      readonly t0: number;
      readonly t1: number;
      readonly noise_seed: number;
      readonly x_after_each_step: readonly Points[];
    }[];
  };
}

describe('SiT', () => {
  const { inputs, outputs } = golden<Sit>('flow/sit');
  const means = { linear: 'linear', GVP: 'trigonometric' } as const;
  const known = (path: string): path is keyof typeof means => path in means;

  test('has the same velocity and score on its linear and its variance-preserving path', () => {
    let cases = 0;
    for (const { path, mixture, cases: all } of outputs.conversions) {
      if (!known(path)) continue;
      const flow = between(mixture, means[path]);
      for (const { t, exact_velocity, exact_score } of all) {
        const x = rows(inputs.z);
        const u = flow.velocity(x, 1 - t, zeros(8, 2)).data.map((each) => -each);
        expectClose(u, exact_velocity.flat(), 1e-9);
        expectClose(flow.score(x, 1 - t, zeros(8, 2)).data, exact_score.flat(), 1e-9);
        cases += 1;
      }
    }
    expect(cases).toBeGreaterThanOrEqual(4);
  });

  test('walks the SDEs of the interpolant, whatever the noise, and ends as it says', () => {
    /** D over their t; theirs is dx = (v + D score) dt + sqrt(2 D) dw. */
    const diffusions: Readonly<Record<string, (t: number, norm: number) => number>> = {
      SBDM: (t, norm) => norm * ((1 - t) ** 2 / t + (1 - t)),
      'inccreasing-decreasing': (t, norm) => norm * Math.sin(Math.PI * t) ** 2,
    };
    const runs = outputs.sde.filter(({ path, method }) => known(path) && method === 'Euler');
    for (const run of runs) {
      const { mixture, norm, num_steps, t0, t1, last_step_size: rest, x_after_each_step: states } = run;
      const flow = between(mixture, means[run.path as keyof typeof means]);
      const process = interpolantProcess(flow, {
        epsilon: (t) => diffusions[run.diffusion_form](1 - t, norm),
        direction: 'backward',
      });
      const draw = lcg(run.noise_seed);
      const x = copy(rows(inputs.z));
      const time = (i: number) => 1 - (t0 + ((t1 - t0) * i) / (num_steps - 1));
      for (let i = 0; i + 1 < num_steps; i++) {
        const noise = { data: draw.normals(new Float64Array(16)), dim: 2 };
        eulerMaruyamaStep(process, x, noise, time(i), time(i + 1), x);
        expectClose(x.data, states[i].flat(), 1e-8);
      }
      const end = 1 - t1;
      if (run.last_step === 'Tweedie') flow.mean('x0', copy(x), end, x);
      else eulerMaruyamaStep(process, x, zeros(8, 2), end, end - rest, x);
      expectClose(x.data, states[num_steps - 1].flat(), 1e-8);
    }
    expect(runs).toHaveLength(2);
  });
});
