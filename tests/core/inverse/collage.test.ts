import { describe, expect, it } from 'vitest';
import { batch, zeros } from '../../../src/core/batch';
import type { Denoiser } from '../../../src/core/denoiser';
import {
  asymmetry,
  besidePaper,
  chainCovariance,
  chainDenoiser,
  collage,
  madeCovariance,
  overlapsOf,
  overWindows,
  readChain,
  taperedWeights,
  windowsOf,
} from '../../../src/core/inverse';
import { normalBatch, random } from '../../../src/core/random';
import { ddim, uniformTimes } from '../../../src/core/sampler';
import { makeSchedule, scheduleDefaults } from '../../../src/core/schedule';
import { expectClose } from '../golden';

const schedule = makeSchedule(scheduleDefaults.cosine);
const rho = 0.9;
const chain = (length: number) => chainDenoiser(rho, length, schedule);

/** x_t for every unit vector through a denoiser, as minus the score's matrix: (1 - alpha D) / sigma^2. */
function precision(denoiser: Denoiser, length: number, t: number): Float64Array {
  const units = zeros(length, length);
  for (let i = 0; i < length; i++) units.data[i * length + i] = 1;
  const { data } = denoiser.denoise(units, t, zeros(length, length));
  const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
  return Float64Array.from(data, (v, k) => ((k % (length + 1) === 0 ? 1 : 0) - alpha * v) / sigma ** 2);
}

describe('a chain of columns', () => {
  it('has the covariance of its own denoiser: alpha C (alpha^2 C + sigma^2)^-1', () => {
    const [t, n] = [0.4, 5];
    const c = chainCovariance(rho, n);
    const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
    const x = normalBatch(1, n, random(3));
    const noisy = zeros(1, n);
    // D (alpha^2 C + sigma^2) w = alpha C w for whatever w.
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) noisy.data[i] += (alpha ** 2 * c[i * n + j] + (i === j ? sigma ** 2 : 0)) * x.data[j];
    const wanted = Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (__, j) => alpha * c[i * n + j] * x.data[j]).reduce((sum, v) => sum + v, 0),
    );
    expectClose(chain(n).denoise(noisy, t, zeros(1, n)).data, wanted, 1e-10);
  });

  it('is made by DDIM of the exact denoiser, up to its steps', () => {
    const made = (steps: number) => {
      const covariance = madeCovariance(ddim, { denoiser: chain(24), schedule, times: uniformTimes(steps) }, 24);
      return readChain(covariance, rho, [1, 8]);
    };
    const [few, many] = [made(50), made(400)];
    expect(many.error).toBeLessThan(few.error / 4);
    expect(many.error).toBeLessThan(0.01);
    expectClose(many.correlations, [rho, rho ** 8], 0.005);
  });
});

