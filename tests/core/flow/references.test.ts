import { describe, expect, test } from 'vitest';
import { batch, zeros, type Batch } from '../../../src/core/batch';
import { asDenoiser, conversion, convert, ratesAt } from '../../../src/core/parameterization';
import { flowPath } from '../../../src/core/likelihood';
import { makeSchedule } from '../../../src/core/schedule';
import type { Schedule } from '../../../src/core/schedule/schedule';
import {
  conditionalVelocity,
  gaussian,
  interpolant,
  interpolantPath,
  marginalFlow,
  pairVelocity,
  rescheduled,
} from '../../../src/core/flow';
import { expectClose, golden, goldenMixture, rows, type GoldenMixture, type Points } from '../golden';

/**
 * The references run from noise at 0 to data at 1: their t is 1 - t here, and their velocities have the other sign.
 */
const flat = (points: Points) => points.flat();
const negative = (points: Points) => points.flat().map((each) => -each);
const { mixtures } = golden<{ parameters: { mixtures: Record<string, GoldenMixture> } }>('mixture-model').parameters;
const model = (name: string) => goldenMixture(mixtures[name]);

const vp = makeSchedule({ kind: 'linear', betaMin: 0.1, betaMax: 20 });
/** The references' schedules in the book's time: alpha and sigma of theirs at 1 - t. */
function schedule(name: string): Schedule {
  const polynomial = (t: number, n: number) => ({
    alpha: t ** n,
    sigma: 1 - t ** n,
    dAlpha: n * t ** (n - 1),
    dSigma: -n * t ** (n - 1),
  });
  const theirs = (t: number): { alpha: number; sigma: number; dAlpha: number; dSigma: number } => {
    switch (name) {
      case 'CondOT':
        return polynomial(t, 1);
      case 'polynomial_2':
        return polynomial(t, 2);
      case 'cosine': {
        const angle = (Math.PI / 2) * t;
        const quarter = Math.PI / 2;
        return {
          alpha: Math.sin(angle),
          sigma: Math.cos(angle),
          dAlpha: quarter * Math.cos(angle),
          dSigma: -quarter * Math.sin(angle),
        };
      }
      case 'linearVP': {
        const sigma = Math.sqrt(1 - t * t);
        return { alpha: t, sigma, dAlpha: 1, dSigma: -t / sigma };
      }
      default: {
        return { alpha: vp.alpha(1 - t), sigma: vp.sigma(1 - t), dAlpha: -vp.dAlpha(1 - t), dSigma: -vp.dSigma(1 - t) };
      }
    }
  };
  const logSnr = (t: number) => 2 * Math.log(theirs(1 - t).alpha / theirs(1 - t).sigma);
  return {
    name,
    alpha: (t) => theirs(1 - t).alpha,
    sigma: (t) => theirs(1 - t).sigma,
    dAlpha: (t) => -theirs(1 - t).dAlpha,
    dSigma: (t) => -theirs(1 - t).dSigma,
    logSnr,
    timeOfLogSnr(sought) {
      let [low, high] = [0, 1];
      for (let i = 0; i < 80; i++) {
        const middle = (low + high) / 2;
        if (logSnr(middle) > sought) low = middle;
        else high = middle;
      }
      return (low + high) / 2;
    },
    drift: (t) => (name.startsWith('VP') ? vp.drift(t) : NaN),
    diffusion: (t) => (name.startsWith('VP') ? vp.diffusion(t) : NaN),
  };
}

interface Marginal {
  readonly inputs: { readonly points: Points; readonly z: Points };
  readonly outputs: {
    readonly velocity: readonly {
      readonly scheduler: string;
      readonly mixture: string;
      readonly times: readonly {
        readonly t: number;
        readonly velocity: Points;
        readonly div_velocity?: readonly number[];
        readonly logp?: readonly number[];
      }[];
    }[];
    readonly ode: readonly { scheduler: string; mixture: string; t: readonly number[]; x: readonly Points[] }[];
  };
}

