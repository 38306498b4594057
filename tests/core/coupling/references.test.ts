import { describe, expect, test } from 'vitest';
import {
  costOf,
  costs,
  drawPairs,
  fromPlan,
  optimalPairs,
  sinkhorn,
  toPlan,
  wassersteinDistance,
} from '../../../src/core/coupling';
import { expectClose, golden, lcg, rows, type Points } from '../golden';

interface Transport {
  readonly outputs: readonly {
    n: number;
    m: number;
    x0: Points;
    x1: Points;
    exact: {
      cost: number;
      W1: number;
      W2: number;
      assignment?: readonly number[];
      plan_nonzero: Points;
      sample_map: { uniforms_seed: number; uniforms: readonly number[]; i: readonly number[]; j: readonly number[] };
    };
    sinkhorn: readonly { reg: number; cost_converged: number; plan_converged?: Points }[];
  }[];
}

describe('the plans of torchcfm and POT', () => {
  const { outputs } = golden<Transport>('flow/torchcfm-ot');

  test('exact: the plan, also between sets of different size, its cost and both distances', () => {
    let square = 0;
    for (const { n, m, x0, x1, exact } of outputs) {
      const pairs = optimalPairs(rows(x0), rows(x1));
      if (exact.assignment) {
        square++;
        expect([...pairs.to]).toEqual(exact.assignment);
      }
      const plan = new Float64Array(n * m);
      for (const [i, j, weight] of exact.plan_nonzero) plan[i * m + j] = weight;
      expectClose(toPlan(pairs), plan, 1e-14);
      expect(costOf(pairs, costs(rows(x0), rows(x1)))).toBeCloseTo(exact.cost, 12);
      expect(wassersteinDistance(rows(x0), rows(x1))).toBeCloseTo(exact.W2, 12);
      expect(wassersteinDistance(rows(x0), rows(x1), 1)).toBeCloseTo(exact.W1, 12);
    }
    expect(square).toBe(3);
  });

  test('entropic, converged, also between sets of different size', () => {
    for (const { n, m, x0, x1, sinkhorn: runs } of outputs) {
      for (const { reg, cost_converged, plan_converged } of runs) {
        const found = sinkhorn(costs(rows(x0), rows(x1)), n, m, { entropy: reg, tolerance: 1e-13, most: 100_000 });
        if (plan_converged) expectClose(found.plan, plan_converged.flat(), 1e-11, 1e-2);
        expect(found.cost).toBeCloseTo(cost_converged, 10);
      }
    }
  });

  test('pairs drawn from a plan by the same uniforms', () => {
    for (const { n, m, exact } of outputs) {
      const plan = new Float64Array(n * m);
      for (const [i, j, weight] of exact.plan_nonzero) plan[i * m + j] = weight;
      const { sample_map: drawn } = exact;
      const { from, to } = drawPairs(fromPlan(plan, n, m), drawn.i.length, lcg(drawn.uniforms_seed));
      expect([...from]).toEqual(drawn.i);
      expect([...to]).toEqual(drawn.j);
    }
  });
});
