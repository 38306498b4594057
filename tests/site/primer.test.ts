import { describe, expect, it } from 'vitest';
import { coins, dieGiven, dieVariances, gaussians, twoValues } from '../../src/site/primer';

describe('the worked numbers of the primer', () => {
  it('a die and a coin', () => {
    expect([1, 3, 7].map(dieGiven)).toEqual([1, 2.5, 6]);
    expect(() => dieGiven(8)).toThrow(/from 1 to 7/);
    const { known, left, whole } = dieVariances();
    expect(whole).toBeCloseTo(35 / 12, 12);
    expect(known + left).toBeCloseTo(whole, 12);
    expect(left).toBeCloseTo(5 / 24, 12);
  });

  it('two values behind noise: the mean is a hyperbolic tangent', () => {
    expect(twoValues(0.5, 1).mean).toBeCloseTo(Math.tanh(0.5), 12);
    expect(twoValues(0.5, 1).one).toBeCloseTo(0.73, 2);
  });

  it('divergences: not symmetric, zero for equals, a square for Gaussians', () => {
    expect(coins(0.5, 0.9)).toBeCloseTo(0.511, 3);
    expect(coins(0.9, 0.5)).toBeCloseTo(0.368, 3);
    expect(coins(0.3, 0.3)).toBe(0);
    expect(gaussians(1, 0, 0.25)).toBe(2);
    // By a sum over a fine grid.
    const normal = (x: number, m: number) => Math.exp(-((x - m) ** 2) / 0.5) / Math.sqrt(0.5 * Math.PI);
    let sum = 0;
    for (let x = -6; x <= 7; x += 0.001) sum += 0.001 * normal(x, 1) * Math.log(normal(x, 1) / normal(x, 0));
    expect(sum).toBeCloseTo(2, 4);
  });
});