describe('windows over it', () => {
  const [length, window, stride] = [24, 8, 4];
  const windows = windowsOf(length, window, stride);
  const rules = {
    mean: overWindows(chain(window), 1, windows),
    tapered: overWindows(chain(window), 1, windows, taperedWeights(window)),
    collage: collage(chain(window), chain, 1, windows),
  };

  it('give the exact score as the noise goes where overlaps are taken away, and not where answers are averaged', () => {
    const t = 1e-4;
    const exact = precision(chain(length), length, t);
    expectClose(precision(rules.collage, length, t), exact, 1e-4 * Math.max(...exact));
    const worst = (denoiser: Denoiser) =>
      Math.max(...precision(denoiser, length, t).map((v, k) => Math.abs(v - exact[k]))) / Math.max(...exact);
    expect(worst(rules.mean)).toBeGreaterThan(0.1);
  });

  it('are not exact at any noise beyond, as what is left and right of an overlap then goes together', () => {
    const t = 0.5;
    const exact = precision(chain(length), length, t);
    const off = precision(rules.collage, length, t).map((v, k) => Math.abs(v - exact[k]));
    expect(Math.max(...off)).toBeGreaterThan(1e-3 * Math.max(...exact));
  });

  it('have a symmetric matrix, as a score has, where overlaps are taken away alone', () => {
    expect(asymmetry(rules.collage, length, 0.5)).toBeLessThan(1e-12);
    expect(asymmetry(rules.mean, length, 0.5)).toBeGreaterThan(0.01);
    expect(asymmetry(rules.tapered, length, 0.5)).toBeGreaterThan(0.01);
  });

  it('make too little variance where answers are averaged, and hand less on from window to window', () => {
    const read = (denoiser: Denoiser) =>
      readChain(madeCovariance(ddim, { denoiser, schedule, times: uniformTimes(200) }, length), rho, [1, window]);
    const [truth, mean, of] = [read(chain(length)), read(rules.mean), read(rules.collage)];
    expect(mean.variance[1]).toBeLessThan(0.9);
    expect(of.variance[1]).toBeGreaterThan(0.93);
    expect(mean.correlations[1]).toBeLessThan(truth.correlations[1] / 2);
    expect(of.error).toBeLessThan(mean.error / 1.3);
    const tiles = read(overWindows(chain(window), 1, windowsOf(length, window, window)));
    expect(Math.abs(tiles.correlations[1])).toBeLessThan(1e-12);
  });
});

describe('weights and overlaps', () => {
  it('are Gaussian about the middle, a tenth of the width wide', () => {
    const weights = taperedWeights(28);
    expect(weights[13]).toBeCloseTo(weights[14], 12);
    expect(weights[0] / weights[13]).toBeCloseTo(Math.exp((-(13.5 ** 2) + 0.5 ** 2) / (2 * 2.8 ** 2)), 12);
    expect(() => overWindows(chain(8), 1, windowsOf(24, 8, 4), taperedWeights(7))).toThrow(
      '7 weights of a window (expected 8, above 0)',
    );
  });

  it('leave what agrees with itself as it is', () => {
    const half: Denoiser = { denoise: (x, _, out) => (x.data.forEach((v, i) => (out.data[i] = v / 2)), out) };
    const windows = windowsOf(19, 8, 4);
    const x = normalBatch(2, 3 * 19, random(5));
    for (const rule of [overWindows(half, 3, windows, taperedWeights(8)), collage(half, () => half, 3, windows)])
      expectClose(
        rule.denoise(x, 0.5, zeros(2, 3 * 19)).data,
        x.data.map((v) => v / 2),
        1e-14,
      );
  });

  it('are what neighbours share, and none of a circle', () => {
    expect(overlapsOf(windowsOf(19, 8, 4))).toEqual([
      { start: 4, width: 4 },
      { start: 8, width: 4 },
      { start: 11, width: 5 },
    ]);
    expect(overlapsOf(windowsOf(24, 8, 8))).toEqual([]);
    expect(() => overlapsOf(windowsOf(24, 8, 4, { circular: true }))).toThrow('windows in a circle');
    expect(() => collage(chain(8), chain, 1, windowsOf(19, 8, 8, { edge: false }))).toThrow('columns under no window');
  });

  it('stand beside paper in the middle of a window, under the noise of the moment', () => {
    const seen: number[][] = [];
    const watched: Denoiser = {
      denoise: (x, _, out) => (seen.push(Array.from(x.data)), x.data.forEach((v, i) => (out.data[i] = 10 * v)), out),
    };
    const noise = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    const beside = besidePaper(watched, {
      height: 2,
      window: 4,
      width: 2,
      paper: -1,
      noise,
      at: () => ({ alpha: 2, sigma: 0.5 }),
    });
    const out = beside.denoise(batch([1, 2, 3, 4], 4), 0.5, zeros(1, 4));
    expect(seen).toEqual([[-1.5, 1, 2, 0, 0.5, 3, 4, 2]]);
    expect(Array.from(out.data)).toEqual([10, 20, 30, 40]);
  });
});
