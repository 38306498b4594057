import { describe, expect, it } from 'vitest';
import { run as conjunctionGap } from '../../components/prose/experiments/conjunction-gap';
import { run as guidedNoise } from '../../components/prose/experiments/guided-noise';
import { run as guidedWidth } from '../../components/prose/experiments/guided-width';

describe('the experiments of chapter 11', () => {
  it('guided Gaussians shrink as the flow says', async () => {
    const { answer, finding } = await guidedWidth();
    expect(answer).toBe(2);
    // s (s / S)^w = 0.3; ((1 + w) / s^2 - w / S^2)^(-1/2) = 0.4536.
    expect(finding).toMatch(
      /guided samples is 0\.(29[6-9]|30[0-4]) per axis; the tempered density’s would be 0\.454\.$/,
    );
  });

  it('noise in the steps softens guidance', async () => {
    const { answer, finding } = await guidedNoise();
    expect(answer).toBe(1);
    const [ode, sde] = (/With w = 2 it is (\d+) % by the ODE and (\d+) % with noise/.exec(finding) ?? [])
      .slice(1)
      .map(Number);
    expect(ode).toBeGreaterThan(sde + 5);
    expect(sde).toBeGreaterThan(70);
  });

  it('the score of a conjunction is wrong in the middle', async () => {
    const { answer, finding } = await conjunctionGap();
    expect(answer).toBe(1);
    // Closed form at t = 0.2: all four are Gaussians, and along both axes the errors are linear in x.
    const middle = Number(/, ([\d.]+) at t = 0\.2/.exec(finding)?.[1]);
    expect(middle).toBeGreaterThan(0.3);
    expect(finding).toMatch(/0\.000 at t = 1\.$/);
  });
});
