import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  drawn,
  letters,
  makeTarget,
  parseTargetSpec,
  targetKinds,
  targetLabel,
  type TargetSpec,
} from '../../../src/core/data';
import { modeCoverage } from '../../../src/core/metric';
import { random } from '../../../src/core/random';

const specs: readonly TargetSpec[] = [
  ...targetKinds.filter((kind) => kind !== 'letter' && kind !== 'drawn').map((kind) => ({ kind })),
  ...letters.map((letter) => ({ kind: 'letter', letter }) as const),
  { kind: 'drawn', points: [100, 40, 103, 42, 110, 49, 120, 40] },
];

function moments(data: Float64Array): { readonly mean: readonly number[]; readonly deviation: readonly number[] } {
  const n = data.length / 2;
  const axis = (k: number) => data.filter((_, i) => i % 2 === k);
  const mean = [0, 1].map((k) => axis(k).reduce((sum, x) => sum + x, 0) / n);
  const deviation = [0, 1].map((k) => Math.sqrt(axis(k).reduce((sum, x) => sum + (x - mean[k]) ** 2, 0) / n));
  return { mean, deviation };
}

describe.each(specs.map((spec) => [targetLabel(spec), spec] as const))('%s', (_, spec) => {
  const target = makeTarget(spec);

  test('has zero mean, and a standard deviation of 1 to 1.5 on its wider axis', () => {
    const { data } = target.sample(20_000, random(3));
    const { mean, deviation } = moments(data);
    for (const m of mean) expect(Math.abs(m)).toBeLessThan(0.05);
    expect(Math.max(...deviation)).toBeGreaterThan(1);
    expect(Math.max(...deviation)).toBeLessThan(1.5);
    expect(data.every((x) => Math.abs(x) < 6)).toBe(true);
  });

  test('same seed, same points; the name is the kind; the spec survives a link', () => {
    expect(target.sample(50, random(9)).data).toEqual(makeTarget(spec).sample(50, random(9)).data);
    expect(target.name).toBe(spec.kind);
    expect(parseTargetSpec(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
  });

  test('reaches all its modes', () => {
    if (!target.modes) return;
    expect(modeCoverage(target.sample(2000, random(4)), target.modes)).toMatchObject({
      covered: target.modes.data.length / 2,
      outside: 0,
    });
  });
});

describe('a drawing', () => {
  test('is moved and scaled as its frame says, and jittered by its bandwidth', () => {
    const target = drawn([10, 10, 14, 10], { bandwidth: 0.02 });
    expect(target.frame).toEqual({ x: 12, y: 10, scale: 0.625 });
    expect(target.points.data).toEqual(Float64Array.of(-1.25, 0, 1.25, 0));
    const { deviation } = moments(target.sample(20_000, random(1)).data);
    expect(deviation[1]).toBeCloseTo(0.02, 3);
  });

  test.each([
    [[], 'drawing of 0 points (expected 2 to 5000)'],
    [[1, 2], 'drawing of 1 points (expected 2 to 5000)'],
    [[1, 2, 3], 'drawing of 3 numbers (expected x, y pairs)'],
    [[1, 2, 1, 2, 1, 2], 'drawing is 3 points in one place (expected at least two distinct points)'],
    [[1, 2, NaN, 2], 'target points[2] is NaN (expected a finite number)'],
    [[1, 2, 'a', 2], 'target points[2] is "a" (expected a finite number)'],
    [Array<number>(20_000).fill(1), 'target points is a list of 20000 (expected 0 to 10000 numbers)'],
    ['x', 'target points is "x" (expected 0 to 10000 numbers)'],
  ])('%j is refused plainly', (points, message) => {
    expect(() => parseTargetSpec({ kind: 'drawn', points })).toThrow(message);
  });
});

describe('parseTargetSpec', () => {
  test.each([
    [undefined, 'target is missing (expected an object with a kind)'],
    [{ kind: 'three-moons' }, 'unknown target: "three-moons" (expected eight-gaussians, two-moons'],
    [{ kind: 'letter' }, 'target letter is missing (expected one of A to Z or 0 to 9)'],
    [{ kind: 'letter', letter: 'É' }, 'letter is "É" (expected one of A to Z or 0 to 9)'],
  ])('%j is refused plainly', (value, message) => {
    expect(() => parseTargetSpec(value)).toThrow(message);
  });

  test('takes small letters', () => {
    expect(parseTargetSpec({ kind: 'letter', letter: 'g' })).toEqual({ kind: 'letter', letter: 'G' });
  });

  test('whatever comes, it answers with a usable spec or an Error', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.record({
            kind: fc.constant('drawn'),
            points: fc.array(fc.oneof(fc.double(), fc.anything()), { maxLength: 6 }),
          }),
          fc.record({ kind: fc.constant('letter'), letter: fc.string() }),
        ),
        (value) => {
          let spec: TargetSpec;
          try {
            spec = parseTargetSpec(value);
          } catch (error) {
            return error instanceof Error && error.message.includes('expected');
          }
          return makeTarget(spec).sample(5, random(0)).data.every(Number.isFinite);
        },
      ),
      { numRuns: 500 },
    );
  });
});
