import { describe, expect, test } from 'vitest';
import { batch, copy, zeros, type Batch } from '../../../src/core/batch';
import { convert, ratesAt } from '../../../src/core/parameterization';
import { gaussian, interpolant, interpolantPath, interpolantProcess, pairVelocity } from '../../../src/core/flow';
import { eulerMaruyamaStep } from '../../../src/core/process/sde';
import { expectClose, golden, goldenMixture, lcg, rows, type GoldenMixture, type Points } from '../golden';

/** The references run from noise at 0 to data at 1: their t is 1 - t here, and their velocities have the other sign. */
const flat = (points: Points) => points.flat();
const negative = (points: Points) => points.flat().map((each) => -each);
const { mixtures } = golden<{ parameters: { mixtures: Record<string, GoldenMixture> } }>('mixture-model').parameters;
const model = (name: string) => goldenMixture(mixtures[name]);

interface Interpolants {
  readonly inputs: { readonly points: Points; readonly z: Points };
  readonly outputs: readonly {
    kind: string;
    mixture: string;
    times: readonly { t: number; gamma: number; velocity_b: Points; score: Points; denoiser_eta_z: Points }[];
  }[];
}
interface Interflow {
  readonly inputs: { readonly z: Points };
  readonly outputs: {
    readonly coefficients: readonly (Record<'path', string> & { gamma_type: string | null } & Record<
        't' | 'a' | 'adot' | 'b' | 'bdot' | 'gamma' | 'gg_dot',
        readonly number[]
      > & { gamma_dot?: readonly number[] })[];
    readonly fields: readonly {
      path: string;
      gamma_type: string;
      mixture: string;
      cases: readonly { t: number; b: Points; score: Points; eta_z: Points }[];
    }[];
    readonly sde: readonly {
      mixture: string;
      eps: number;
      n_step: number;
      start_end: readonly [number, number];
      noise_seed: number;
      x_after_each_step: readonly Points[];
    }[];
  };
}

describe('stochastic interpolants', () => {
  const check = (
    name: string,
    path: ReturnType<typeof interpolantPath>,
    x: Batch,
    theirs: number,
    b: Points,
    score: Points,
    z: Points,
  ) => {
    const between = interpolant({ data: model(name), other: gaussian(2), path });
    const t = 1 - theirs;
    const out = () => zeros(x.data.length / 2, 2);
    expectClose(between.velocity(x, t, out()).data, negative(b), 1e-10);
    expectClose(between.score(x, t, out()).data, flat(score), 1e-10);
    expectClose(between.mean('z', x, t, out()).data, flat(z), 1e-10);
  };
  const meanOf = (name: string) =>
    name.startsWith('linear') ? 'linear' : name.startsWith('enc') ? 'encoding-decoding' : 'trigonometric';
  const noiseOf = (name: string | null) =>
    name === null ? 'none' : name === 'bsquared' ? 'quadratic' : name === 'sinesquared' ? 'sine' : 'brownian';

  test('with gamma^2 = 2 t (1 - t) have the closed forms of the reference', () => {
    const { inputs, outputs } = golden<Interpolants>('flow/stochastic-interpolant');
    for (const { kind, mixture, times } of outputs) {
      const path = interpolantPath({ mean: meanOf(kind), noise: 'brownian', scale: Math.SQRT2 });
      for (const { t, gamma, velocity_b, score, denoiser_eta_z } of times) {
        expect(Math.sqrt(path.at(1 - t).variance)).toBeCloseTo(gamma, 14);
        check(mixture, path, rows(inputs.points), t, velocity_b, score, denoiser_eta_z);
      }
    }
  });

  test('have the coefficients and the fields of interflow', () => {
    const { inputs, outputs } = golden<Interflow>('flow/interflow');
    const pathOf = (path: string, gamma: string | null) =>
      interpolantPath({ mean: meanOf(path), noise: noiseOf(gamma), keepVariance: path === 'trig' });
    for (const { path, gamma_type, t, a, adot, b, bdot, gamma, gg_dot, gamma_dot } of outputs.coefficients) {
      // Theirs is from the other cloud to the data; in the encoding-decoding path both have their half.
      const ours = one(path.startsWith('one') ? interpolantPath({ mean: 'trigonometric' }) : pathOf(path, gamma_type));
      expectClose(
        t.map((at) => ours(1 - at).beta),
        a,
        1e-14,
      );
      expectClose(
        t.map((at) => ours(1 - at).alpha),
        b,
        1e-14,
      );
      expectClose(
        t.map((at) => -ours(1 - at).dBeta),
        adot,
        1e-13,
      );
      expectClose(
        t.map((at) => -ours(1 - at).dAlpha),
        bdot,
        1e-13,
      );
      expectClose(
        t.map((at) => Math.sqrt(ours(1 - at).variance)),
        gamma,
        1e-14,
      );
      expectClose(
        t.map((at) => -ours(1 - at).dVariance / 2),
        gg_dot,
        1e-13,
      );
      if (gamma_dot)
        expectClose(
          t.map((at) => -ours(1 - at).dGamma),
          gamma_dot,
          1e-12,
        );
    }
    for (const { path, gamma_type, mixture, cases } of outputs.fields) {
      for (const { t, b, score, eta_z } of cases) {
        check(mixture, pathOf(path, gamma_type), rows(inputs.z), t, b, score, eta_z);
      }
    }
  });
});

