import { describe, expect, it } from 'vitest';
import { count, zeros } from '../../src/core/batch';
import { eightGaussians } from '../../src/core/data/index';
import { charges, kernelCdf, kernelQuantile } from '../../src/core/electrostatics/index';
import { lossFloor, marginalFlow, straightness } from '../../src/core/flow/index';
import { normalCdf } from '../../src/core/normal';
import { normalBatch, random } from '../../src/core/random';
import { flow } from '../../src/core/schedule/index';
import { planeRow, shareWon } from '../../src/record/couplings';
import { recorded } from '../../src/record/index';
import { logMeanOf } from '../../src/record/robustness';
import { mean } from '../../src/record/words';

describe('what chapter 9 says without an exercise', () => {
  it('the cost of the pairs is the variance of the target, the bend and the cost of the flow’s pairs', () => {
    const ring = eightGaussians();
    const field = marginalFlow(ring, flow());
    const noise = normalBatch(2000, 2, random(1));
    const { deviation, chord } = straightness(noise, field, { from: 1, to: 0, solver: { steps: 60, method: 'rk4' } });
    const carried = chord.reduce((sum, c) => sum + c * c, 0) / count(noise);
    const times = 50;
    let variance = 0;
    for (let i = 0; i < times; i++) variance += lossFloor(field, (i + 0.5) / times, 1000, random(i)).value / times;
    // Independent pairs: E|x_0|^2 + E|x_1|^2.
    const { means, scales, weights } = ring.components;
    const squares = weights.reduce(
      (sum, w, k) => sum + w * (means.data[2 * k] ** 2 + means.data[2 * k + 1] ** 2 + 2 * scales[k] ** 2),
      0,
    );
    expect((variance + deviation + carried) / (squares + 2)).toBeCloseTo(1, 1.5);
  });

  it('in the plane the kernel is beyond R with the share (1 + R^2 / D sigma^2)^(-D / 2)', () => {
    for (const extra of [1, 2, 8]) {
      expect(1 - kernelCdf(10, 1, 2, extra)).toBeCloseTo((1 + 100 / extra) ** (-extra / 2), 10);
    }
    expect(Math.exp(50)).toBeGreaterThan(5e21);
    expect(Math.exp(50)).toBeLessThan(5.5e21);
  });

  it('for a digit the distance varies by 2.5 % of itself under a Gaussian, and by 7 % with D = 128', () => {
    const spread = (extra: number) => {
      const [low, middle, high] = [normalCdf(-1), 0.5, normalCdf(1)].map((u) => kernelQuantile(u, 1, 784, extra));
      return (high - low) / 2 / middle;
    };
    expect(100 * spread(1e7)).toBeCloseTo(2.5, 1);
    expect(Math.round(100 * spread(128))).toBe(7);
  });

  it('the average of the charges comes to the denoiser like 1 / D', () => {
    const points = eightGaussians().sample(40, random(2));
    const x = normalBatch(50, 2, random(3));
    const limit = charges({ points, extra: Infinity }).mean(x, 0.7);
    const apart = (extra: number): number => {
      const found = charges({ points, extra }).mean(x, 0.7, zeros(50, 2));
      return Math.sqrt(found.data.reduce((sum, v, i) => sum + (v - limit.data[i]) ** 2, 0));
    };
    expect(apart(512) / apart(2048)).toBeCloseTo(4, 1);
    expect(apart(2048) / apart(8192)).toBeCloseTo(4, 1);
  });
});

describe('what chapter 9 says of its record of couplings', () => {
  const record = recorded('couplings');
  const of = (...[coupling, batch]: [Parameters<typeof planeRow>[2], number?]) => {
    const { runs } = planeRow(record, 'eight-gaussians', coupling, batch);
    const after = (steps: number) => mean(runs.map((run) => run.distances[record.plane.budgets.indexOf(steps)]));
    return { runs, after, carried: mean(runs.map((run) => run.carried)) };
  };

  it('a row is the budget, but for what a network misses', () => {
    for (const { runs } of record.plane.rows)
      expect(mean(runs.map((r) => (r.variance + r.bend + r.carried) / r.cost))).toBeCloseTo(1, 1);
  });

  it('one step on batches of 256 is as good as four and more on independent pairs', () => {
    expect(of('minibatch', 256).after(1)).toBeLessThan(of('independent').after(4));
  });

  it('the flow’s own pairs cost nearly the same in every row', () => {
    const { carried } = of('exact');
    for (const row of [of('independent'), of('minibatch', 16), of('minibatch', 256), of('entropic')])
      expect(Math.abs(row.carried / carried - 1)).toBeLessThan(0.06);
  });

  it('batches win less with every dimension, and thin axes save little of it', () => {
    const won = (data: 'every axis' | 'two axes', dim: number) => mean(shareWon(record.dimension, data, dim, 256));
    const bumps = [2, 8, 32, 128].map((dim) => won('every axis', dim));
    expect(bumps).toEqual([...bumps].sort((a, b) => b - a));
    expect(won('two axes', 128) - won('every axis', 128)).toBeLessThan(0.1);
  });
});

describe('what chapter 9 says of the claim of a middle D', () => {
  const { rows, seeds } = recorded('robustness');
  const at = (key: string) => logMeanOf(rows, key);

  it('noise does most harm to diffusion, and few dimensions help', () => {
    expect(seeds).toBe(12);
    expect(at('noiseDInfinity') / at('noiseD2')).toBeGreaterThan(1.3);
    for (const extra of ['1', '2']) {
      expect(at('noiseDInfinity') / at('cleanDInfinity')).toBeGreaterThan(at(`noiseD${extra}`) / at(`cleanD${extra}`));
    }
  });

  it('a narrow network cannot learn few dimensions', () => {
    expect(at('smallD1')).toBeGreaterThan(10 * at('smallDInfinity'));
    expect(at('smallD2')).toBeGreaterThan(2 * at('smallDInfinity'));
  });

  it('exact fields: a third of the distance in the plane, within a tenth of each other in 32 dimensions', () => {
    expect(at('exact2noiseD2') / at('exact2noiseDInfinity')).toBeCloseTo(1 / 3, 1);
    const many = ['1', '2', '8', '32', '128', '2048', 'Infinity'].map((extra) => at(`exact32noiseD${extra}`));
    expect(Math.max(...many) / Math.min(...many)).toBeLessThan(1.1);
  });
});
