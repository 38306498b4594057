import { describe, expect, it } from 'vitest';
import { batch, count, zeros } from '../../../src/core/batch';
import { checkerboard } from '../../../src/core/data/checkerboard';
import { mixture } from '../../../src/core/data/mixture';
import { softCheckerboard } from '../../../src/core/data/soft-checkerboard';
import { normalBatch, random } from '../../../src/core/random';
import { makeSchedule, scheduleDefaults } from '../../../src/core/schedule/index';
import { expectClose } from '../golden';

const schedule = makeSchedule(scheduleDefaults.cosine);

describe('the checkerboard with soft edges', () => {
  it.each([
    [6, 0.9],
    [6, 0.3],
    [6, 0.01],
    [3, 0],
  ])('denoises as its mixture does, of %i Gaussians a side, at t = %f', (perSide, t) => {
    const soft = softCheckerboard({ perSide });
    const whole = mixture(soft.components);
    const x = normalBatch(50, 2, random(4));
    for (let i = 0; i < 20; i++) x.data[i] *= 3;
    const [ours, theirs] = [soft.denoiser(schedule), whole.denoiser(schedule)].map((denoiser) =>
      denoiser.denoise(x, t, zeros(50, 2)),
    );
    expectClose(ours.data, theirs.data, 1e-9);
  });

  it('is finite however far a point is from every square', () => {
    const { data } = softCheckerboard()
      .denoiser(schedule)
      .denoise(batch([40, -35, 0, 0], 2), 1e-4, zeros(2, 2));
    expect(data.every(Number.isFinite)).toBe(true);
  });

  it('is even inside the dark squares, and empty inside the others', () => {
    const { components } = softCheckerboard();
    const whole = mixture(components);
    const { modes } = checkerboard();
    expect(count(components.means)).toBe(8 * 36);
    const density = (x: number, y: number) => Math.exp(whole.logDensity(batch([x, y], 2), 1, 0)[0]);
    for (const [dx, dy] of [
      [0, 0],
      [0.2, -0.1],
      [-0.24, 0.17],
    ]) {
      const [x, y] = [modes!.data[0] + dx, modes!.data[1] + dy];
      expect(Math.abs(8 * density(x, y) - 1)).toBeLessThan(0.03);
      expect(density(x + 1, y)).toBeLessThan(0.001);
    }
    expect(() => softCheckerboard({ perSide: 0 })).toThrow('0 Gaussians a side (expected a positive integer)');
  });
});
