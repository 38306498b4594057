import { describe, expect, it } from 'vitest';
import { changeText, placeText, summary } from '../../components/figure/LatentMap/labels';
import {
  changedCode,
  codeCount,
  codeKey,
  courseInto,
  extent,
  latentMap,
  mapSchedule,
  movingCount,
  movingKey,
  placeKey,
  pointsAt,
  tileCount,
  tiles,
  tilePlaces,
  wayTo,
} from '../../components/figure/LatentMap/state';
import { builtMap, codedOf, unpackMap, type Asks, type Coded } from '../../components/figure/LatentMap/work';
import { decode, encode } from '../../components/figure/link';
import type { Digits } from '../../src/core/data/digits';
import { random } from '../../src/core/random';

const start = latentMap.defaults;

/** An encoder that tells the first pixels, and a decoder that paints a code's first number all over. */
function arithmetic() {
  const asked = { encodeDigits: 0, decodeCodes: 0 };
  const numbers = { map: 2, flat: 32, spatial: 196 } as const;
  const timed = { backend: 'simd', milliseconds: 1 } as const;
  const asks: Asks = {
    encodeDigits({ codec, x }) {
      asked.encodeDigits += 1;
      const of = numbers[codec];
      const n = x.length / 784;
      const means = Float32Array.from({ length: n * of }, (_, i) => x[Math.floor(i / of) * 784 + (i % of)]);
      return Promise.resolve({ ...timed, means, deviations: new Float32Array(n * of) });
    },
    decodeCodes({ codec, codes }) {
      asked.decodeCodes += 1;
      const of = numbers[codec];
      const x = Float32Array.from({ length: (codes.length / of) * 784 }, (_, i) => codes[Math.floor(i / 784) * of]);
      return Promise.resolve({ ...timed, x, judgement: null });
    },
  };
  return { asks, asked };
}

describe('the plane of codes', () => {
  it('is decoded at the middles of its tiles, row by row from the top', () => {
    const places = tilePlaces();
    expect(places).toHaveLength(2 * tileCount);
    const half = extent / tiles;
    const at = (row: number, column: number) => Array.from(places.subarray(2 * (row * tiles + column)).slice(0, 2));
    const close = (found: readonly number[], wanted: readonly number[]) =>
      found.forEach((v, i) => expect(v).toBeCloseTo(wanted[i], 5));
    close(at(0, 0), [-extent + half, extent - half]);
    close(at(0, 1), [-extent + 3 * half, extent - half]);
    close(at(tiles - 1, tiles - 1), [extent - half, -extent + half]);
  });

  /** Two far places, one with three times as many codes. */
  const codes = Array.from({ length: 40 }, (_, i) => (i % 4 === 0 ? [-1.5, 1] : [1.5, -1])).flat();
  const course = courseInto(codes, 5);

  it('is entered by noise, which comes to rest on the codes in their proportions', () => {
    const first = pointsAt(course, 1),
      last = pointsAt(course, 0);
    expect(first).toEqual(
      random(5)
        .split('moving')
        .normals(new Float64Array(2 * movingCount)),
    );
    let rare = 0;
    for (let i = 0; i < movingCount; i++) {
      const x = last[2 * i],
        y = last[2 * i + 1];
      const [a, b] = [Math.hypot(x + 1.5, y - 1), Math.hypot(x - 1.5, y + 1)];
      // Within five deviations of the normal on each code.
      expect(Math.min(a, b)).toBeLessThan(0.4);
      if (a < b) rare += 1;
    }
    // A quarter of 120 with a deviation of 4.7.
    expect(Math.abs(rare - 30)).toBeLessThan(19);
  });

  it('follows each point from noise to now', () => {
    const way = wayTo(course, 0.52);
    expect(way[0]).toEqual(pointsAt(course, 1));
    expect(way.at(-1)).toEqual(pointsAt(course, 0.52));
    // Between two stops a point is between its two places.
    const [t, s] = [course.times[3], course.times[4]];
    const [a, b, middle] = [t, s, (t + s) / 2].map((one) => pointsAt(course, one));
    middle.forEach((v, i) => expect(v).toBeCloseTo((a[i] + b[i]) / 2, 10));
    expect(mapSchedule.sigma(1)).toBeCloseTo(1, 3);
  });
});

