import { describe, expect, it } from 'vitest';
import { stripText, summary, waitText } from '../../components/figure/LatentWalk/labels';
import { evenness } from '../../components/figure/LatentWalk/measure';
import {
  endCodes,
  extent,
  latentWalk,
  planeCodes,
  searchSteps,
  stripCount,
  tilePlaces,
  tiles,
  wayCodes,
  type LatentWalkSettings,
} from '../../components/figure/LatentWalk/state';
import { builtWalk, follow, fromBuilt, inkError, walkAtOnce, type Way } from '../../components/figure/LatentWalk/work';
import { decode, encode } from '../../components/figure/link';
import { arithmetic } from './digit-asks';

const start: LatentWalkSettings = latentWalk.defaults;
const asks = () => ({ ...arithmetic(), digits: () => Promise.reject(new Error('no digits here')) });

describe('a walk among codes', () => {
  it('lays tiles over the plane, each a draw of the seed', () => {
    expect(tilePlaces).toHaveLength(tiles * tiles);
    expect(tilePlaces[0][0]).toBeCloseTo(-2.1, 12);
    expect(tilePlaces[0][1]).toBeCloseTo(2.1, 12);
    expect(tilePlaces[(tiles * tiles - 1) / 2]).toEqual([0, 0]);
    expect(extent).toBeCloseTo(2.45, 12);
    const codes = planeCodes(3, 500, [
      [0, 0],
      [2, -1],
      [0, 0],
    ]);
    expect(codes.subarray(0, 500)).toEqual(codes.subarray(1000));
    // The variance of 500 numbers is off by 0.063 in the mean: three times that at most.
    expect(Math.abs(codes.subarray(500, 1000).reduce((sum, v) => sum + v * v, 0) / 500 - 1)).toBeLessThan(0.19);
    expect(planeCodes(4, 500, [[0, 0]])).not.toEqual(codes.subarray(0, 500));
  });

  it('goes from one end to the other, round or straight', () => {
    const ends = endCodes(1, 300);
    const [round, straight] = [wayCodes(ends, 'spherical'), wayCodes(ends, 'linear')];
    const squared = (codes: Float64Array, i: number) =>
      codes.subarray(i * 300, (i + 1) * 300).reduce((sum, v) => sum + v * v, 0);
    for (const codes of [round, straight]) {
      codes.subarray(0, 300).forEach((v, i) => expect(v).toBeCloseTo(ends[0][i], 12));
      codes.subarray((stripCount - 1) * 300).forEach((v, i) => expect(v).toBeCloseTo(ends[1][i], 12));
    }
    expect(squared(straight, 4)).toBeLessThan(0.7 * squared(round, 4));
  });

  it('measures how even a way is, by hand', () => {
    const features = { data: Float64Array.of(0, 0, 1, 0, 4, 0, 4, 4), dim: 2 };
    const found = evenness(
      { features, logProbabilities: Float64Array.from({ length: 40 }, (_, k) => Math.log(k === 23 ? 0.25 : 0.9)) },
      3,
    );
    expect(found.longest).toBeCloseTo(4 / (8 / 3), 12);
    expect(found.detour).toBeCloseTo(8 / Math.hypot(4, 4), 12);
    expect(found.certainty).toBeCloseTo(0.25, 12);
    expect(inkError([0, 255], [0, 0])).toBeCloseTo(Math.SQRT1_2, 12);
  });

  it('finds both codes, keeps them for another way between them, and travels in the page', async () => {
    const first = await walkAtOnce(start, asks());
    expect(first.way.gan.grey).toHaveLength(stripCount * 784);
    expect(first.way.real).toHaveLength(2 * 784);
    // DDIM of the test comes back exactly, but for the rounding to grey levels.
    expect(first.way.errors[1]).toBeLessThan(0.01);
    expect(first.way.errors[0]).toBeGreaterThan(0.05);
    const counting = asks();
    let way: Way = first.way;
    await follow(
      { ...start, way: 'linear' },
      way,
      counting,
      (change) => {
        way = { ...way, ...change };
      },
      {},
    );
    expect(counting.asked.searched).toBe(0);
    await follow(
      { ...start, digit: 5 },
      way,
      counting,
      (change) => {
        way = { ...way, ...change };
      },
      {},
    );
    expect(counting.asked.searched).toBe(2);
    const back = fromBuilt(start, JSON.parse(JSON.stringify(builtWalk(first))) as ReturnType<typeof builtWalk>);
    expect(back.way).toEqual({ ...first.way, ends: null });
    expect(summary(start, back.place.gan, back.place.diffusion, back.way)).toMatch(
      /two real digits of class 4, spherical interpolation\. GAN: ends miss by 0\.\d+/,
    );
    expect(stripText(back.way.gan, NaN)).toMatch(/^longest step .* at least 90/);
    expect(waitText({ grey: new Uint8Array(0), milliseconds: 1.234 }, 'gan')).toBe('one call, there after 1.2 ms');
    expect(searchSteps).toBeGreaterThan(0);
  });

  it('between two draws nothing is searched, and the draws are the seed’s', async () => {
    let way: Way = (await walkAtOnce(start, asks())).way;
    await follow(
      { ...start, between: 'draws' },
      way,
      { ...asks(), invertGan: () => Promise.reject(new Error('searched')) },
      (change) => {
        way = { ...way, ...change };
      },
      {},
    );
    expect(way.real).toHaveLength(0);
    expect(way.errors.every(Number.isNaN)).toBe(true);
    await expect(follow({ ...start, pair: 3 }, way, asks(), () => {}, {})).rejects.toThrow('no digits here');
  });

  it('goes through a link and back', () => {
    const s: LatentWalkSettings = {
      digit: 7,
      x: -1.25,
      y: 2,
      map: 'diffusion',
      between: 'draws',
      pair: 12,
      way: 'linear',
      steps: 20,
      seed: 8,
    };
    expect(latentWalk.parse(decode(encode(latentWalk.encode(s))).values).settings).toEqual(s);
    expect(latentWalk.parse({ x: 3, way: 'curly', steps: 0 }).problems).toHaveLength(3);
  });
});
