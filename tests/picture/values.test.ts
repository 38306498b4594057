import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { normalBatch, random } from '../../src/core/random';
import { densityGrid, massLevels } from '../../src/picture/density';
import { gridFrom, gridOf } from '../../src/picture/grid';
import { frame } from '../../src/picture/frame';
import { histogram } from '../../src/picture/histogram';
import { sideBars } from '../../src/picture/side-bars';
import { duration, energyDistanceText, fixed, grouped, minus, percent, significant } from '../../src/picture/numbers';
import { greys, pixels } from '../../src/picture/pixels';
import { raster } from '../../src/picture/raster';
import { px } from '../../src/picture/round';

describe('numbers', () => {
  it.each([
    [fixed(0.5), '0.50'],
    [fixed(-1.255, 1), '\u22121.3'],
    [fixed(-0.001), '0.00'],
    [fixed(NaN), 'not a number'],
    [significant(0.00451), '0.0045'],
    [significant(12.34, 3), '12.3'],
    [significant(980.4), '980'],
    [significant(-0.5), '\u22120.50'],
    [significant(1.23e-7), '1.2e\u22127'],
    [significant(0), '0'],
    [significant(-Infinity), '\u2212\u221e'],
    [significant(14_500, 2), '14\u2009500'],
    [grouped(9999), '9999'],
    [grouped(-12345), '\u221212\u2009345'],
    [percent(0.371), '37\u00a0%'],
    [duration(0.44), '0.4 s'],
    [duration(12.4), '12 s'],
    [duration(185), '3 min 5 s'],
    [duration(Infinity), 'unknown time'],
    [minus(-0), '0'],
    [energyDistanceText(0.00449), 'energy distance 0.0045'],
    [energyDistanceText(0.0113), 'energy distance 0.011'],
    [energyDistanceText(-0.0004), 'energy distance \u22120.0004'],
    [energyDistanceText(-1e-6), 'energy distance 0.0000'],
  ])('prints %s', (actual, expected) => expect(actual).toBe(expected));

  it('rounds coordinates to two decimals without negative zero', () => {
    expect([px(1 / 3), px(-0.001), px(2), px(-1.005)]).toEqual(['0.33', '0', '2', '-1']);
  });
});

describe('histogram', () => {
  it('counts every value once, edges included, and says what lies outside', () => {
    const h = histogram([0, 0.1, 0.5, 1, 1.2, -3, NaN], { domain: [0, 1], bins: 2 });
    expect([...h.counts]).toEqual([2, 2]);
    expect(h.outside).toBe(3);
    expect([...h.edges]).toEqual([0, 0.5, 1]);
  });

  it('has a density that integrates to the share inside', () => {
    const h = histogram(normalBatch(1000, 1, random(1)).data, { domain: [-1, 1], bins: 16 });
    const mass = h.density.reduce((sum, v) => sum + v * (2 / 16), 0);
    expect(mass).toBeCloseTo(1 - h.outside / 1000, 12);
  });

  it('lies down: values upwards, density to the right, empty bins left out', () => {
    const box = frame({ width: 100, height: 100, x: [0, 2], y: [0, 3] });
    expect(sideBars(box, histogram([0.5, 0.6, 2.5], { domain: [0, 3], bins: 3 }))).toBe(
      'M0,100H33.33V66.67H0ZM0,33.33H16.67V0H0Z',
    );
  });

  it('refuses a falling domain', () => expect(() => histogram([1], { domain: [1, 0] })).toThrow(/rising domain/));
});

describe('density', () => {
  const shape = { nx: 80, ny: 80, x: [-6, 6], y: [-6, 6] } as const;

  it('integrates to one', () => {
    const grid = densityGrid(normalBatch(300, 2, random(3)), shape, 0.4);
    expect(grid.values.reduce((sum, v) => sum + v, 0) * (12 / 80) ** 2).toBeCloseTo(1, 3);
  });

  it('of one point is the Gaussian itself', () => {
    const grid = densityGrid(
      { data: Float64Array.of(0, 0), dim: 2 },
      { nx: 3, ny: 3, x: [-1.5, 1.5], y: [-1.5, 1.5] },
      1,
    );
    expect(grid.values[4]).toBeCloseTo(1 / (2 * Math.PI), 12);
    expect(grid.values[5]).toBeCloseTo(Math.exp(-0.5) / (2 * Math.PI), 12);
  });

  it('has mass levels that match a Gaussian: half the mass lies above half the peak', () => {
    const grid = gridOf(shape, (x, y) => Math.exp(-0.5 * (x * x + y * y)));
    const [half, most] = massLevels(grid, [0.5, 0.9]);
    expect(half).toBeCloseTo(0.5, 2);
    expect(most).toBeCloseTo(0.1, 2);
  });

  it('refuses a zero bandwidth and a wrong number of values', () => {
    expect(() => densityGrid(normalBatch(2, 2, random(1)), shape, 0)).toThrow(/bandwidth is 0/);
    expect(() => gridFrom(shape, [1])).toThrow(/expected 80 × 80/);
  });
});

describe('pixels', () => {
  it('makes ink black and paper white, clips, and leaves NaN as paper', () => {
    expect([...greys([-1, 1, 0, 5, -5, NaN])]).toEqual([255, 0, 127, 0, 255, 255]);
  });

  it('is a valid PNG that holds the values', () => {
    const uri = pixels([-1, 1, 0, 0.5, -0.5, 1], 3);
    const bytes = Buffer.from(uri.slice('data:image/png;base64,'.length), 'base64');
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([3, 2]);
    const at = bytes.indexOf('IDAT');
    // inflateSync checks the Adler sum, too.
    const raw = inflateSync(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at - 4)));
    expect([...raw]).toEqual([0, 255, 0, 127, 0, 64, 191, 0]);
  });

  it('decodes in an independent reader', async () => {
    const { default: sharp } = await import('sharp');
    const values = Float64Array.from({ length: 28 * 28 }, (_, i) => Math.sin(i));
    const uri = pixels(values, 28);
    const { data, info } = await sharp(Buffer.from(uri.split(',')[1], 'base64'))
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([28, 28]);
    expect([...data]).toEqual([...greys(values)]);
    expect(uri.length).toBeLessThan(1300);
  });

  it('refuses ragged rows', () => expect(() => pixels([1, 2, 3], 2)).toThrow(/whole rows/));
});

describe('raster', () => {
  it('is empty paper without strokes', () => expect([...raster([], { size: 4 })]).toEqual(Array(16).fill(-1)));

  it('puts a dot where it was made, y up', () => {
    const picture = raster([[0.1, 0.9]], { size: 10, radius: 0.6 });
    expect(picture[0]).toBeGreaterThan(-1);
    expect(picture[11]).toBeCloseTo(picture[0], 9);
    expect(picture[90]).toBe(-1);
    expect(picture[99]).toBe(-1);
  });

  it('joins points into a line of even ink', () => {
    const picture = raster([[0.1, 0.45, 0.9, 0.45]], { size: 10, radius: 0.5 });
    const row = [...picture.subarray(50, 60)];
    expect(row.slice(1, 9).every((v) => v === 1)).toBe(true);
    expect(picture[5]).toBe(-1);
  });
});
