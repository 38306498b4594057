/** Checks that questions to the shipped networks share. Each throws a `RangeError` that names what was expected. */
import { mostPictures, pictureSize, pixelScales, type PixelUnits } from './pixels';

/** The greatest weight of guidance: far more than any figure offers. */
export const mostGuidance = 100;

export function checkLabels(labels: readonly number[], least: number): void {
  whole('number of pictures', labels.length, 1, mostPictures);
  labels.forEach((label) => whole('class', label, least, 9));
}

export function checkPixels(pixels: PixelUnits = 'standard'): void {
  if (!Object.hasOwn(pixelScales, pixels))
    throw new RangeError(`unknown pixels: ${String(pixels)} (expected ${Object.keys(pixelScales).join(', ')})`);
}

export function checkNumbers(what: string, x: ArrayLike<number>, length: number): void {
  if (x.length !== length) throw new RangeError(`${x.length} numbers of ${what} (expected ${length})`);
  for (let i = 0; i < length; i++)
    if (!Number.isFinite(x[i])) throw new RangeError(`number ${i} of ${what} is ${x[i]} (expected finite numbers)`);
}

export function whole(name: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most)
    throw new RangeError(`${name} is ${value} (expected a whole number from ${least} to ${most})`);
}

export function checkPictures(x: Float32Array | Float64Array, n: number): void {
  if (x.length !== n * pictureSize)
    throw new RangeError(`${x.length} pixels (expected ${n * pictureSize} for ${n} pictures)`);
  const wrong = x.findIndex((v) => !Number.isFinite(v));
  if (wrong >= 0) throw new RangeError(`pixel ${wrong} is ${x[wrong]} (expected finite numbers)`);
}

/** A number, finite and within its ends. */
export function within(what: string, value: number, least: number, most: number): void {
  if (!(value >= least && value <= most))
    throw new RangeError(`${what} ${value} (expected a number from ${least} to ${most})`);
}

/** A check of what a spec says as a check of whatever was sent. */
export function checked<Spec extends object>(check: (spec: Spec) => void): (spec: unknown) => Spec {
  return (spec) => {
    if (typeof spec !== 'object' || spec === null)
      throw new TypeError('a question without a spec (expected an object)');
    check(spec as Spec);
    return spec as Spec;
  };
}
