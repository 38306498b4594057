import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { run as bitsLeft } from '../../components/prose/experiments/bits-left';
import { run as nearestNeighbour } from '../../components/prose/experiments/nearest-neighbour';
import { digitNoise } from '../../components/figure/ForwardNoise/digit';
import { forwardNoiseSchema } from '../../components/figure/ForwardNoise/settings';
import { pathSteps, trainingSteps } from '../../components/figure/Hero/state';
import { batch, zeros } from '../../src/core/batch';
import { eightGaussians } from '../../src/core/data';
import { digitPixelsOf, parseDigits, toUnit } from '../../src/core/data/digits';
import { believe, recall } from '../../src/core/data/recall';
import { noised } from '../../src/core/process/forward';
import { normalBatch, random } from '../../src/core/random';
import { cosine, linear } from '../../src/core/schedule';

/** Numbers that stand in the text of chapters 1 and 2. Where one fails, the sentence is to be rewritten with it. */
describe('numbers in the text of chapters 1 and 2', () => {
  const digits = parseDigits(readFileSync('public/data/digits.bin'));
  const schedule = cosine();

  it('signal left at the end of the linear schedule, and three quarters down the cosine', () => {
    expect(linear().alpha(1)).toBeCloseTo(0.0066, 4);
    expect(Math.exp(schedule.logSnr(0.75))).toBeCloseTo(1 / 6, 2);
    expect(schedule.logSnr(0.5)).toBeCloseTo(0, 1);
  });

  it('the hero trains for a thousand steps and comes back in forty', () => {
    expect({ trainingSteps, pathSteps }).toEqual({ trainingSteps: 1000, pathSteps: 40 });
  });

  it('digits: 9,001 to train on, mean and variance of their pixels', async () => {
    const { images, trainCount } = await digits;
    expect(trainCount).toBe(9001);
    const x = toUnit(images);
    const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
    expect(mean).toBeCloseTo(-0.74, 2);
    expect(x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length).toBeCloseTo(0.38, 2);
  });

  it('the three of figure 2.1 is found at 0.65, another three at 0.8, and at 0.95 belief is spread over thousands', async () => {
    const set = await digits;
    const { digit, seed } = forwardNoiseSchema.defaults;
    expect({ digit, seed }).toEqual({ digit: 3, seed: 10 });
    const found = recall(set, toUnit(digitPixelsOf(set, 3)), digitNoise(10), { slice: set.trainCount }).next();
    if (!found.done) throw new Error('recall did not end');
    const at = (t: number) => believe(found.value, set.labels, schedule.sigma(t) / schedule.alpha(t));
    expect(at(0.65).best).toBe(3);
    expect(at(0.65).certainty).toBeGreaterThan(0.99);
    expect(at(0.8).best).not.toBe(3);
    expect(set.labels[at(0.8).best]).toBe(3);
    expect(at(0.95).candidates).toBeGreaterThan(2000);
  });

  it('the table of what is left has the numbers of the two experiments', async () => {
    const text = readFileSync('content/chapters/02-forward.mdx', 'utf8').replaceAll('\u00a0', ' ');
    const { finding } = await nearestNeighbour(digits);
    const [found, classes] = [finding.split('. ')[0], finding.split('right in ')[1]].map((part) =>
      [...part.matchAll(/(\d+)\u00a0%/g)].map(([, n]) => n),
    );
    const bits = (await bitsLeft(digits)).finding;
    const at = (level: string) => new RegExp(`([\\d.]+) at ${level}[,.]`).exec(bits)?.[1];
    const left = [at('0'), at('−2'), /^[\d.]+/.exec(bits)?.[0], at('−4')];
    for (const [i, level] of [0, -2, -3, -4].entries()) {
      const noise = Number(Math.exp(-level).toPrecision(2));
      const log = String(level).replace('-', '−');
      expect(text).toContain(`| ${log} | ${noise} | ${found[i]} % | ${classes[i]} % | ${left[i]} |`);
    }
  });

  it('eight Gaussians: a ring at 0.4, with a dip of 3 %, and one hump at 0.62', () => {
    const target = eightGaussians();
    // The highest density along a ray from the centre.
    const along = (angle: number, t: number): { readonly density: number; readonly radius: number } => {
      const radii = Array.from({ length: 600 }, (_, i) => i / 200);
      const points = batch(
        radii.flatMap((radius) => [radius * Math.cos(angle), radius * Math.sin(angle)]),
        2,
      );
      const logs = target.logDensity(points, schedule.alpha(t), schedule.sigma(t));
      const best = logs.indexOf(Math.max(...logs));
      return { density: Math.exp(logs[best]), radius: radii[best] };
    };
    expect(along(Math.PI / 8, 0.4).density / along(0, 0.4).density).toBeCloseTo(0.97, 2);
    expect(along(Math.PI / 8, 0.15).density / along(0, 0.15).density).toBeLessThan(0.1);
    expect(along(0, 0.6).radius).toBeGreaterThan(0);
    expect(along(0, 0.62).radius).toBe(0);
  });

  it('a point of the eight is given back to its cluster hardly more than half of the time at t = 1/2', () => {
    const target = eightGaussians();
    const n = 20_000;
    const r = random(1);
    const x0 = target.sample(n, r);
    const x = noised(x0, normalBatch(n, 2, r), 0.5, schedule, zeros(n, 2));
    const mode = (data: Float64Array, i: number) =>
      (Math.round(Math.atan2(data[2 * i + 1], data[2 * i]) / (Math.PI / 4)) + 8) % 8;
    let right = 0;
    for (let i = 0; i < n; i++) if (mode(x.data, i) === mode(x0.data, i)) right++;
    expect(Math.abs(right / n - 0.55)).toBeLessThan(0.01);
  });
});
