import { describe, expect, test } from 'vitest';
import type { Denoiser } from '../../../src/core/denoiser';
import { ddim } from '../../../src/core/sampler/ddim';
import { ddimInversion } from '../../../src/core/sampler/ddim-inversion';
import { makeSchedule } from '../../../src/core/schedule/index';

// Data normal about 0 with deviation s: E[x_0 | x_t] = alpha s^2 x / (alpha^2 s^2 + sigma^2), and the flow scales x by the deviations' ratio.
const s = 0.7;
const schedules = {
  cosine: makeSchedule({ kind: 'cosine', s: 0.008 }),
  linear: makeSchedule({ kind: 'linear', betaMin: 0.1, betaMax: 20 }),
};
type Schedule = (typeof schedules)['cosine'];
const gaussian = (schedule: Schedule): Denoiser => ({
  denoise(x, t, out) {
    const a = schedule.alpha(t),
      v = a * a * s * s + schedule.sigma(t) ** 2;
    for (let i = 0; i < x.data.length; i++) out.data[i] = (a * s * s * x.data[i]) / v;
    return out;
  },
});
const start = { data: Float64Array.of(0.5, -1.2, 0.03, 2), dim: 2 };
const last = 0.98;

function there(schedule: Schedule, n: number): Float64Array {
  let x = new Float64Array(0);
  const times = Float64Array.from({ length: n + 1 }, (_, i) => (last * i) / n);
  for (const step of ddimInversion({ denoiser: gaussian(schedule), schedule, times, x: start }))
    x = Float64Array.from(step.x.data);
  return x;
}

function back(schedule: Schedule, n: number, from: Float64Array): Float64Array {
  let x = from;
  const times = Float64Array.from({ length: n + 1 }, (_, i) => last * (1 - i / n));
  for (const step of ddim({ denoiser: gaussian(schedule), schedule, times, x: { data: from, dim: 2 } }))
    x = Float64Array.from(step.x.data);
  return x;
}

const apart = (a: ArrayLike<number>, b: ArrayLike<number>) => Math.max(...Array.from(a, (v, i) => Math.abs(v - b[i])));

describe.each(Object.entries(schedules))('DDIM towards noise, %s', (_, schedule) => {
  const deviation = Math.hypot(schedule.alpha(last) * s, schedule.sigma(last));
  const exact = start.data.map((v) => (v * deviation) / s);

  test('follows the flow of a Gaussian: the error falls as the step does', () => {
    const errors = [200, 400, 800].map((n) => apart(there(schedule, n), exact));
    expect(errors[0] / errors[1]).toBeGreaterThan(1.8);
    expect(errors[1] / errors[2]).toBeGreaterThan(1.8);
    expect(errors[2]).toBeLessThan(0.02);
  });

  test('and back it is where it began, the nearer the more steps', () => {
    const errors = [50, 200, 800].map((n) => apart(back(schedule, n, there(schedule, n)), start.data));
    expect(errors[1]).toBeLessThan(errors[0] / 2);
    expect(errors[2]).toBeLessThan(errors[1] / 2);
    expect(errors[2]).toBeLessThan(0.05);
  });

  test('leaves what it is given, and wants rising times', () => {
    const before = start.data.slice();
    there(schedule, 3);
    expect(start.data).toEqual(before);
    expect(() => [
      ...ddimInversion({ denoiser: gaussian(schedule), schedule, times: [0, 0.5, 0.4], x: start }),
    ]).toThrow('time 0.4 after 0.5 (expected rising times)');
  });
});
