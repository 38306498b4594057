import type { Random } from '../random';

/**
 * A Gamma(shape, 1) variable, by Marsaglia and Tsang 2000: a normal cubed, kept or refused by a uniform; below shape 1 a Gamma(shape + 1) times
 * u^(1 / shape). Throws `RangeError` unless the shape is above 0 and finite.
 */
export function gamma(shape: number, random: Random): number {
  if (!(shape > 0 && shape < Infinity))
    throw new RangeError(`gamma variable of shape ${shape} (expected above 0 and finite)`);
  if (shape < 1) return gamma(shape + 1, random) * (1 - random.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
