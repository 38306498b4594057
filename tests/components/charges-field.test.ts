import { describe, expect, it } from 'vitest';
import {
  evenDirections,
  descending,
  fallingLevels,
  followed,
  landing,
  pointsAt,
} from '../../src/core/electrostatics/descent';
import { fluxOver, relative, rising } from '../../src/core/electrostatics/flux';
import { spreadOf } from '../../components/figure/Charges/labels';
import {
  chargesSchema,
  fieldOf,
  heightOf,
  pointsOf,
  type ChargesSettings,
} from '../../components/figure/Charges/state';
import { allLines, fewLines } from '../../components/figure/Charges/work';
import { batch, count } from '../../src/core/batch';
import { charges, fieldLines } from '../../src/core/electrostatics';

const start = chargesSchema.defaults;
const plane: ChargesSettings = { ...start, space: 'plane' };
const far = { ...start, radius: 24 };
function all<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

describe('lines down', () => {
  it('keep the flux to their left, the closed form of the half plane, all the way', () => {
    const { descent } = allLines(start);
    const at = pointsOf(start).data;
    // The flux between the line and the plate: the mean of the angles under which the charges see the point.
    const flux = (x: number, z: number) => at.reduce((sum, y) => sum + Math.atan2(x - y, z), 0) / at.length;
    descent.from.forEach((from, row) => {
      const begin = flux(descent.states[0].data[row], from);
      descent.levels.forEach((level, j) => {
        expect(flux(descent.states[j].data[row], Math.min(from, level))).toBeCloseTo(begin, 2);
      });
    });
  });

  it('end where the closed form says', () => {
    for (const s of [start, { ...start, at: 'ring' as const }, far]) {
      const lines = allLines(s);
      const at = pointsOf(s).data;
      const order = [...at.keys()].sort((a, b) => at[a] - at[b]);
      lines.landing.charge.forEach((charge, row) => {
        const [x, z] = [lines.descent.states[0].data[row], lines.descent.from[row]];
        const below = at.reduce((sum, y) => sum + Math.atan2(x - y, z), 0) / at.length / Math.PI + 0.5;
        // A line that begins on the border of two shares may end at either.
        if (Math.abs(below * at.length - Math.round(below * at.length)) < 0.02) return;
        expect(charge).toBe(order[Math.floor(below * at.length)]);
      });
    }
  });

  it('are core’s own field lines', () => {
    for (const s of [start, plane]) {
      const field = fieldOf(s);
      const dim = field.dim;
      const x = batch([0.3, -1, 2, 1.1], dim);
      const n = count(x);
      const [down] = fieldLines(field, x, [4, 0.05], { relative: 1e-9 }).slice(1);
      followed(field, x, new Float64Array(n).fill(4), new Float64Array(n).fill(0.05));
      x.data.forEach((each, i) => expect(each).toBeCloseTo(down.data[i], 2));
    }
  });

  it('begin evenly: at equal angles, or at even heights all around', () => {
    const half = evenDirections(60, 1);
    const steps = Array.from({ length: 60 }, (_, i) => Math.atan2(half.data[2 * i], half.data[2 * i + 1]));
    steps.slice(1).forEach((angle, i) => expect(angle - steps[i]).toBeCloseTo(Math.PI / 60, 12));
    const dome = evenDirections(400, 2, 0.3);
    let [x, y] = [0, 0];
    for (let i = 0; i < 400; i++) {
      expect(Math.hypot(...dome.data.subarray(3 * i, 3 * i + 3))).toBeCloseTo(1, 12);
      x += dome.data[3 * i] / 400;
      y += dome.data[3 * i + 1] / 400;
      expect(dome.data[3 * i + 2]).toBeCloseTo((i + 0.3) / 400, 12);
    }
    expect(Math.hypot(x, y)).toBeLessThan(0.02);
  });

  it('wait on the hemisphere until the level has come to them', () => {
    const { descent } = fewLines(plane);
    for (const z of [6, 3, 1, 0.1, 0.02]) {
      const at = pointsAt(descent, z);
      descent.from.forEach((from, row) => {
        expect(at.z[row]).toBeCloseTo(Math.min(from, z), 9);
        if (from <= z) expect(at.x.data[2 * row]).toBeCloseTo(descent.states[0].data[2 * row], 9);
      });
    }
    pointsAt(descent, 0.02).x.data.forEach((each, i) => expect(each).toBeCloseTo(descent.states.at(-1)!.data[i], 12));
    expect(heightOf(start)).toBe(6);
    expect(heightOf({ ...start, down: 1 })).toBeCloseTo(0.02, 12);
  });

  it('share evenly from afar, and charges in one place share theirs', () => {
    for (const s of [far, { ...far, space: 'plane' as const }]) {
      const descent = all(descending(fieldOf(s), 400, fallingLevels(24, 0.02, 8)));
      const { least, most: greatest } = spreadOf(landing(descent, pointsOf(s)));
      expect(least).toBeGreaterThan(0.19);
      expect(greatest).toBeLessThan(0.21);
    }
    const s = { ...far, at: [-1, 0, 1, 0, 1, 0] };
    const { counts } = landing(all(descending(fieldOf(s), 300, fallingLevels(24, 0.02, 8))), pointsOf(s));
    expect(counts[1]).toBe(counts[2]);
    counts.forEach((each) => expect(Math.abs(each - 100)).toBeLessThan(3));
  });

  it('never set out from below the last height', () => {
    const s = { ...start, radius: 3.2, last: 0.3 };
    const { descent, landing: down } = allLines(s);
    const below = descent.from.filter((from) => from <= 0.3).length;
    expect(below).toBeGreaterThan(0);
    expect(down.landed).toBe(60 - below);
    expect(down.charge.filter((each) => each < 0)).toHaveLength(below);
  });
});

describe('flux', () => {
  it('of a charge at the origin is even at any radius, and its mean is 1 for any charges (Gauss)', () => {
    for (const dim of [1, 2]) {
      const one = charges({ points: batch(new Float64Array(dim), dim), extra: 1 });
      fluxOver(one, 3.2, 40).flux.forEach((each) => expect(each).toBeCloseTo(1, 12));
    }
    for (const s of [start, plane, { ...plane, at: 'letter' as const, radius: 3.2 }]) {
      const { flux } = fluxOver(fieldOf(s), s.radius, 200);
      expect(flux.reduce((sum, each) => sum + each / 200, 0)).toBeCloseTo(1, 3);
    }
    const { flux } = fluxOver(fieldOf(far), 24, 60);
    flux.forEach((each) => expect(Math.abs(each - 1)).toBeLessThan(0.02));
  });

  it('is where lines arrive that leave every charge evenly', () => {
    for (const s of [
      { ...start, radius: 3.2 },
      { ...start, at: 'two' as const },
      { ...plane, radius: 3.2 },
    ]) {
      const field = fieldOf(s);
      const arrivals = all(rising(field, s.radius));
      expect(arrivals.counts.reduce((sum, each) => sum + each, 0)).toBe(arrivals.lines);
      const { density } = relative(arrivals, field.dim);
      const exact = fluxOver(field, s.radius, density.length).flux;
      // Counted in whole lines: a part of the half circle holds 20, one of the hemisphere 60 that are not in step.
      density.forEach((each, i) => expect(Math.abs(each - exact[i])).toBeLessThan(field.dim === 1 ? 0.11 : 0.25));
    }
  });
});
