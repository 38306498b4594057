import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { batch } from '../../src/core/batch';
import { mixture } from '../../src/core/data/mixture';
import { classifierFree } from '../../src/core/guidance';
import { normalBatch, random } from '../../src/core/random';
import { ddim, ddpm, logSnrTimes, run } from '../../src/core/sampler/index';
import { linear } from '../../src/core/schedule/index';

/**
 * What guidance does to classes in d dimensions whose centres differ by as much in every coordinate. Gaussians of one deviation in every
 * direction keep their coordinates across the line of the centres to themselves, so along that line it is a problem of one dimension in which
 * the centres move apart like the root of d.
 */
const schedule = linear();
const deviation = 0.5;
const points = 2000;
const w = 2;

function drawn(d: number, noisy: boolean, ofClass: readonly number[], all: readonly number[]): Float64Array {
  const model = (centres: readonly number[]) =>
    mixture({
      weights: centres.map(() => 1),
      means: batch(
        centres.map((c) => c * Math.sqrt(d)),
        1,
      ),
      scales: centres.map(() => deviation),
    }).denoiser(schedule);
  const denoiser = classifierFree(model(ofClass), model(all), { scale: 1 + w });
  const x = normalBatch(points, 1, random(11));
  const input = { denoiser, schedule, times: logSnrTimes(schedule, 400), x };
  return (noisy ? run(ddpm, { ...input, random: random(12) }) : run(ddim, input)).data;
}

const mean = (x: Float64Array): number => x.reduce((sum, v) => sum + v, 0) / x.length;

/** One class, one hump: by how many deviations its mean is moved, and what is left of its own deviation. */
function hump(d: number, noisy: boolean): { readonly moved: number; readonly width: number } {
  const x = drawn(d, noisy, [0.5], [0.5, -0.5]);
  const m = mean(x);
  return {
    moved: (m - 0.5 * Math.sqrt(d)) / deviation,
    width: Math.sqrt(mean(x.map((v) => (v - m) ** 2))) / deviation,
  };
}

/** A class of two parts, the second beside another class: the share of the samples in the second. */
function nearPart(d: number, noisy: boolean): number {
  const [far, near, other] = [-1, 0.275, 0.75];
  const x = drawn(d, noisy, [far, near], [far, near, other]);
  return mean(x.map((v) => (v > ((far + near) / 2) * Math.sqrt(d) ? 1 : 0)));
}

describe('guidance against dimension', () => {
  const dimensions = [1, 8, 64, 784] as const;
  const rows = dimensions.map((d) => ({
    d,
    ode: hump(d, false),
    noise: hump(d, true),
    parts: [nearPart(d, false), nearPart(d, true)] as const,
  }));

  it('the table of chapter 11 has what is measured', () => {
    const text = readFileSync('content/chapters/11-asking-for-something.mdx', 'utf8').replaceAll('\u00a0', ' ');
    const two = (v: number) => v.toFixed(2);
    for (const { d, ode, noise, parts } of rows) {
      const cells = [String(d), two(ode.moved), two(ode.width), two(noise.moved), two(noise.width), ...parts.map(two)];
      expect(text).toContain(`| ${cells.join(' | ')} |`);
    }
  });

  it('with noise the class is moved and narrowed less and less, as the root of d; without, as much in any dimension', () => {
    for (const [i, { ode, noise, d }] of rows.entries()) {
      expect(ode.moved).toBeGreaterThan(0.8);
      expect(ode.width).toBeLessThan(0.7);
      if (i === 0) continue;
      const before = rows[i - 1];
      const factor = before.noise.moved / noise.moved / Math.sqrt(d / before.d);
      expect(factor).toBeGreaterThan(0.6);
      expect(factor).toBeLessThan(1.7);
      expect(noise.width).toBeGreaterThan(before.noise.width);
    }
  });

  it('a part beside another class is lost in any dimension', () => {
    for (const { parts } of rows) for (const share of parts) expect(share).toBeLessThan(0.25);
    // What noise brings back: six in a hundred at most, and nothing at the end.
    for (const { parts } of rows) expect(parts[1] - parts[0]).toBeLessThan(0.06);
    expect(Math.abs(rows[3].parts[1] - rows[3].parts[0])).toBeLessThan(0.01);
  });
});

describe('the sum of two scores less a third', () => {
  it('has the larger precision between the ends, and so makes too narrow a crowd', () => {
    const precision = (variance: number, t: number) => 1 / (schedule.alpha(t) ** 2 * variance + schedule.sigma(t) ** 2);
    const wanted = 1 / (2 / 0.5 ** 2 - 1 / 1.2 ** 2);
    const sum = (t: number) => 2 * precision(0.5 ** 2, t) - precision(1.2 ** 2, t);
    expect(precision(wanted, 0.2)).toBeCloseTo(2.32, 2);
    expect(sum(0.2)).toBeCloseTo(3.18, 2);
    for (const t of [0.05, 0.2, 0.5, 0.9]) expect(sum(t)).toBeGreaterThan(precision(wanted, t));
  });
});
