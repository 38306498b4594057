import { describe, expect, it } from 'vitest';
import { measures } from '../../../src/core/caption/instruments';
import type { Denoiser } from '../../../src/core/denoiser';
import { digitSchedule } from '../../../src/core/image-network/sampling';
import { random } from '../../../src/core/random';
import { bridge } from '../../../src/core/translation/bridge';
import { bolder, sheared } from '../../../src/core/translation/changes';
import { blockMeans, pulledTo } from '../../../src/core/translation/low-pass';
import { boldRadius, changes, leaning, pairOf, toldChange } from '../../../src/core/translation/pairs';

const schedule = digitSchedule();
const side = 28;

/** E[x_0 | x_t] where the data are normal, with alpha = 1. */
const normal = (mean: number, deviation: number): Denoiser => ({
  denoise(x, t, out) {
    const sigma = schedule.sigma(t);
    const share = deviation ** 2 / (deviation ** 2 + sigma ** 2);
    for (let i = 0; i < x.data.length; i++) out.data[i] = mean + share * (x.data[i] - mean);
    return out;
  },
});

/** A bar of `thick` columns, 20 rows high. */
const bar = (thick: number): Float64Array =>
  Float64Array.from({ length: side * side }, (_, i) => {
    const [x, y] = [i % side, Math.floor(i / side)];
    return y >= 4 && y < 24 && x >= 12 && x < 12 + thick ? 1 : 0;
  });

const measuredOf = (picture: Float64Array) => {
  const { thickness, slant } = measures({ data: picture, dim: side * side }, side);
  return { thickness: thickness[0], slant: slant[0] };
};

describe('a bridge by way of the noise', () => {
  const times = (n: number) => Float64Array.from({ length: n + 1 }, (_, i) => (1 - i / n) ** 5);
  const x = { data: Float64Array.of(-1, 0, 0.4, 2.5), dim: 1 };
  const ends = (n: number) => {
    let last: Float64Array = x.data;
    const legs: string[] = [];
    for (const step of bridge({ from: normal(0.5, 0.7), to: normal(-1, 1.4), schedule, times: times(n), x })) {
      legs.push(step.leg);
      last = step.x.data;
    }
    return { last, legs };
  };

  it('is the optimal transport of two normals, to first order in the steps', () => {
    const exact = x.data.map((v) => {
      // Both ODEs stop at sigma = 30, where the data still count a little.
      const [a, b] = [Math.hypot(0.7, 30) / 0.7, Math.hypot(1.4, 30) / 1.4];
      return -1 + ((v - 0.5) * a + 1.5) / b;
    });
    const error = (n: number) => Math.max(...ends(n).last.map((v, i) => Math.abs(v - exact[i])));
    expect(error(400)).toBeLessThan(0.06);
    expect(error(200) / error(400)).toBeGreaterThan(1.7);
    expect(error(200) / error(400)).toBeLessThan(2.3);
  });

  it('goes out and back, and leaves its rows alone', () => {
    const before = x.data.slice();
    expect(ends(3).legs).toEqual(['out', 'out', 'out', 'out', 'back', 'back', 'back']);
    expect(x.data).toEqual(before);
  });
});

