import { describe, expect, test } from 'vitest';
import { lossSlope, lossTerms, lossValue, penalties, penaltySlope, penaltyValue } from '../../../src/core/gan/loss';
import { ganLosses } from '../../../src/core/gan/settings';

/** Two distributions on six places. */
const p = [0.3, 0.25, 0.2, 0.15, 0.1, 0];
const q = [0.05, 0.1, 0.15, 0.2, 0.2, 0.3];
const h = 1e-6;

/** The discriminator's loss where it says `at(p, q)` at each place. */
function played(loss: (typeof ganLosses)[number], at: (p: number, q: number) => number): number {
  const { real, fake } = lossTerms[loss];
  return p.reduce(
    (sum, weight, i) => sum + weight * lossValue(real, at(weight, q[i])) + q[i] * lossValue(fake, at(weight, q[i])),
    0,
  );
}

/** Sum of a ln(a / b), with 0 ln 0 = 0. */
const kl = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, x, i) => sum + (x > 0 ? x * Math.log(x / b[i]) : 0), 0);

describe.each(ganLosses)('%s', (loss) => {
  test.each(['real', 'fake', 'generator'] as const)('the slope of its %s term is that of its value', (side) => {
    const term = lossTerms[loss][side];
    // Away from the corners of the ramps, at 1 and -1.
    for (const x of [-30, -3.3, -1.5, -0.4, 0, 0.4, 1.7, 4, 30]) {
      expect(lossSlope(term, x)).toBeCloseTo((lossValue(term, x + h) - lossValue(term, x - h)) / (2 * h), 6);
    }
  });

  test('its slopes push D up at real points and down at fake ones, and the generator wants D up', () => {
    const { real, fake, generator } = lossTerms[loss];
    expect(lossSlope(real, 0)).toBeLessThan(0);
    // At 0 least squares is content with fake points.
    expect(lossSlope(fake, 0.5)).toBeGreaterThan(0);
    expect(lossSlope(generator, 0)).toBeLessThan(0);
  });
});

describe('closed forms', () => {
  const inside = [0, 1, 2, 3, 4];
  const mean = p.map((x, i) => (x + q[i]) / 2);
  const divergence = (kl(p, mean) + kl(q, mean)) / 2;

  test.each(['saturating', 'non-saturating'] as const)('the best D of the %s game gives ln 4 - 2 JS(p, q)', (loss) => {
    const best = (a: number, b: number) => (a === 0 ? -40 : Math.log(a / b));
    expect(played(loss, best)).toBeCloseTo(Math.log(4) - 2 * divergence, 12);
    const { real, fake } = lossTerms[loss];
    for (const i of inside)
      expect(p[i] * lossSlope(real, best(p[i], q[i])) + q[i] * lossSlope(fake, best(p[i], q[i]))).toBeCloseTo(0, 12);
  });

  test('the saturating generator minimises just that: its loss is the negative of the fake term', () => {
    for (const x of [-3, 0, 2])
      expect(lossValue(lossTerms.saturating.generator, x)).toBeCloseTo(-lossValue(lossTerms.saturating.fake, x), 12);
  });

  test('where D is sure of a fake the saturating slope vanishes and the non-saturating one is 1', () => {
    expect(Math.abs(lossSlope(lossTerms.saturating.generator, -20))).toBeLessThan(1e-8);
    expect(lossSlope(lossTerms['non-saturating'].generator, -20)).toBeCloseTo(-1, 8);
    expect(lossSlope(lossTerms['non-saturating'].generator, 0)).toBe(lossSlope(lossTerms.saturating.generator, 0));
  });

  test('the best D of least squares is p / (p + q), and leaves sum p q / (2 (p + q))', () => {
    const best = (a: number, b: number) => a / (a + b);
    expect(played('least-squares', best)).toBeCloseTo(
      p.reduce((sum, a, i) => sum + (a * q[i]) / (2 * (a + q[i])), 0),
      12,
    );
    const { real, fake } = lossTerms['least-squares'];
    p.forEach((a, i) =>
      expect(a * lossSlope(real, best(a, q[i])) + q[i] * lossSlope(fake, best(a, q[i]))).toBeCloseTo(0, 12),
    );
  });

  test('the best D of the hinge is a sign, and leaves 2 - 2 TV(p, q)', () => {
    const variation = p.reduce((sum, a, i) => sum + Math.abs(a - q[i]) / 2, 0);
    expect(played('hinge', (a, b) => Math.sign(a - b))).toBeCloseTo(2 - 2 * variation, 12);
    for (const other of [-2, -0.3, 0.3, 2])
      expect(played('hinge', (a, b) => other * Math.sign(a - b))).toBeGreaterThan(2 - 2 * variation);
  });

  test('Wasserstein is the difference of means: with D(x) = x that of a shift is the shift', () => {
    const { real, fake } = lossTerms.wasserstein;
    expect(lossValue(real, 2.5) + lossValue(fake, 1)).toBe(-1.5);
  });
});

describe.each(penalties)('the %s penalty', (kind) => {
  test('its slope is that of its value along the gradient', () => {
    const g = [0.7, -1.9];
    const at = (x: number, y: number) => penaltyValue(kind, 3, x * x + y * y);
    const slope = penaltySlope(kind, 3, g[0] ** 2 + g[1] ** 2);
    expect(slope * g[0]).toBeCloseTo((at(g[0] + h, g[1]) - at(g[0] - h, g[1])) / (2 * h), 6);
    expect(slope * g[1]).toBeCloseTo((at(g[0], g[1] + h) - at(g[0], g[1] - h)) / (2 * h), 6);
  });

  test('its least value is where it should be', () => {
    const best = kind === 'one-centred' ? 1 : 0;
    expect(penaltyValue(kind, 2, best)).toBe(0);
    expect(penaltyValue(kind, 2, 4)).toBe(kind === 'one-centred' ? 2 : 4);
    expect(penaltySlope(kind, 2, 0)).toBe(kind === 'one-centred' ? 0 : 2);
  });
});
