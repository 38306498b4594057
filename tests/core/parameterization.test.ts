import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batch, zeros } from '../../src/core/batch';
import { fromX0, toX0, type Parameterization } from '../../src/core/parameterization';

const kinds: readonly Parameterization[] = ['epsilon', 'x0', 'v', 'score'];
const value = fc.double({ min: -4, max: 4, noNaN: true });

describe('parameterization', () => {
  test('each says what it is called, of x_t = alpha x_0 + sigma epsilon', () => {
    fc.assert(
      fc.property(value, value, fc.double({ min: 0.05, max: 1.5, noNaN: true }), (x0, epsilon, angle) => {
        const [alpha, sigma] = [Math.cos(angle), Math.sin(angle)];
        const xt = batch([alpha * x0 + sigma * epsilon], 1);
        const said = (kind: Parameterization) => fromX0(kind, batch([x0], 1), xt, alpha, sigma, zeros(1, 1)).data[0];
        expect(said('x0')).toBeCloseTo(x0, 15);
        expect(said('epsilon')).toBeCloseTo(epsilon, 11);
        expect(said('v')).toBeCloseTo(alpha * epsilon - sigma * x0, 11);
        expect(said('score')).toBeCloseTo(-epsilon / sigma, 9);
        for (const kind of kinds)
          expect(toX0(kind, batch([said(kind)], 1), xt, alpha, sigma, zeros(1, 1)).data[0]).toBeCloseTo(x0, 9);
      }),
    );
  });

  test('v needs no unit variance to come back', () => {
    const xt = batch([1.3], 1);
    const v = fromX0('v', batch([0.4], 1), xt, 1, 3, zeros(1, 1));
    expect(toX0('v', v, xt, 1, 3, zeros(1, 1)).data[0]).toBeCloseTo(0.4, 13);
  });

  test('may write over its input, and refuses sigma = 0 where nothing is defined', () => {
    const xt = batch([1, 2], 2);
    const x = batch([0.5, 0.25], 2);
    expect(toX0('epsilon', x, xt, 0.8, 0.6, x)).toBe(x);
    expect(x.data[0]).toBeCloseTo((1 - 0.6 * 0.5) / 0.8, 14);
    expect(() => fromX0('epsilon', x, xt, 1, 0, x)).toThrow('epsilon is not defined by x_0 where sigma = 0');
  });
});
