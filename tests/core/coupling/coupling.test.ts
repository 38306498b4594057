import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batch, type Batch } from '../../../src/core/batch';
import {
  assignment,
  costOf,
  costs,
  entropicPairs,
  entropyOf,
  fromPlan,
  independent,
  marginals,
  matchBatch,
  matched,
  minibatchPairs,
  optimalPairs,
  pairDrawer,
  rowsOf,
  shares,
  sinkhorn,
  toPlan,
  wassersteinDistance,
} from '../../../src/core/coupling';
import { wasserstein } from '../../../src/core/metric';
import { normalBatch, random } from '../../../src/core/random';
import { expectClose } from '../golden';

/** The cheapest of all ways to give rows columns of their own. */
function cheapest(cost: ArrayLike<number>, n: number, m: number): number {
  let best = Infinity;
  const taken = new Array<boolean>(m).fill(false);
  const go = (row: number, sum: number): void => {
    if (row === n) {
      best = Math.min(best, sum);
      return;
    }
    for (let j = 0; j < m; j++) {
      if (taken[j]) continue;
      taken[j] = true;
      go(row + 1, sum + cost[row * m + j]);
      taken[j] = false;
    }
  };
  go(0, 0);
  return best;
}

const cloud = (n: number, seed: number, dim = 2): Batch => normalBatch(n, dim, random(seed));

describe('assignment', () => {
  test('is the cheapest of all, for up to 8 rows and columns, also of costs below 0 and of ties', () => {
    const size = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(size, fc.integer({ min: 0, max: 2 }), fc.integer(), fc.boolean(), (n, more, seed, whole) => {
        const m = n + more;
        const draw = random(seed);
        const cost = Float64Array.from({ length: n * m }, () => {
          const each = draw.normal();
          return whole ? Math.round(2 * each) : each;
        });
        const { columns, cost: found } = assignment(cost, n, m);
        expect(new Set(columns).size).toBe(n);
        expect(found).toBeCloseTo(cheapest(cost, n, m), 10);
      }),
      { numRuns: 60 },
    );
    const cost = costs(cloud(8, 1), cloud(8, 2));
    expect(assignment(cost, 8, 8).cost).toBeCloseTo(cheapest(cost, 8, 8), 10);
  });

  test('proves itself by prices, at any size', () => {
    for (const [n, m] of [
      [60, 60],
      [37, 90],
      [300, 300],
    ]) {
      const cost = costs(cloud(n, 3), cloud(m, 4));
      const { columns, cost: total, rowPrices, columnPrices } = assignment(cost, n, m);
      const taken = new Set(columns);
      let least = Infinity;
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < m; j++) least = Math.min(least, cost[i * m + j] - rowPrices[i] - columnPrices[j]);
        expect(Math.abs(cost[i * m + columns[i]] - rowPrices[i] - columnPrices[columns[i]])).toBeLessThan(1e-10);
      }
      expect(least).toBeGreaterThan(-1e-10);
      columnPrices.forEach((price, j) => {
        expect(price).toBeLessThan(1e-12);
        if (!taken.has(j)) expect(price).toBe(0);
      });
      const prices = rowPrices.reduce((a, b) => a + b, 0) + columnPrices.reduce((a, b) => a + b, 0);
      expect(prices).toBeCloseTo(total, 8);
    }
  });

  test('on a line it pairs in order, and its distance is the known one', () => {
    const [x, y] = [cloud(50, 5, 1), cloud(50, 6, 1)];
    expect(wassersteinDistance(x, y, 1)).toBeCloseTo(wasserstein(x, y), 12);
    expect(wassersteinDistance(x, y, 2)).toBeCloseTo(wasserstein(x, y, { order: 2 }), 12);
    const columns = [...optimalPairs(x, y).to];
    const rank = (b: Batch) => [...b.data].map((each) => [...b.data].filter((other) => other < each).length);
    const [a, b] = [rank(x), rank(y)];
    columns.forEach((j, i) => expect(b[j]).toBe(a[i]));
  });

  test('of squared distances no two paths cross: moving on in pairs is cheaper than changing partners', () => {
    const [x, y] = [cloud(80, 7), cloud(80, 8)];
    const to = [...optimalPairs(x, y).to];
    for (let i = 0; i < 80; i++) {
      for (let k = 0; k < i; k++) {
        let inner = 0;
        for (const d of [0, 1]) {
          inner += (x.data[2 * i + d] - x.data[2 * k + d]) * (y.data[2 * to[i] + d] - y.data[2 * to[k] + d]);
        }
        expect(inner).toBeGreaterThan(-1e-12); // cyclical monotonicity for two
      }
    }
  });
});

