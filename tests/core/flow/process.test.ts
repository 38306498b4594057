import { describe, expect, test } from 'vitest';
import { batch, copy, zeros } from '../../../src/core/batch';
import { costs, entropicPairs } from '../../../src/core/coupling';
import { empirical } from '../../../src/core/data/empirical';
import { mixture } from '../../../src/core/data/mixture';
import { gaussian, interpolant, interpolantPath, interpolantProcess, marginalFlow } from '../../../src/core/flow';
import { energyDistance } from '../../../src/core/metric';
import { eulerMaruyamaStep, reverse } from '../../../src/core/process/sde';
import { normalBatch, random } from '../../../src/core/random';
import { makeSchedule } from '../../../src/core/schedule';
import { expectClose } from '../golden';

const left = mixture({ weights: [0.5, 0.5], means: batch([-1, 0.5, 1, -0.4], 2), scales: [0.3, 0.25] });

describe('the SDEs of an interpolant', () => {
  test('have its marginals half way, forwards and backwards, whatever the noise', () => {
    const flow = interpolant({
      data: left,
      other: gaussian(2, 0.6),
      path: interpolantPath({ noise: 'brownian', scale: 0.5 }),
    });
    const n = 500;
    const half = flow.sample(1500, 0.5, random(1)).x;
    const usual = energyDistance(flow.sample(n, 0.5, random(2)).x, half);
    for (const [direction, start] of [
      ['forward', 0],
      ['backward', 1],
    ] as const) {
      for (const epsilon of [0, 0.3, (t: number) => 0.5 * t]) {
        const process = interpolantProcess(flow, { epsilon, direction });
        const noise = random(4);
        const x = copy(flow.sample(n, start, random(3)).x);
        const steps = 60;
        for (let i = 0; i < steps; i++) {
          const [t, s] = [i, i + 1].map((k) => start + ((0.5 - start) * k) / steps);
          eulerMaruyamaStep(process, x, normalBatch(n, 2, noise), t, s, x);
        }
        expect(energyDistance(x, half)).toBeLessThan(usual + 0.02);
      }
    }
  });

  test('of a schedule’s flow are the reverse SDE', () => {
    const schedule = makeSchedule({ kind: 'linear', betaMin: 0.1, betaMax: 20 });
    const flow = marginalFlow(left, schedule);
    const lambda = 0.7;
    const known = reverse(schedule, { score: (x, t, out) => flow.score(x, t, out) }, { lambda });
    const epsilon = (t: number) => (lambda * schedule.diffusion(t)) ** 2 / 2;
    const found = interpolantProcess(flow, { epsilon, direction: 'backward' });
    const x = normalBatch(9, 2, random(5));
    for (const t of [0.1, 0.5, 0.9]) {
      expectClose(found.drift(x, t, zeros(9, 2)).data, known.drift(x, t, zeros(9, 2)).data, 1e-10);
      expect(found.diffusion(t)).toBeCloseTo(known.diffusion(t), 12);
    }
  });

  test('of the Schrödinger bridge lead from each point to its partners, by their shares', () => {
    const [x0, x1] = [batch([0, 0, 0.5, 1], 2), batch([1, 0, 1, 1, 2, -1], 2)];
    const sigma = 0.7;
    const plan = entropicPairs(costs(x0, x1), 2, 3, { entropy: 2 * sigma * sigma }, 0);
    const flow = interpolant({
      data: empirical(x0),
      other: empirical(x1),
      path: interpolantPath({ noise: 'brownian', scale: sigma }),
      coupling: plan,
    });
    const process = interpolantProcess(flow, { epsilon: (sigma * sigma) / 2, direction: 'forward' });
    const n = 1200;
    const noise = random(7);
    // All from the first point: its own bridges at the first time that can be asked, then the process.
    const steps = 80;
    const first = 1e-3;
    const z = normalBatch(n, 2, noise);
    const x = batch(
      z.data.map((each) => sigma * Math.sqrt(first * (1 - first)) * each),
      2,
    );
    for (let i = 0; i < steps; i++) {
      const [t, s] = [i, i + 1].map((k) => first + ((1 - 2 * first) * k) / steps);
      eulerMaruyamaStep(process, x, normalBatch(n, 2, noise), t, s, x);
    }
    const hits = [0, 0, 0];
    for (let row = 0; row < n; row++) {
      const away = [0, 1, 2].map((j) =>
        Math.hypot(x.data[2 * row] - x1.data[2 * j], x.data[2 * row + 1] - x1.data[2 * j + 1]),
      );
      hits[away.indexOf(Math.min(...away))]++;
    }
    const total = plan.weights.reduce((sum, w, k) => sum + (plan.from[k] === 0 ? w : 0), 0);
    plan.weights.forEach((w, k) => {
      if (plan.from[k] !== 0) return;
      const share = w / total;
      expect(Math.abs(hits[plan.to[k]] / n - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / n) + 0.01);
    });
  });

  test('refuse an epsilon below 0', () => {
    const flow = marginalFlow(left, makeSchedule({ kind: 'flow' }));
    expect(() => interpolantProcess(flow, { epsilon: -1, direction: 'forward' })).toThrow('expected 0 or more');
    const late = interpolantProcess(flow, { epsilon: (t) => 0.5 - t, direction: 'forward' });
    expect(() => late.diffusion(0.7)).toThrow('at t = 0.7');
  });
});