describe('the SDE of an interpolant', () => {
  test('walks as interflow does, by Euler and Maruyama from noise to data', () => {
    const { inputs, outputs } = golden<Interflow>('flow/interflow');
    for (const { mixture, eps, n_step, start_end, noise_seed, x_after_each_step } of outputs.sde) {
      const flow = interpolant({
        data: model(mixture),
        other: gaussian(2),
        path: interpolantPath({ noise: 'brownian' }),
      });
      const process = interpolantProcess(flow, { epsilon: eps, direction: 'backward' });
      const noise = lcg(noise_seed);
      const time = (i: number) => 1 - (start_end[0] + ((start_end[1] - start_end[0]) * i) / (n_step - 1));
      const x = copy(rows(inputs.z));
      x_after_each_step.forEach((expected, i) => {
        const z = { data: noise.normals(new Float64Array(16)), dim: 2 };
        eulerMaruyamaStep(process, x, z, time(i), time(i + 1), x);
        expectClose(x.data, flat(expected), 1e-9);
      });
    }
    expect(outputs.sde.length).toBe(1);
  });
});

const one = (path: ReturnType<typeof interpolantPath>) => path.at;

interface Matchers {
  readonly inputs: { readonly x0: Points; readonly x1: Points; readonly epsilon: Points };
  readonly outputs: readonly {
    matcher: string;
    sigma: number;
    t: readonly number[];
    sigma_t: number | readonly number[];
    x_t: Points;
    u_t: Points;
  }[];
}

describe('the conditional velocities of torchcfm', () => {
  const { inputs, outputs } = golden<Matchers>('flow/torchcfm-conditional');

  test('of its matchers between pairs: straight lines, lines with noise, arcs, bridges', () => {
    let checked = 0;
    for (const { matcher, sigma, t, x_t, u_t } of outputs) {
      if (matcher.startsWith('Target')) continue;
      const bridge = matcher.startsWith('Schr');
      const path = interpolantPath({
        mean: matcher.startsWith('Variance') ? 'trigonometric' : 'linear',
        noise: bridge ? 'brownian' : 'constant',
        scale: sigma,
      });
      t.forEach((theirs, i) => {
        if (bridge && (theirs === 0 || theirs === 1)) return; // the library adds 1e-8 to what is 0 there
        const found = pairVelocity(
          path.at(1 - theirs),
          batch([...x_t[i]], 2),
          batch([...inputs.x1[i]], 2),
          batch([...inputs.x0[i]], 2),
          zeros(1, 2),
        );
        expectClose(found.data, negative([u_t[i]]), bridge ? 2e-6 : 1e-13);
        checked++;
      });
    }
    expect(checked).toBeGreaterThan(40);
  });

  test('of Lipman’s path towards a target, which keeps a little noise', () => {
    for (const { matcher, sigma, t, x_t, u_t } of outputs) {
      if (!matcher.startsWith('Target')) continue;
      // alpha = t, sigma_t = 1 - (1 - sigma) t in their time: a schedule with a floor.
      const path = {
        alpha: (s: number) => 1 - s,
        dAlpha: () => -1,
        sigma: (s: number) => 1 - (1 - sigma) * (1 - s),
        dSigma: () => 1 - sigma,
      };
      t.forEach((theirs, i) => {
        if (sigma === 0 && theirs === 1) return;
        const [x, x0] = [batch([...x_t[i]], 2), batch([...inputs.x1[i]], 2)];
        expectClose(
          convert('x0', 'velocity', x0, x, ratesAt(path, 1 - theirs), zeros(1, 2)).data,
          negative([u_t[i]]),
          1e-11,
        );
      });
    }
  });
});
