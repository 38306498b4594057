import { describe, expect, it } from 'vitest';
import { badDrawing, drawnBadly } from '../../../src/core/inverse';
import { random } from '../../../src/core/random';

const side = 28;
const still = { ...badDrawing, warp: 0, jitter: 0, turn: 0, shear: 0 };
const picture = Float64Array.from({ length: side * side }, (_, i) =>
  Math.floor(i / side) > 10 && i % side === 14 ? 1 : 0,
);

describe('a bad drawing', () => {
  it('is the picture where the hand is steady', () => {
    expect(drawnBadly(picture, side, random(1), still)).toEqual(picture);
  });

  it('turns about the middle: a quarter twice is a half', () => {
    // The angle is the seed's first normal number times `turn`.
    const normal = random(3).split('hand').normal();
    const half = drawnBadly(picture, side, random(3), { ...still, turn: Math.PI / normal });
    const turned = picture.slice().reverse();
    half.forEach((v, i) => expect(v).toBeCloseTo(turned[i], 9));
  });

  it('is another with every seed, the same with one, of ink between paper and ink', () => {
    const [a, again, b] = [5, 5, 6].map((seed) => drawnBadly(picture, side, random(seed)));
    expect(a).toEqual(again);
    expect(a).not.toEqual(b);
    a.forEach((v) => {
      expect(v).toBeGreaterThanOrEqual(0);
      expect(v).toBeLessThanOrEqual(1);
    });
    expect(a).not.toEqual(picture);
  });

  it('displaces by what it says: a ramp is moved by the root mean square of the warp', () => {
    // Far from the edges the value read from a ramp is the place, so that its change is the displacement.
    const ramp = Float64Array.from({ length: side * side }, (_, i) => i % side);
    let sum = 0,
      n = 0;
    for (let seed = 0; seed < 40; seed++) {
      const moved = drawnBadly(ramp, side, random(seed), { ...still, warp: 1 });
      for (let y = 6; y < 22; y++)
        for (let x = 6; x < 22; x++) {
          sum += (moved[y * side + x] - x) ** 2;
          n++;
        }
    }
    expect(Math.sqrt(sum / n)).toBeGreaterThan(0.8);
    expect(Math.sqrt(sum / n)).toBeLessThan(1.25);
  });

  it('refuses a picture of another size', () => {
    expect(() => drawnBadly(new Float64Array(9), 28, random(1))).toThrow(
      'a picture of 9 pixels (expected 784, 28 a side)',
    );
  });
});
