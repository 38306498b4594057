import { describe, expect, it } from 'vitest';
import { fillNormal, random } from '../../src/core/random';
import { tangentOf } from '../../src/core/tangent';

describe('tangent directions of a generator', () => {
  it('by hand: a plane in three dimensions', () => {
    const tangent = tangentOf({ data: Float64Array.of(1, 0, 0, 1, 1, 0), dim: 3 });
    expect(tangent.directions).toBe(2);
    expect(tangent.share([3, 4, 0])).toBeCloseTo(1, 8);
    expect(tangent.share([0, 0, 2])).toBeCloseTo(0, 8);
    expect(tangent.share([1, 0, 1])).toBeCloseTo(0.5, 8);
    expect(tangent.share([0, 0, 0])).toBe(0);
    expect(() => tangent.share([1])).toThrow(RangeError);
  });

  it('counts directions that move the picture, not numbers of the code', () => {
    // The third moves nothing, the second a twentieth of the first.
    const tangent = tangentOf({ data: Float64Array.of(2, 0, 0, 0, 0, 0.1, 0, 0, 0, 0, 0, 0), dim: 4 });
    expect(tangent.directions).toBe(1);
    expect(tangent.share([1, 1, 0, 0])).toBeCloseTo(1, 6);
    expect(tangentOf({ data: new Float64Array(8), dim: 4 }).directions).toBe(0);
  });

  it('a random difference lies along n of dim directions by the share n / dim', () => {
    const [n, dim] = [64, 784];
    const tangent = tangentOf({ data: fillNormal(new Float64Array(n * dim), random(1)), dim });
    const shares = Array.from({ length: 40 }, (_, i) =>
      tangent.share(fillNormal(new Float64Array(dim), random(100 + i))),
    );
    expect(shares.reduce((sum, v) => sum + v, 0) / 40).toBeCloseTo(n / dim, 2);
  });
});
