import { describe, expect, test } from 'vitest';
import type { Denoiser } from '../../../src/core/denoiser';
import { exactInversion } from '../../../src/core/inversion/exact';
import { ddim } from '../../../src/core/sampler/ddim';
import { edm, makeSchedule } from '../../../src/core/schedule/index';

const schedule = edm({ sigmaMin: 0, sigmaMax: 30, rho: 1 });
const start = { data: Float64Array.of(0.5, -1.2, 0.03, 2, -0.7, 1.1), dim: 2 };
const rising = Float64Array.from([0, 0.001, 0.004, 0.015, 0.06, 0.25, 1]);

/** Gaussian data of deviation s about 0. */
const gaussian = (s: number, of = schedule): Denoiser => ({
  denoise(x, t, out) {
    const a = of.alpha(t);
    const v = a * a * s * s + of.sigma(t) ** 2;
    x.data.forEach((value, i) => (out.data[i] = (a * s * s * value) / v));
    return out;
  },
});

/** Guided: away from a wide Gaussian towards a narrow one, so that slopes are negative where noise is little more than the narrow one's deviation. */
const guided = (w: number): Denoiser => {
  const [narrow, wide] = [gaussian(0.3), gaussian(1)];
  return {
    denoise(x, t, out) {
      const other = { data: new Float64Array(x.data.length), dim: x.dim };
      narrow.denoise(x, t, out);
      wide.denoise(x, t, other);
      for (let i = 0; i < x.data.length; i++) out.data[i] += w * (out.data[i] - other.data[i]);
      return out;
    },
  };
};

function code(denoiser: Denoiser, times = rising, of = schedule, more = {}) {
  const steps = [];
  let x = start.data.slice();
  for (const step of exactInversion({
    denoiser,
    schedule: of,
    times,
    x: start,
    iterations: 60,
    tolerance: 1e-10,
    ...more,
  })) {
    x = step.x.data.slice();
    steps.push({ residual: step.residual, evaluations: step.evaluations });
  }
  return { x, steps };
}

function back(denoiser: Denoiser, from: Float64Array, times = rising, of = schedule): Float64Array {
  let x = from;
  const falling = Float64Array.from(times).reverse();
  for (const step of ddim({ denoiser, schedule: of, times: falling, x: { data: from, dim: 2 } }))
    x = step.x.data.slice();
  return x;
}

const apart = (a: ArrayLike<number>, b: ArrayLike<number>) => Math.max(...Array.from(a, (v, i) => Math.abs(v - b[i])));

describe('exact inversion of DDIM', () => {
  test('divides by what the steps of a Gaussian multiply by', () => {
    const s = 0.7;
    let factor = 1;
    for (let i = 1; i < rising.length; i++) {
      const [to, from] = [schedule.sigma(rising[i - 1]), schedule.sigma(rising[i])];
      factor *= to / from + ((1 - to / from) * s * s) / (s * s + from * from);
    }
    const { x } = code(gaussian(s));
    start.data.forEach((v, i) => expect(x[i] / (v / factor)).toBeCloseTo(1, 6));
  });

  test('comes back to where it began in six steps, guided too', () => {
    for (const w of [0, 0.5]) {
      const denoiser = guided(w);
      const { x, steps } = code(denoiser, rising, schedule, { iterations: 300 });
      expect(steps.at(-1)!.residual).toBeLessThan(1e-9);
      expect(apart(back(denoiser, x), start.data)).toBeLessThan(1e-6);
    }
  });

  test('under a schedule whose alpha falls', () => {
    const cosine = makeSchedule({ kind: 'cosine', s: 0.008 });
    const times = Float64Array.from([0.02, 0.2, 0.5, 0.8, 0.97]);
    const denoiser = gaussian(0.7, cosine);
    expect(apart(back(denoiser, code(denoiser, times, cosine).x, times, cosine), start.data)).toBeLessThan(1e-8);
  });

  test('says what is left where it has too few calls, and asks no more than it is allowed', () => {
    const { steps } = code(gaussian(0.7), rising, schedule, { iterations: 2 });
    expect(steps.at(-1)!.residual).toBeGreaterThan(0);
    expect(steps.at(-1)!.evaluations).toBeLessThanOrEqual(6 * 3);
    expect(code(gaussian(0.7)).steps.at(-1)!.residual).toBeLessThan(1e-9);
  });

  test('leaves what it is given, and refuses what cannot be', () => {
    const before = start.data.slice();
    code(gaussian(1));
    expect(start.data).toEqual(before);
    expect(() => code(gaussian(1), Float64Array.of(0, 0.5, 0.4))).toThrow('time 0.4 after 0.5 (expected rising times)');
    expect(() => code(gaussian(1), rising, schedule, { iterations: 0 })).toThrow('0 iterations (expected at least 1)');
  });
});
