import { describe, expect, test } from 'vitest';
import { fewBits } from '../../src/core/few-bits';
import { random } from '../../src/core/random';
import { parameterCount } from '../../src/core/network';
import { weightMatrices } from '../../src/net/shape';

describe('weights of few bits', () => {
  test('by hand: each column on its own scale, what is in no matrix as it was', () => {
    // Columns (7, -3, 0.5) and (-0.07, 0.02, 0), then a bias.
    const weights = Float32Array.of(7, -0.07, -3, 0.02, 0.5, 0, 0.123);
    const matrices = [{ at: 0, rows: 3, columns: 2 }];
    const close = (found: Float32Array, expected: readonly number[]) =>
      expected.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 6));
    // Four bits: -7 to 7. 0.5 is halfway and goes up.
    close(fewBits(weights, matrices, 4), [7, -0.07, -3, 0.02, 1, 0, 0.123]);
    // Three bits: -3 to 3, steps of 7 / 3 and of 0.07 / 3.
    close(fewBits(weights, matrices, 3), [7, -0.07, -7 / 3, 0.07 / 3, 0, 0, 0.123]);
    // Two bits: minus, nothing, plus.
    close(fewBits(weights, matrices, 2), [7, -0.07, 0, 0, 0, 0, 0.123]);
    expect(weights[4]).toBe(0.5);
  });

  test('moves no weight by more than half a step, and fewer bits move them more', () => {
    const r = random(3);
    const weights = Float32Array.from({ length: 600 }, () => r.normal());
    const one = { at: 0, rows: 30, columns: 20 };
    let before = 0;
    for (const bits of [12, 8, 6, 4, 3]) {
      const found = fewBits(weights, [one], bits);
      let moved = 0;
      for (let j = 0; j < 20; j++) {
        const column = (of: Float32Array) => Array.from({ length: 30 }, (_, i) => of[20 * i + j]);
        const step = Math.max(...column(weights).map(Math.abs)) / (2 ** (bits - 1) - 1);
        column(found).forEach((value, i) => {
          const by = Math.abs(value - column(weights)[i]);
          expect(by).toBeLessThanOrEqual(step / 2 + 1e-6);
          moved += by;
        });
        expect(new Set(column(found).map((value) => Math.round(value / step))).size).toBeLessThan(2 ** bits);
      }
      expect(moved).toBeGreaterThan(before);
      before = moved;
    }
    expect(fewBits(fewBits(weights, [one], 5), [one], 5)).toEqual(fewBits(weights, [one], 5));
  });

  test('of the small network: every weight in one matrix, no bias in any', () => {
    const network = { width: 16, depth: 2, prediction: 'v' } as const;
    const covered = new Uint8Array(parameterCount(network, 2));
    for (const { at, rows, columns } of weightMatrices(network, 2))
      for (let i = at; i < at + rows * columns; i++) covered[i]++;
    expect(Math.max(...covered)).toBe(1);
    expect(covered.filter((times) => times === 0).length).toBe(16 + 16 + 2);
  });

  test('refuses what has no meaning', () => {
    expect(() => fewBits(new Float32Array(4), [], 1)).toThrow(
      'weights of 1 bits (expected a whole number from 2 to 16)',
    );
    expect(() => fewBits(new Float32Array(4), [{ at: 2, rows: 2, columns: 2 }], 4)).toThrow('(expected within)');
  });
});