describe('a code that is changed', () => {
  const code = Float32Array.from({ length: 196 }, (_, i) => Math.sin(i));

  it('moves in one channel at every place', () => {
    const s = { ...start, codec: 'spatial', channel: 2, change: 1.25 } as const;
    changedCode(code, s).forEach((v, i) => expect(v).toBeCloseTo(code[i] + (i % 4 === 2 ? 1.25 : 0), 5));
    // A channel that a shorter code has not is its last.
    const last = changedCode(code, { ...s, channel: 20 });
    expect(last[3]).toBeCloseTo(code[3] + 1.25, 5);
  });

  it('is the code itself without a change, and noise alone at the end', () => {
    changedCode(code, { ...start, change: 0 }).forEach((v, i) => expect(v).toBeCloseTo(code[i], 6));
    const noise = { ...start, noise: 1 };
    const end = changedCode(code, noise);
    expect(
      changedCode(
        code.map((v) => 5 * v),
        noise,
      ),
    ).toEqual(
      changedCode(
        code.map((v) => 5 * v),
        { ...noise },
      ),
    );
    const other = changedCode(
      code.map(() => 0),
      { ...noise, change: 0 },
    );
    end.forEach((v, i) => expect(v).toBeCloseTo(other[i], 5));
    const square = other.reduce((sum, v) => sum + v * v, 0) / other.length;
    expect(Math.abs(square - 1)).toBeLessThan(0.4);
  });
});

describe('what the map asks', () => {
  const digits = {
    images: Uint8Array.from({ length: (codeCount + 20) * 784 }, (_, i) => (i * 7) % 256),
    labels: Uint8Array.from({ length: codeCount + 20 }, (_, i) => i % 10),
    trainCount: 20,
  } as unknown as Digits;

  it('stands in the page as it was computed when that was built', async () => {
    const { asks } = arithmetic();
    const built = await builtMap({}, digits, asks);
    const { cloud, place, moving, coded } = unpackMap(built, start);
    expect([cloud.codes.length, cloud.labels.length, cloud.tiles.length]).toEqual([
      2 * codeCount,
      codeCount,
      tileCount * 784,
    ]);
    expect(Array.from(cloud.labels.slice(0, 3))).toEqual([0, 1, 2]);
    expect([place.grey.length, moving.grey.length, coded.back.length]).toEqual([784, 7840, 784]);
    expect(coded.of).toBe('spatial 5');
  });

  it('encodes a digit once however often its code is changed', async () => {
    const { asks, asked } = arithmetic();
    const none: Coded = {
      of: '',
      code: new Float32Array(0),
      changed: new Float32Array(0),
      back: new Uint8Array(0),
      answer: new Uint8Array(0),
    };
    const s = { ...start, channel: 0 } as const;
    const first = await codedOf(s, none, asks, {});
    const second = await codedOf({ ...s, change: 3 }, first, asks, {});
    expect(asked).toEqual({ encodeDigits: 1, decodeCodes: 2 });
    expect(second.answer[0]).toBeGreaterThan(second.back[0]);
    await codedOf({ ...s, codec: 'flat' }, second, asks, {});
    expect(asked.encodeDigits).toBe(2);
  });

  it('asks for nothing that is not shown', () => {
    expect(codeKey(start)).toBeNull();
    const code = { ...start, mode: 'code' } as const;
    expect([placeKey(code), movingKey(code)]).toEqual([null, null]);
    expect(placeKey(start)).not.toBe(placeKey({ ...start, x: 1 }));
    expect(movingKey(start)).toBe(movingKey({ ...start, x: 1 }));
    expect(codeKey(code)).not.toBe(codeKey({ ...code, noise: 0.1 }));
  });
});

describe('its words and its link', () => {
  it('say what is set', () => {
    expect(placeText({ ...start, x: -1, y: 0.5 })).toBe('(−1.00, 0.50)');
    expect(changeText({ ...start, codec: 'flat', channel: 6, change: -2 })).toBe('number 7 moved by −2.0');
    expect(changeText({ ...start, noise: 0.25, change: 0 })).toBe('channel 1 as it is, noise 25\u00a0% of the way');
    expect(summary(start, 5)).toContain('t = 0.45');
    expect(summary({ ...start, mode: 'code' }, 5)).toMatch(/^A 5 through the code of 7 × 7 places/);
  });

  it('comes back from a link', () => {
    const s = { ...start, mode: 'code', codec: 'flat', channel: 9, change: -1.5, lit: null } as const;
    expect(latentMap.parse(decode(encode(latentMap.encode(s))).values).settings).toEqual(s);
    expect(latentMap.parse({ x: 9, codec: 'deep' }).problems).toHaveLength(2);
  });
});
