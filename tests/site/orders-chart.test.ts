import { describe, expect, it } from 'vitest';
import { orderRows, ordersChart } from '../../src/site/orders-chart';
import { verified } from '../../src/site/verification';

describe('the chart of orders', () => {
  const rows = orderRows(verified);
  const svg = ordersChart(verified);

  it('has every sampler that has an order, by the stated one', () => {
    expect(rows.map(({ label }) => label).sort()).toEqual(
      verified
        .filter(({ convergence }) => convergence)
        .map(({ label }) => label)
        .sort(),
    );
    expect(rows.map(({ stated }) => stated)).toEqual(rows.map(({ stated }) => stated).sort((a, b) => a - b));
    for (const { label } of rows) expect(svg).toContain(`>${label}<`);
  });

  it('puts each dot where its order was measured, on one scale from 0', () => {
    const dots = [...svg.matchAll(/<circle[^>]*cx="([\d.]+)"/g)].map(([, x]) => Number(x));
    expect(dots).toHaveLength(rows.length);
    const scale = (dots[0] - 178) / rows[0].measured;
    rows.forEach(({ measured }, i) => expect(dots[i]).toBeCloseTo(178 + scale * measured, 6));
  });

  it('names no plain group, which ARIA forbids', () => {
    expect(svg).not.toMatch(/<g[^>]*aria-label/);
  });
});
