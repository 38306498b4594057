import { describe, expect, test } from 'vitest';
import { linearPath, linearPathSlopes } from '../../src/core/flow-matching';
import { flow } from '../../src/core/schedule/flow';
import { golden, type Points } from './golden';

interface Reference {
  readonly inputs: { readonly x0: Points; readonly x1: Points; readonly t: readonly number[] };
  readonly outputs: { readonly x_t: Points; readonly u_t: Points };
}

describe('the linear path', () => {
  test('gives the points and the velocities of torchcfm, whose time runs the other way', () => {
    const { inputs, outputs } = golden<Reference>('flow-matching');
    inputs.t.forEach((theirs, i) => {
      const { alpha, sigma, r, skip, out } = linearPath(1 - theirs);
      for (const d of [0, 1]) {
        const [epsilon, x0] = [inputs.x0[i][d], inputs.x1[i][d]];
        const seen = alpha * x0 + sigma * epsilon;
        const v = alpha * epsilon - sigma * x0;
        expect(Math.abs(r * seen - outputs.x_t[i][d])).toBeLessThan(1e-14);
        expect(Math.abs(skip * r * seen + out * v + outputs.u_t[i][d])).toBeLessThan(1e-14);
      }
    });
  });

  test('is the flow schedule at length 1, and its weight the rate at which the angle of the noise grows', () => {
    const schedule = flow();
    for (const t of [0, 0.1, 0.35, 0.5, 0.8, 0.999]) {
      const { alpha, sigma, r, weight, out } = linearPath(t);
      expect(alpha * r).toBeCloseTo(schedule.alpha(t), 14);
      expect(sigma * r).toBeCloseTo(schedule.sigma(t), 14);
      expect(alpha ** 2 + sigma ** 2).toBeCloseTo(1, 14);
      expect(out ** 2).toBeCloseTo(weight, 13);
      const h = 1e-6;
      const angle = (at: number) => Math.atan2(linearPath(at).sigma, linearPath(at).alpha);
      expect((angle(t + h) - angle(t - h)) / (2 * h)).toBeCloseTo(weight, 6);
    }
  });

  test('changes with time as differences do', () => {
    for (const t of [0, 0.2, 0.5, 0.9, 1]) {
      const h = 1e-5;
      const [a, b, slopes] = [linearPath(t - h), linearPath(t + h), linearPathSlopes(t)];
      expect((b.skip - a.skip) / (2 * h)).toBeCloseTo(slopes.skip, 7);
      expect((b.out - a.out) / (2 * h)).toBeCloseTo(slopes.out, 7);
    }
  });
});
