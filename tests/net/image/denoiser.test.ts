import { describe, expect, test } from 'vitest';
import { bookPixels, inkPixels, standardPixels } from '../../../src/core/image-network/pixels';
import { digitSchedule, digitTimes } from '../../../src/core/image-network/sampling';
import { normalBatch, random } from '../../../src/core/random';
import { dpmpp2m } from '../../../src/core/sampler/dpmpp-2m';
import { makeSchedule } from '../../../src/core/schedule';
import { ofClass } from '../../../src/net/condition/class';
import { trainer } from './digits';

describe('denoiser', () => {
  test('is the same model in all units and under all schedules', async () => {
    const one = await trainer();
    one.train(10);
    const sigma = 0.8;
    const u = normalBatch(3, 784, random(9));
    const answer = (schedule: ReturnType<typeof digitSchedule>, t: number, { mean, deviation } = standardPixels) => {
      const alpha = schedule.alpha(t);
      const x = { data: u.data.map((v) => alpha * (mean + deviation * v)), dim: 784 };
      const out = normalBatch(3, 784, random(1));
      one
        .denoiser({ schedule, condition: ofClass([4, -1, 7]), guidance: 1.5, pixels: { mean, deviation }, clip: false })
        .denoise(x, t, out);
      return out.data.map((v) => (v - mean) / deviation);
    };
    const expected = answer(digitSchedule(), sigma / 30);
    for (const pixels of [inkPixels, bookPixels]) {
      const found = answer(digitSchedule(pixels), sigma / 30, pixels);
      found.forEach((v, i) => expect(Math.abs(v - expected[i])).toBeLessThan(1e-5));
    }
    const cosine = makeSchedule({ kind: 'cosine', s: 0.008 });
    const t = cosine.timeOfLogSnr(-2 * Math.log(sigma));
    answer(cosine, t).forEach((v, i) => expect(Math.abs(v - expected[i])).toBeLessThan(1e-4));
  });

  test('guidance 0 is the conditional answer; w adds w times the difference to the unconditional one', async () => {
    const one = await trainer();
    one.train(30);
    const schedule = digitSchedule();
    const x = normalBatch(4, 784, random(2));
    const ask = (labels: number[], guidance: number) =>
      one
        .denoiser({ schedule, condition: ofClass(labels), guidance, clip: false })
        .denoise(x, 0.03, normalBatch(4, 784, random(1)))
        .data.slice();
    const [c, u, g] = [ask([1, 2, 3, 4], 0), ask([-1], 0), ask([1, 2, 3, 4], 2)];
    expect(Math.max(...c.map((v, i) => Math.abs(v - u[i])))).toBeGreaterThan(1e-3);
    g.forEach((v, i) => expect(Math.abs(v - (c[i] + 2 * (c[i] - u[i])))).toBeLessThan(1e-5));
  });

  test('clipped answers are pixels, at the ends of time too', async () => {
    const one = await trainer();
    const schedule = digitSchedule(bookPixels);
    const denoiser = one.denoiser({ schedule, pixels: bookPixels });
    for (const t of [0, 1e-6, 0.5, 1]) {
      const x = normalBatch(2, 784, random(4));
      const { data: out } = denoiser.denoise({ data: x.data.map((v) => 40 * v), dim: 784 }, t, x);
      expect(out.every((v) => v >= -1 - 1e-9 && v <= 1 + 1e-9)).toBe(true);
    }
  });

  test('every step of a sampler asks once, from noise 30 down to 0.03 and then 0', async () => {
    const schedule = digitSchedule();
    const times = digitTimes(10);
    expect(times).toHaveLength(11);
    expect(schedule.sigma(times[0])).toBeCloseTo(30, 10);
    expect(schedule.sigma(times[9])).toBeCloseTo(0.03, 10);
    expect(times[10]).toBe(0);
    const one = await trainer();
    let last = 0;
    for (const step of dpmpp2m({
      denoiser: one.denoiser({ schedule, condition: ofClass([1, 2]) }),
      schedule,
      times,
      x: normalBatch(2, 784, random(1)),
    }))
      last = step.evaluations;
    expect(last).toBe(10);
  });
});
