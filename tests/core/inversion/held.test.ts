import { describe, expect, test } from 'vitest';
import type { Denoiser } from '../../../src/core/denoiser';
import { meanDifference } from '../../../src/core/inversion/direction';
import { correlation, excessKurtosis, neighbours, rootMeanSquare } from '../../../src/core/inversion/codes';
import { heldReturn } from '../../../src/core/inversion/held';
import { nullReturn, type NullModel } from '../../../src/core/inversion/null';
import { stepWeights } from '../../../src/core/inversion/step';
import { fillNormal, random } from '../../../src/core/random';
import { edm } from '../../../src/core/schedule/index';

const schedule = edm({ sigmaMin: 0, sigmaMax: 30, rho: 1 });
const times = [0, 0.01, 0.1, 1];
const shrinking = (by: number): Denoiser => ({
  denoise(x, _t, out) {
    x.data.forEach((v, i) => (out.data[i] = by * v));
    return out;
  },
});
const path = [
  [0.4, -1],
  [0.1, 2],
  [3, -3],
  [20, 9],
].map((x) => Float64Array.from(x));
const last = <T>(all: Iterable<T>): T => [...all].at(-1)!;

describe('a DDIM step', () => {
  test('weighs what there is and the guess so that noise and data fit the earlier time', () => {
    const { along, towards } = stepWeights(schedule, 0.1, 0.01);
    expect(along).toBeCloseTo(0.1, 12);
    expect(towards).toBeCloseTo(0.9, 12);
    expect(() => stepWeights(schedule, 0.1, 0.1)).toThrow('a step from time 0.1 to 0.1 (expected an earlier time)');
  });
});

describe('a way back that is held to the way there', () => {
  test('meets it at every step, whatever draws', () => {
    const source = shrinking(0.3);
    const seen = [...heldReturn({ denoiser: source, source, schedule, times, path, dim: 2 })].length;
    expect(seen).toBe(times.length);
    let i = times.length - 1;
    for (const x of heldReturn({ denoiser: source, source, schedule, times, path, dim: 2 })) {
      x.data.forEach((v, j) => expect(v).toBeCloseTo(path[i][j], 12));
      i--;
    }
  });

  test('differs where something else draws, by what that draws otherwise', () => {
    // One step from t = 1 to 0: along is 0, so x_0 = D(x) + (path_0 - D_source(path)).
    const x = last(
      heldReturn({
        denoiser: shrinking(0.5),
        source: shrinking(0.3),
        schedule,
        times: [0, 1],
        path: [path[0], path[3]],
        dim: 2,
      }),
    );
    x.data.forEach((v, j) => expect(v).toBeCloseTo(path[0][j] + 0.2 * path[3][j], 12));
    expect(() => [
      ...heldReturn({ denoiser: shrinking(1), source: shrinking(1), schedule, times: [0, 1], path, dim: 2 }),
    ]).toThrow('a path of 4 states (expected 2, one for each time)');
  });
});

describe('null-text inversion', () => {
  /** Nothing is said by two numbers, which are added to the guess as they are. */
  const linear: NullModel = {
    width: 2,
    conditional: (x, _t, out) => void x.data.forEach((v, i) => (out.data[i] = 0.2 * v)),
    nothing(x, _t, shift, out, slope) {
      x.data.forEach((v, i) => (out.data[i] = 0.5 * v + shift[i]));
      return slope ? Float64Array.from(slope(out)) : new Float64Array(0);
    },
  };
  const options = { model: linear, schedule, times, path, dim: 2, guidance: 2, range: [-100, 100] as const };

  test('moves nothing until the guided way back is the way there', () => {
    const found = [...nullReturn({ ...options, iterations: 400, rate: 0.5 })];
    expect(found).toHaveLength(3);
    found.at(-1)!.x.data.forEach((v, j) => expect(v).toBeCloseTo(path[0][j], 1));
    const [one] = found;
    // Of the first step: along x + towards (D_c + w (D_c - D_0)) = path, solved for what is added to D_0.
    const { along, towards } = stepWeights(schedule, 1, 0.1);
    path[3].forEach((v, j) => {
      const guess = (path[2][j] - along * v) / towards;
      expect(one.shift[j]).toBeCloseTo((3 * 0.2 * v - guess) / 2 - 0.5 * v, 1);
    });
  });

  test('comes nearer than no moving does', () => {
    const error = (iterations: number) => {
      const { x } = last(nullReturn({ ...options, iterations }));
      return Math.hypot(...Array.from(x.data, (v, j) => v - path[0][j]));
    };
    expect(error(20)).toBeLessThan(error(0));
  });

  test('does not move where every guess is clipped', () => {
    const { shift } = last(nullReturn({ ...options, range: [0, 0] }));
    expect(Array.from(shift)).toEqual([0, 0]);
  });
});

describe('what is measured of codes', () => {
  test('is that of noise for noise, and known where it is known', () => {
    const noise = fillNormal(new Float64Array(280_000), random(1));
    expect(rootMeanSquare(noise)).toBeCloseTo(1, 2);
    expect(Math.abs(excessKurtosis(noise))).toBeLessThan(0.03);
    expect(Math.abs(neighbours(noise, 28))).toBeLessThan(0.01);
    const checks = Float64Array.from({ length: 16 }, (_, i) => (i % 2 === 0 ? 1 : -1));
    expect(excessKurtosis(checks)).toBeCloseTo(-2, 12);
    expect(neighbours(checks, 4)).toBeCloseTo(-1, 12);
    // Columns only: the pair across the edge of a row is none.
    expect(neighbours([1, 1, -1, -1], 2)).toBeCloseTo(1, 12);
  });

  test('correlates, leaving out what is no number', () => {
    expect(correlation([1, 2, 3, NaN], [2, 4, 6, 1])).toBeCloseTo(1, 12);
    expect(correlation([1, 2, 3], [1, 0, -1])).toBeCloseTo(-1, 12);
    expect(() => correlation([1], [1, 2])).toThrow('1 and 2 numbers (expected equally many)');
  });

  test('finds the difference of means beyond two borders', () => {
    const codes = [1, 0, 3, 0, 9, 9, 0, 2, 0, 4];
    expect(Array.from(meanDifference(codes, 2, [0, 0, 5, 9, 9], [1, 6]))).toEqual([-2, 3]);
    expect(() => meanDifference(codes, 2, [0, 0, 0, NaN, 0], [1, 6])).toThrow(
      'no code above the border (expected some)',
    );
  });
});