describe('changes that are known by construction', () => {
  it('widens a bar by twice the radius and lightens nothing', () => {
    const three = bar(3);
    for (const radius of [0.5, 1, 1.5]) {
      const wide = bolder(three, side, radius);
      // The instrument counts pixels of an edge that is not hard.
      expect(Math.abs(measuredOf(wide).thickness - 3 - 2 * radius)).toBeLessThan(0.45);
      expect(wide.every((v, i) => v >= three[i] && v <= 1)).toBe(true);
    }
    expect(bolder(new Float64Array(side * side), side, 2).every((v) => v === 0)).toBe(true);
    expect(() => bolder(bar(3), side, -1)).toThrow('radius -1 (expected 0 to 14 pixels)');
  });

  it('shears by as much as the instrument then finds, and back', () => {
    for (const slant of [-0.3, 0.2, 0.5]) {
      const leaning = sheared(bar(3), side, slant);
      expect(measuredOf(leaning).slant).toBeCloseTo(slant, 2);
      expect(leaning.reduce((a, b) => a + b)).toBeCloseTo(60, 6);
    }
    expect(sheared(bar(3), side, 0)).toEqual(bar(3));
  });

  it('makes pairs whose measures differ by what was asked', () => {
    const digit = sheared(bar(2), side, 0.25);
    const { bold, thin, slanted, upright } = Object.fromEntries(
      changes.map((change) => [change, pairOf(digit, side, change)]),
    );
    expect(bold.source).toEqual(digit);
    expect(thin).toEqual({ source: bold.target, target: digit });
    expect(Math.abs(measuredOf(bold.target).thickness - measuredOf(digit).thickness - 2 * boldRadius)).toBeLessThan(
      0.45,
    );
    expect(measuredOf(upright.target).slant).toBeCloseTo(0, 2);
    expect(measuredOf(slanted.target).slant).toBeCloseTo(leaning, 2);
    expect(upright).toEqual({ source: slanted.target, target: slanted.source });
  });

  it('tells rows how far they move: not at all in the middle, apart at the ends', () => {
    const told = toldChange(bar(3), side, 'slanted');
    const at = (y: number) => told[3 * (y * side + 5) + 2];
    expect(at(13) + at(14)).toBeCloseTo(0, 6);
    expect(at(0)).toBeGreaterThan(0);
    expect(at(0)).toBeCloseTo(-at(27), 6);
    expect(toldChange(bar(3), side, 'bold')[1]).toBe(1);
    expect(toldChange(bar(3), side, 'thin')[1]).toBe(-1);
    expect(toldChange(bar(3), side, 'upright')[3 * 12 * side + 3 * 12]).toBe(1);
  });
});

describe('a pull towards a coarse layout', () => {
  const draw = random(3);
  const some = () => Float64Array.from({ length: side * side }, () => draw.normal());

  it('is by an orthogonal projection: again is the same, and it is its own adjoint', () => {
    const [a, b] = [some(), some()];
    const [pa, pb] = [blockMeans(a, side, 4), blockMeans(b, side, 4)];
    const dot = (u: Float64Array, v: Float64Array) => u.reduce((sum, w, i) => sum + w * v[i], 0);
    expect(dot(pa, b)).toBeCloseTo(dot(a, pb), 10);
    blockMeans(pa, side, 4).forEach((v, i) => expect(v).toBeCloseTo(pa[i], 12));
    expect(() => blockMeans(a, side, 5)).toThrow('blocks of 5 pixels in a side of 28 (expected a divisor)');
    expect(() => blockMeans(a.subarray(1), side, 4)).toThrow('783 pixels');
  });

  it('goes down its energy, to none at weight 1, and moves nothing else', () => {
    const source = { data: some(), dim: side * side };
    const guess = some();
    const fixed: Denoiser = { denoise: (_x, _t, out) => (out.data.set(guess), out) };
    const energyAt = (weight: number) => {
      const out = { data: new Float64Array(side * side), dim: side * side };
      pulledTo(fixed, { source, side, block: 4, weight }).denoise(out, 0.5, out);
      const apart = out.data.map((v, i) => v - source.data[i]);
      const fine = out.data.map((v, i) => v - guess[i]);
      blockMeans(fine, side, 4).forEach((v, i) => expect(v).toBeCloseTo(fine[i], 10));
      return blockMeans(apart, side, 4).reduce((sum, v) => sum + v * v, 0) / 2;
    };
    expect(energyAt(0.5)).toBeCloseTo(0.25 * energyAt(0), 8);
    expect(energyAt(1)).toBeCloseTo(0, 10);
    const late = { data: new Float64Array(side * side), dim: side * side };
    pulledTo(fixed, { source, side, block: 4, weight: 1, until: 0.6 }).denoise(late, 0.5, late);
    expect(late.data).toEqual(guess);
    expect(() => pulledTo(fixed, { source, side, block: 4, weight: 2 })).toThrow('pull by 2 (expected 0 to 1)');
  });
});