describe('the marginal velocity of a mixture', () => {
  const { inputs, outputs } = golden<Marginal>('flow/marginal-velocity');
  const points = rows(inputs.points);

  test('is the reference’s on every path, at both ends too, with its divergence and its density', () => {
    let divergences = 0;
    for (const { scheduler, mixture, times } of outputs.velocity) {
      const flow = marginalFlow(model(mixture), schedule(scheduler));
      for (const { t, velocity, div_velocity, logp } of times) {
        expectClose(flow.velocity(points, 1 - t, zeros(36, 2)).data, negative(velocity), 1e-11);
        if (!div_velocity || !logp) continue;
        divergences++;
        expectClose(
          flow.divergence(points, 1 - t, new Float64Array(36)),
          div_velocity.map((each) => -each),
          1e-10,
        );
        expectClose(flow.logDensity(points, 1 - t), logp, 1e-11);
      }
    }
    expect(divergences).toBeGreaterThan(6);
  });

  test('leads where the reference’s ODE leads', () => {
    for (const { scheduler, mixture, t, x } of outputs.ode) {
      const flow = marginalFlow(model(mixture), schedule(scheduler));
      let i = 0;
      for (const point of flowPath(
        rows(inputs.z),
        flow,
        t.map((each) => 1 - each),
        { relative: 1e-10, absolute: 1e-11 },
      )) {
        expectClose(point.x.data, flat(x[i++]), 1e-8);
      }
      expect(i).toBe(t.length);
    }
  });
});

interface Conversions {
  readonly inputs: { readonly x_for_transform: Points };
  readonly outputs: {
    readonly conversions: readonly {
      scheduler: string;
      mixture: string;
      cases: readonly {
        t: number;
        x_t: Points;
        x0: Points;
        x1: Points;
        dx_t: Points;
        exact_E_x1: Points;
        exact_E_x0: Points;
        exact_velocity: Points;
      }[];
    }[];
    readonly schedule_transform: readonly {
      original: string;
      new: string;
      mixture: string;
      cases: readonly { r: number; u_transformed: Points; t_original: number }[];
    }[];
  };
}

describe('conversions of flow_matching', () => {
  const { inputs, outputs } = golden<Conversions>('flow/velocity-conversion');

  test('between data, noise and velocity, each from each', () => {
    for (const { scheduler, mixture, cases } of outputs.conversions) {
      const path = schedule(scheduler);
      const flow = marginalFlow(model(mixture), path);
      for (const each of cases) {
        const t = 1 - each.t;
        const rates = ratesAt(path, t);
        const x = rows(each.x_t);
        const said = {
          x0: flat(each.exact_E_x1),
          epsilon: flat(each.exact_E_x0),
          velocity: negative(each.exact_velocity),
        };
        for (const from of ['x0', 'epsilon', 'velocity'] as const) {
          for (const to of ['x0', 'epsilon', 'velocity'] as const) {
            const { said: factor } = conversion(from, to, rates);
            const found = convert(from, to, batch(said[from], 2), x, rates, zeros(8, 2));
            expectClose(found.data, said[to], 1e-12 * (1 + Math.abs(factor)));
          }
        }
        expectClose(flow.mean('x0', x, t, zeros(8, 2)).data, said.x0, 1e-11);
        expectClose(flow.mean('z', x, t, zeros(8, 2)).data, said.epsilon, 1e-11);
        expectClose(conditionalVelocity(path, t, x, rows(each.x1), zeros(8, 2)).data, negative(each.dx_t), 1e-11);
      }
    }
  });

  test('from one schedule to another', () => {
    const x = rows(inputs.x_for_transform);
    for (const { original, new: other, mixture, cases } of outputs.schedule_transform) {
      const [from, to] = [schedule(original), schedule(other)];
      const flow = marginalFlow(model(mixture), from);
      const seen = rescheduled(flow, from, to);
      const direct = marginalFlow(model(mixture), to);
      for (const { r, u_transformed } of cases) {
        expectClose(seen.velocity(x, 1 - r, zeros(8, 2)).data, negative(u_transformed), 1e-9);
        expectClose(
          seen.divergence(x, 1 - r, new Float64Array(8)),
          direct.divergence(x, 1 - r, new Float64Array(8)),
          1e-8,
        );
      }
    }
  });

  test('a velocity field is a denoiser under any schedule', () => {
    const path = schedule('CondOT');
    const data = model('A');
    const flow = marginalFlow(data, path);
    const denoiser = asDenoiser('velocity', path, (x, t, out) => flow.velocity(x, t, out));
    const x = rows(inputs.x_for_transform);
    for (const t of [0.1, 0.5, 1]) {
      expectClose(denoiser.denoise(x, t, zeros(8, 2)).data, data.denoise(x, path.alpha(t), path.sigma(t)).data, 1e-11);
    }
  });
});

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