describe('entropic plans', () => {
  const [x, y] = [cloud(7, 11), cloud(5, 12)];
  const cost = costs(x, y);
  const [a, b] = [
    [3, 1, 1, 2, 1, 4, 2],
    [1, 2, 2, 1, 3],
  ];

  test('have the shares that were asked for, and are products but for the cost', () => {
    for (const entropy of [0.02, 0.3, 5]) {
      const {
        plan,
        f,
        g,
        converged,
        error,
        cost: spent,
        value,
      } = sinkhorn(cost, 7, 5, { entropy, rows: a, columns: b });
      expect(converged).toBe(true);
      expect(error).toBeLessThan(1e-9);
      const found = marginals(fromPlan(plan, 7, 5));
      expectClose(found.rows, shares(7, a), 1e-9);
      expectClose(found.columns, shares(5, b), 1e-9);
      const [p, q] = [shares(7, a), shares(5, b)];
      let divergence = 0;
      plan.forEach((each, k) => {
        const [i, j] = [Math.floor(k / 5), k % 5];
        expect(each).toBeCloseTo(p[i] * q[j] * Math.exp((f[i] + g[j] - cost[k]) / entropy), 14);
        if (each > 0) divergence += each * Math.log(each / (p[i] * q[j]));
      });
      expect(value).toBeCloseTo(spent + entropy * divergence, 8); // the dual is the primal
    }
  });

  test('go to the exact plan with little entropy and to independent pairs with much', () => {
    const [u, v] = [cloud(8, 21), cloud(8, 22)];
    const between = costs(u, v);
    const exact = optimalPairs(u, v);
    const least = costOf(exact, between);
    const free = independent(shares(8), shares(8));
    let before = Infinity;
    for (const entropy of [1, 0.1, 0.01, 0.002, 0.0002]) {
      const { plan, cost: spent, converged } = sinkhorn(between, 8, 8, { entropy });
      expect(converged).toBe(true);
      expect(spent).toBeGreaterThan(least - 1e-9);
      expect(spent).toBeLessThan(before + 1e-10);
      expect(spent - least).toBeLessThanOrEqual(entropy * Math.log(8) + 1e-9); // the entropy that a plan can gain
      before = spent;
      if (entropy < 0.001) expectClose(plan, toPlan(exact), 1e-3);
    }
    const loose = sinkhorn(between, 8, 8, { entropy: 1e6 });
    expectClose(loose.plan, toPlan(free), 1e-6);
    expect(loose.cost).toBeCloseTo(costOf(free, between), 4);
    const rise = [0.01, 0.1, 1, 10].map((entropy) => entropyOf(entropicPairs(between, 8, 8, { entropy })));
    for (let i = 1; i < rise.length; i++) expect(rise[i]).toBeGreaterThan(rise[i - 1]);
    expect(rise[3]).toBeLessThan(Math.log(64));
    expect(entropyOf(exact)).toBeCloseTo(Math.log(8), 12);
  });

  test('do not creep where the plan nearly falls into parts: Newton ends what the rounds begin', () => {
    // Sinkhorn's rounds alone are still at 1e-7 here after a hundred thousand.
    const between = costs(cloud(8, 31), cloud(8, 32));
    for (const entropy of [0.3, 0.1, 0.03, 0.01, 0.001]) {
      const { converged, error, rounds, plan } = sinkhorn(between, 8, 8, { entropy });
      expect(converged).toBe(true);
      expect(error).toBeLessThan(1e-10);
      expect(rounds).toBeLessThan(200);
      expectClose(marginals(fromPlan(plan, 8, 8)).rows, shares(8), 1e-10);
    }
    // More rows than columns, and shares that differ.
    for (const entropy of [1, 0.01]) {
      const free = sinkhorn(cost, 7, 5, { entropy, rows: a, columns: b });
      const turned = sinkhorn(costs(y, x), 5, 7, { entropy, rows: b, columns: a });
      expect(free.converged && turned.converged).toBe(true);
      free.plan.forEach((each, k) => expect(turned.plan[(k % 5) * 7 + Math.floor(k / 5)]).toBeCloseTo(each, 9));
    }
  });

  test('does not overflow, and owns up where it was stopped', () => {
    const far = cost.map((each) => 1e6 * each + 1e9);
    const { plan, converged } = sinkhorn(far, 7, 5, { entropy: 1e5, rows: a, columns: b });
    expect(plan.every(Number.isFinite)).toBe(true);
    expect(converged).toBe(true);
    expect(sinkhorn(cost, 7, 5, { entropy: 1e-4, most: 3 }).converged).toBe(false);
  });

  test('between two Gaussians on a line has the covariance of the Schrödinger bridge', () => {
    // N(0, s^2) to N(0, q^2) at entropy 2 e: the coupling is Gaussian with covariance c = sqrt(s^2 q^2 + e^2 / 4) - e / 2, e = entropy / 2 (Janati et al. 2020).
    const n = 121;
    const grid = Float64Array.from({ length: n }, (_, i) => -6 + (12 * i) / (n - 1));
    const [s, q, entropy] = [1, 0.7, 0.8];
    const weight = (scale: number) => grid.map((each) => Math.exp((-each * each) / (2 * scale * scale)));
    const { plan } = sinkhorn(costs(batch(grid, 1), batch(grid, 1)), n, n, {
      entropy,
      rows: weight(s),
      columns: weight(q),
    });
    const e = entropy / 2;
    const expected = Math.sqrt((s * q) ** 2 + (e * e) / 4) - e / 2;
    let covariance = 0;
    plan.forEach((each, k) => (covariance += each * grid[Math.floor(k / n)] * grid[k % n]));
    expect(covariance).toBeCloseTo(expected, 6);
  });
});

