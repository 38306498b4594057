import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as diracDuel from '../../components/prose/experiments/dirac-duel';
import * as farApart from '../../components/prose/experiments/far-apart';
import { duel } from '../../components/prose/experiments/shared/duel';
import * as vanishingPull from '../../components/prose/experiments/vanishing-pull';

const text = readFileSync('content/chapters/14-gans.mdx', 'utf8');

/** What each experiment measures, and the choice that it is told by the explanation beside it. */
const cases = [
  ['vanishing-pull', vanishingPull, 2],
  ['dirac-duel', diracDuel, 1],
  ['far-apart', farApart, 2],
] as const;

describe('experiments of chapter 14', () => {
  it.each(cases)('%s measures what its explanation says', async (experiment, module, answer) => {
    const { answer: measured, finding } = await module.run();
    expect(finding).toMatch(/\d/);
    expect(finding).not.toMatch(/NaN|Infinity|undefined/);
    expect(measured).toBe(answer);
    expect(text).toContain(`experiment="${experiment}"`);
  });

  const played = (loss: Parameters<typeof duel>[0], r1: number, steps: number, rate?: number) => {
    let last = { theta: 1, psi: 0 };
    let k = 0;
    for (const state of duel(loss, r1, rate)) {
      last = state;
      if (++k === steps) return last;
    }
    return last;
  };

  it('the duel keeps the radius of the continuous game, to the order of its steps', () => {
    for (const rate of [0.1, 0.01]) {
      const { theta, psi } = played('saturating', 0, Math.round(100 / rate), rate);
      expect(Math.abs(Math.hypot(theta, psi) - 1)).toBeLessThan(0.5 * rate);
    }
  });

  it('R1 damps it at the rate of the eigenvalues: fastest at gamma 1', () => {
    const left = (gamma: number) => {
      const { theta, psi } = played('saturating', gamma, 3000, 0.01);
      return Math.log(Math.hypot(theta, psi));
    };
    // After 30 units of time at -gamma / 2 each, less what the first turns, far from the middle, lose.
    expect(left(0.3)).toBeGreaterThan(-0.15 * 30 - 1.5);
    expect(left(0.3)).toBeLessThan(-0.15 * 30 + 1.5);
    expect(left(1)).toBeLessThan(left(0.5));
    expect(left(1)).toBeLessThan(left(2));
  });
});

describe('two rates in the smallest game', () => {
  it.each([2, 10, 100])('a judge that learns %i times as fast goes round all the same', (factor) => {
    let [k, reach] = [0, 0];
    const rate = 0.1 / factor;
    for (const { theta } of duel('saturating', 0, rate, 0.1)) {
      k++;
      if (k > 0.9 * 2000 * factor) reach = Math.max(reach, Math.abs(theta));
      if (k >= 2000 * factor) break;
    }
    expect(reach).toBeGreaterThan(0.9);
  });
});
