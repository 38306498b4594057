import { describe, expect, it } from 'vitest';
import { Pace } from '../../src/engine/worker/pace';

/**
 * Speeds, steps a second, that a run of so many milliseconds sees, slice by slice. A step takes `stepMs`; the clock tells whole `grain`s only.
 */
function speeds(stepMs: number, grain: number, lasts: number): readonly number[] {
  const pace = new Pace();
  const seen: number[] = [];
  const told = (ms: number) => Math.floor(ms / grain) * grain;
  for (let now = 0; now < lasts;) {
    const steps = pace.next(0, Infinity);
    const then = now + steps * stepMs;
    pace.measured(steps, told(then) - told(now));
    now = then;
    seen.push(pace.stepMs > 0 ? 1000 / pace.stepMs : 0);
  }
  return seen;
}

describe('the speed of a run', () => {
  it.each([
    ['a fine clock', 0.005],
    ['a clock of whole milliseconds', 1],
    ['a clock of 100 ms', 100],
  ])('holds still on %s', (_, grain) => {
    const late = speeds(2, grain, 6000).slice(-200);
    expect(Math.min(...late)).toBeGreaterThan(425);
    expect(Math.max(...late)).toBeLessThan(575);
  });

  it('follows a machine that has become slower', () => {
    const pace = new Pace();
    for (let i = 0; i < 50; i++) pace.measured(6, 12);
    for (let i = 0; i < 40; i++) pace.measured(6, 24);
    expect(pace.stepMs).toBeCloseTo(4, 1);
  });

  it('is forgotten with the weights', () => {
    const pace = new Pace();
    pace.measured(6, 12);
    pace.forget();
    expect(pace.stepMs).toBe(0);
    pace.measured(1, 8);
    expect(pace.stepMs).toBe(8);
  });
});
