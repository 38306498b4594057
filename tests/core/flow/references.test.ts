import { describe, expect, test } from 'vitest';
import { batch, zeros } from '../../../src/core/batch';
import { asDenoiser, conversion, convert, ratesAt } from '../../../src/core/parameterization';
import { flowPath } from '../../../src/core/likelihood';
import { makeSchedule } from '../../../src/core/schedule';
import type { Schedule } from '../../../src/core/schedule/schedule';
import { conditionalVelocity, marginalFlow, rescheduled } from '../../../src/core/flow';
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
