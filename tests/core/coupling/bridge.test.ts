import { describe, expect, test } from 'vitest';
import { batch, zeros } from '../../../src/core/batch';
import {
  costs,
  entropicPairs,
  independent,
  minibatchPairs,
  optimalPairs,
  shares,
  sinkhorn,
} from '../../../src/core/coupling';
import { empirical } from '../../../src/core/data/empirical';
import { interpolant, interpolantPath, lossFloor, straightness } from '../../../src/core/flow';
import { normalBatch, random } from '../../../src/core/random';

describe('the Schrödinger bridge between two sets of points', () => {
  const [n, m, sigma] = [9, 7, 0.6];
  const [x0, x1] = [normalBatch(n, 2, random(1)), normalBatch(m, 2, random(2))];
  const cost = costs(x0, x1);
  const entropy = 2 * sigma * sigma;
  const bridge = interpolant({
    data: empirical(x0),
    other: empirical(x1),
    path: interpolantPath({ noise: 'brownian', scale: sigma }),
    coupling: entropicPairs(cost, n, m, { entropy, tolerance: 1e-13 }, 0),
  });

  test('is Brownian bridges between its pairs, and one Markov process: both of its drifts agree with its potentials', () => {
    // Forwards dx = sigma^2 grad ln h dt + sigma dw, h(x, t) = sum_j b_j exp(g_j / entropy) N(x_1j; x, sigma^2 (1 - t)) (Léonard 2014); and the
    // same drift from the interpolant: its velocity and sigma^2 / 2 of its score.
    const { g } = sinkhorn(cost, n, m, { entropy, tolerance: 1e-13 });
    const x = normalBatch(20, 2, random(3));
    for (const t of [0.1, 0.5, 0.85]) {
      const u = bridge.velocity(x, t, zeros(20, 2));
      const score = bridge.score(x, t, zeros(20, 2));
      for (let row = 0; row < 20; row++) {
        const log = Array.from({ length: m }, (_, j) => {
          const squared = (x1.data[2 * j] - x.data[2 * row]) ** 2 + (x1.data[2 * j + 1] - x.data[2 * row + 1]) ** 2;
          // exp(g / entropy) is the potential against exp(-cost / entropy): N's own normalisation is common to all j.
          return g[j] / entropy - squared / (2 * sigma * sigma * (1 - t));
        });
        const top = Math.max(...log);
        const weights = log.map((each) => Math.exp(each - top));
        const total = weights.reduce((a, b) => a + b);
        for (const d of [0, 1]) {
          const towards = weights.reduce((sum, w, j) => sum + (w / total) * x1.data[2 * j + d], 0);
          const drift = (towards - x.data[2 * row + d]) / (1 - t);
          expect(u.data[2 * row + d] + (sigma * sigma * score.data[2 * row + d]) / 2).toBeCloseTo(drift, 7);
        }
      }
    }
  });

  test('no other coupling has that: of independent pairs the drift is not a function of the potentials', () => {
    const loose = interpolant({
      data: empirical(x0),
      other: empirical(x1),
      path: bridge.path,
      coupling: independent(shares(n), shares(m)),
    });
    const x = batch([0.3, 0.2], 2);
    const drift = (flow: typeof loose) =>
      flow.velocity(x, 0.5, zeros(1, 2)).data[0] + (sigma * sigma * flow.score(x, 0.5, zeros(1, 2)).data[0]) / 2;
    expect(Math.abs(drift(loose) - drift(bridge))).toBeGreaterThan(0.01);
  });
});

describe('what a coupling does to a flow', () => {
  const n = 48;
  const [x0, x1] = [normalBatch(n, 2, random(11)), normalBatch(n, 2, random(12))];
  const cost = costs(x0, x1);
  // A little blur, so that paths that pass each other are told apart only where they are apart.
  const path = interpolantPath({ noise: 'constant', scale: 0.05 });
  const flowOf = (coupling: ReturnType<typeof independent>) =>
    interpolant({ data: empirical(x0), other: empirical(x1), path, coupling });
  const flows = [
    flowOf(independent(shares(n), shares(n))),
    flowOf(entropicPairs(cost, n, n, { entropy: 1 })),
    flowOf(minibatchPairs(x0, x1, 8, random(4))),
    flowOf(optimalPairs(x0, x1)),
  ];

  test('the closer the pairs, the less their directions disagree where they meet, and the straighter the flow', () => {
    const floors = flows.map((flow) => lossFloor(flow, 0.5, 600, random(5)));
    expect(floors[0].value - floors[1].value).toBeGreaterThan(4 * floors[0].error);
    expect(floors[0].value - floors[2].value).toBeGreaterThan(4 * floors[0].error);
    expect(floors[1].value).toBeGreaterThan(floors[3].value + 4 * floors[1].error);
    expect(floors[2].value).toBeGreaterThan(floors[3].value + 4 * floors[2].error);
    expect(floors[3].value).toBeLessThan(0.05 * floors[0].value);
    const start = flows[0].sample(12, 1, random(6)).x;
    const bends = [flows[0], flows[3]].map(
      (flow) => straightness(start, flow, { solver: { method: 'rk4', steps: 60 } }).relative,
    );
    expect(bends[1]).toBeLessThan(0.2 * bends[0]);
  });

  test('the floor is the variance of the pairs’ velocities around the field, found by drawing them', () => {
    for (const flow of [flows[0], flows[2]]) {
      const { x, velocity } = flow.sample(1500, 0.3, random(7));
      const u = flow.velocity(x, 0.3, zeros(1500, 2));
      const each = Array.from({ length: 1500 }, (_, row) =>
        [0, 1].reduce((sum, d) => sum + (velocity.data[2 * row + d] - u.data[2 * row + d]) ** 2, 0),
      );
      const mean = each.reduce((a, b) => a + b) / 1500;
      const error = Math.sqrt(each.reduce((a, b) => a + (b - mean) ** 2, 0)) / 1500;
      const floor = lossFloor(flow, 0.3, 1500, random(8));
      expect(Math.abs(mean - floor.value)).toBeLessThan(4 * Math.hypot(error, floor.error));
    }
    expect(() => lossFloor(flows[0], 0.5, 1, random(1))).toThrow('a mean over 1 points (expected at least 2)');
  });
});
