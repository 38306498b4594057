import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillNormal, normalBatch, random } from '../../src/core/random';

describe('random', () => {
  test('steps the published xoshiro128** from a known state', () => {
    const r = random(0);
    r.state.set([1, 2, 3, 4]);
    // The test values of the reference code in C, as other implementations carry them.
    expect([r.bits(), r.bits(), r.bits(), r.bits()]).toEqual([11520, 0, 5927040, 70819200]);
  });

  test('the same seed gives the same numbers, another seed others', () => {
    const draw = (seed: number) => Array.from(fillNormal(new Float64Array(8), random(seed)));
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(draw(-1)).toEqual(draw(2 ** 32 - 1));
  });

  test('stays what it is: a change of generator would change every figure', () => {
    const r = random(1);
    expect([r.bits(), r.bits(), r.bits()]).toMatchInlineSnapshot(`
      [
        2442144158,
        3238099751,
        3819917871,
      ]
    `);
  });

  test('normals are those of normal, one after another, whatever was drawn before', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.nat(9), { maxLength: 6 }), (seed, lengths) => {
        const [many, one] = [random(seed), random(seed)];
        for (const length of lengths) {
          const filled = many.normals(new Float64Array(length));
          expect(Array.from(filled)).toEqual(Array.from(filled, () => one.normal()));
          expect(many.normal()).toBe(one.normal());
        }
        expect(many.bits()).toBe(one.bits());
      }),
    );
  });

  test('a split depends on seed and label alone', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), fc.nat(20), (seed, label, draws) => {
        const used = random(seed);
        for (let i = 0; i < draws; i++) used.normal();
        return used.split(label).bits() === random(seed).split(label).bits();
      }),
    );
    const words = new Set(Array.from({ length: 1000 }, (_, i) => random(1).split(i).bits()));
    expect(words.size).toBe(1000);
    expect(random(1).split('a').split('b').bits()).not.toBe(random(1).split('b').split('a').bits());
  });

  test('uniform and normal have the moments they should', () => {
    const n = 200_000;
    const r = random(5);
    let sum = 0;
    let square = 0;
    for (let i = 0; i < n; i++) {
      const u = r.uniform();
      if (!(u >= 0 && u < 1)) expect.fail(`uniform ${u}`);
      sum += u;
      square += u * u;
    }
    expect(Math.abs(sum / n - 1 / 2)).toBeLessThan(4 * Math.sqrt(1 / 12 / n));
    expect(Math.abs(square / n - 1 / 3)).toBeLessThan(4 * Math.sqrt(4 / 45 / n));
    const { data } = normalBatch(n / 2, 2, r);
    const moment = (k: number) => data.reduce((total, z) => total + z ** k, 0) / n;
    expect(Math.abs(moment(1))).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    expect(Math.abs(moment(3))).toBeLessThan(4 * Math.sqrt(15 / n));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(4 * Math.sqrt(96 / n));
  });

  test('integer covers its range evenly and refuses nonsense', () => {
    const r = random(2);
    const counts = new Array<number>(6).fill(0);
    for (let i = 0; i < 60_000; i++) counts[r.integer(6)]++;
    for (const n of counts) expect(Math.abs(n - 10_000)).toBeLessThan(4 * Math.sqrt(60_000 * (5 / 36)));
    expect(() => r.integer(0)).toThrow('expected n to be an integer from 1 to 2^32');
    expect(() => random(0.5)).toThrow('seed is 0.5 (expected an integer)');
  });
});
