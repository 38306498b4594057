import { describe, expect, it } from 'vitest';
import { plainly } from '../../components/figure/Plate/build';
import { clouds, parts } from '../../components/figure/Plate/energy-distance';
import { kickBack } from '../../components/figure/Plate/kick-back';
import { bothWays } from '../../components/figure/Plate/power-and-noise';
import { arrowsAt, targetsPlate } from '../../components/figure/Plate/single-targets';
import { continued, course, drawnStep, miss, stepPlate } from '../../components/figure/Plate/step-guesses';
import { energyPlate } from '../../components/figure/Plate/energy-distance';
import { kickPlate } from '../../components/figure/Plate/kick-back';
import { powerPlate } from '../../components/figure/Plate/power-and-noise';
import type { PlateOf } from '../../components/figure/Plate/panel';

const drawn: readonly (readonly [string, () => PlateOf])[] = [
  ['energy distance', energyPlate],
  ['single targets', targetsPlate],
  ['guesses over a step', stepPlate],
  ['a kick taken back', kickPlate],
  ['power and noise', powerPlate],
];

describe('plates', () => {
  it.each(drawn)('%s: can be kept from build to build', (_, plate) => {
    const made = plate();
    const kept = structuredClone(plainly(made));
    expect(kept.panels.map(({ label }) => label)).toEqual(made.panels.map(({ label }) => label));
    for (const panel of kept.panels) if ('frame' in panel) expect(panel.frame.width).toBeGreaterThan(0);
  });

  it.each(drawn)('%s: every path is finite and not empty, every panel says what it shows', (_, plate) => {
    for (const panel of plate().panels) {
      expect(panel.label.length).toBeGreaterThan(30);
      if (!('marks' in panel)) throw new Error('no marks');
      for (const { d } of panel.marks) {
        expect(d.length).toBeGreaterThan(5);
        expect(d).not.toMatch(/NaN|Infinity|undefined/);
      }
    }
  });

  it('the energy distance is twice the mean between less both means within, and falls as clouds come together', () => {
    const made = [2.4, 1.2, 0].map((by) => parts(...clouds(by)));
    for (const { between, withinX, withinY, distance } of made)
      expect(2 * between - withinX - withinY).toBeCloseTo(distance, 12);
    expect(made[0].distance).toBeGreaterThan(3 * made[1].distance);
    expect(made[1].distance).toBeGreaterThan(3 * made[2].distance);
    expect(made[2].distance).toBeLessThan(0.1);
  });

  it('single targets average to the score, the better the more there are', () => {
    const off = [30, 30_000].map((n) => {
      const { averaged, exact } = arrowsAt(n);
      return Math.hypot(averaged[0] - exact[0], averaged[1] - exact[1]);
    });
    expect(off[1]).toBeLessThan(0.03);
    expect(off[1]).toBeLessThan(off[0]);
  });

  it('constant, line and parabola pass through the answers they use; each is better, until the step is too long', () => {
    const { guess } = course(drawnStep);
    const n = guess.length - 1;
    const past = [guess[(2 * n) / 3], guess[n / 3], guess[0]];
    for (const order of [1, 2, 3] as const)
      for (let k = 0; k < order; k++) expect(continued(order, past, -k)).toBeCloseTo(past[k], 12);
    const errors = (step: number) => ([1, 2, 3] as const).map((order) => Math.abs(miss(order, step)));
    const [constant, straight, bent] = errors(drawnStep);
    expect(straight).toBeLessThan(constant / 2);
    expect(bent).toBeLessThan(straight / 2);
    const longer = errors(1.5 * drawnStep);
    expect(longer[2]).toBeGreaterThan(3 * longer[1]);
  });

  it('a kick taken back moves by its variance times the slope of the log-density, the more exactly the shorter it is', () => {
    const wrong = [0.5, 0.2, 0.05].map((deviation) => {
      const { moved, ruled } = kickBack(deviation);
      return Math.abs(moved / ruled - 1);
    });
    expect(wrong[2]).toBeLessThan(0.02);
    expect(wrong[0]).toBeGreaterThan(wrong[1]);
    expect(wrong[1]).toBeGreaterThan(wrong[2]);
  });

  it('powered and noised: one density at t = 0, two in between', () => {
    const apart = [0, 0.12, 0.25, 0.4, 0.8].map((t) => bothWays(t).apart);
    expect(apart[0]).toBe(0);
    expect(Math.max(...apart)).toBeGreaterThan(0.2);
  });
});