describe('minibatches', () => {
  const [x, y] = [cloud(96, 31), cloud(96, 32)];
  const cost = costs(x, y);

  test('keep both sets whole, and cost less the larger they are', () => {
    const spent = [1, 4, 16, 48, 96].map((size) => {
      const mean = [1, 2, 3].map((seed) => {
        const pairs = minibatchPairs(x, y, size, random(seed));
        expect(new Set(pairs.from).size).toBe(96);
        expect(new Set(pairs.to).size).toBe(96);
        return costOf(pairs, cost) / 3;
      });
      return mean.reduce((a, b) => a + b);
    });
    for (let i = 1; i < spent.length; i++) expect(spent[i]).toBeLessThan(spent[i - 1]);
    expect(spent[4]).toBeCloseTo(costOf(optimalPairs(x, y), cost), 12);
    // A last batch that is smaller is a batch too.
    expect(new Set(minibatchPairs(x, y, 40, random(1)).to).size).toBe(96);
  });

  test('pairs are drawn by the first running sum above a uniform', () => {
    const draw = pairDrawer({ weights: Float64Array.of(0.25, 0.25, 0.5) });
    const at = (u: number) => draw({ uniform: () => u });
    expect([0, 0.2, 0.25, 0.4, 0.5, 0.999].map(at)).toEqual([0, 0, 1, 1, 2, 2]);
  });

  test('one batch is matched as the assignment says', () => {
    expect([...matchBatch(x, y)]).toEqual([...optimalPairs(x, y).to]);
    expect([...rowsOf(x, [2, 0]).data]).toEqual([...x.data.slice(4, 6), ...x.data.slice(0, 2)]);
  });
});

describe('refusals', () => {
  test('name what was expected', () => {
    const one = Float64Array.of(1);
    expect(() => assignment(one, 1, 2)).toThrow('assignment of 1 costs (expected 1 x 2)');
    expect(() => assignment(Float64Array.of(1, 2), 2, 1)).toThrow('expected no more rows');
    expect(() => assignment(Float64Array.of(NaN), 1, 1)).toThrow('expected finite costs');
    expect(() => sinkhorn(one, 1, 1, { entropy: 0 })).toThrow('entropy 0 (expected above 0 and finite)');
    expect(() => sinkhorn(one, 1, 1, { entropy: 1, rows: [0] })).toThrow('weights must be positive');
    expect(() => sinkhorn(one, 1, 1, { entropy: 1, rows: [1, 1] })).toThrow('2 weights of 1 things');
    expect(() => costs(cloud(2, 1), cloud(2, 1, 3))).toThrow('expected the same');
    expect(() => costs(cloud(2, 1), cloud(2, 1), 0)).toThrow('cost with power 0');
    expect(() => fromPlan(one, 2, 2)).toThrow('plan of 1 entries (expected 2 x 2)');
    expect(() => fromPlan(Float64Array.of(-1), 1, 1)).toThrow('expected 0 or more');
    expect(() => fromPlan(Float64Array.of(0), 1, 1)).toThrow('expected one above 0');
    expect(() => optimalPairs(cloud(2, 1), cloud(3, 1), 2, 5)).toThrow('multiple is 6 (expected at most 5');
    expect(() => minibatchPairs(cloud(2, 1), cloud(2, 1), 3, random(1))).toThrow('from 1 to 2');
    expect(() => matchBatch(cloud(2, 1), cloud(3, 1))).toThrow('expected equally many');
    expect(() => independent([], [1])).toThrow('a distribution over 0 things');
    expect(matched([1, 0])).toMatchObject({ rows: 2, columns: 2 });
  });
});
