import { describe, expect, test } from 'vitest';
import { turned, turnJumps, twoTurns, type Turner } from '../../../src/core/few-steps/turns';
import { normalBatch, random } from '../../../src/core/random';
import { expectClose } from '../golden';

const quarter = Math.PI / 2;
/** Gaussian data of deviation 0.6 on the trigonometric path: the flow keeps x over its deviation. */
const spread = (angle: number) => Math.hypot(0.6 * Math.cos(quarter * angle), Math.sin(quarter * angle));
/** F by which a turn ends where the flow does. */
const exact: Turner = (x, angle, size, out) => {
  const [keep, take] = [Math.cos(quarter * size), Math.sin(quarter * size)];
  const to = spread(angle - size) / spread(angle);
  for (let j = 0; j < x.data.length; j++) out.data[j] = (x.data[j] * (to - keep)) / take;
};

describe('turns', () => {
  const x = normalBatch(20, 2, random(1));
  test('with the exact F of each jump end at the same place, however many', () => {
    for (const n of [1, 2, 3, 8]) {
      const steps = [...turnJumps({ turner: exact, n, x })];
      expect(steps.map(({ i, evaluations }) => [i, evaluations])).toEqual(
        Array.from({ length: n + 1 }, (_, i) => [i, i]),
      );
      expectClose(steps[n].x.data, x.data.map((v) => 0.6 * v), 1e-12); // prettier-ignore
      expect(steps[n].t).toBe(0);
    }
    expect(() => [...turnJumps({ turner: exact, n: 0, x })]).toThrow('0 jumps (expected a whole number from 1)');
  });

  test('of one datum’s own F go along its path', () => {
    const [x0, epsilon] = [Float64Array.of(1.5, -0.4), Float64Array.of(-0.3, 2)];
    const at = (angle: number) =>
      x0.map((v, j) => Math.cos(quarter * angle) * v + Math.sin(quarter * angle) * epsilon[j]);
    const F = x0.map((v, j) => Math.sin(quarter * 0.8) * v - Math.cos(quarter * 0.8) * epsilon[j]);
    expectClose(turned(at(0.8), F, 0.3, new Float64Array(2)), at(0.5), 1e-12);
    expectClose(turned(at(0.8), F, 0.8, new Float64Array(2)), x0, 1e-12);
  });

  test('one by the F of two ends where the two end, row by row', () => {
    const draw = random(4);
    const [x, first, second] = [0, 1, 2].map(() => Float32Array.from({ length: 12 }, () => draw.normal()));
    const half = Float64Array.of(0.5, 0.25, 1 / 16);
    const twice = half.map((d) => 2 * d);
    const middle = turned(x, first, half, new Float32Array(12));
    const end = turned(middle, second, half, new Float32Array(12));
    expectClose(turned(x, twoTurns(x, first, second, half), twice, new Float32Array(12)), end, 1e-5);
    // As jumps become small it is the mean of the two.
    const least = twoTurns(x, first, second, Float64Array.of(1e-6, 1e-6, 1e-6));
    expectClose(least, first.map((v, j) => (v + second[j]) / 2), 1e-5); // prettier-ignore
  });
});
