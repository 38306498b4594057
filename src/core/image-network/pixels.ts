import { digitSide } from '../data/digits';
import { standardRange, type Domain } from '../domain';

/**
 * The units of pixels. Networks work in standard units, u = (p / 255 - mean) / deviation with the training digits' own mean and
 * deviation, so that their data have mean 0 and deviation 1 and EDM's preconditioning is v-prediction. A sampler
 * may work in any units that are a line away: x = scale.mean + scale.deviation u.
 */
export interface PixelScale {
  readonly mean: number;
  readonly deviation: number;
}

/** The book's digits: 28 x 28 pixels of ink, 0 is paper and 1 is ink; mean and deviation over the 9,001 training digits. */
export const digitDomain = {
  name: 'digits',
  shape: { extent: [digitSide, digitSide], channels: 1 },
  scale: { mean: 0.1311, deviation: 0.3087 },
  range: [0, 1],
} as const satisfies Domain;

export const { mean: digitMean, deviation: digitDeviation } = digitDomain.scale;

/** The networks' own units. */
export const standardPixels: PixelScale = { mean: 0, deviation: 1 };

/** x = p / 255, 0 is paper and 1 is ink. */
export const inkPixels: PixelScale = digitDomain.scale;

/** The book's pixels x = 2 p / 255 - 1 (`toUnit` in `data/digits.ts`). */
export const bookPixels: PixelScale = { mean: 2 * digitMean - 1, deviation: 2 * digitDeviation };

/** Least and greatest value of a pixel in standard units: paper and ink. */
export const [standardPaper, standardInk] = standardRange(digitDomain);

/** Grey levels 0 to 255 in the given units. */
export function fromGrey(pixels: ArrayLike<number>, { mean, deviation }: PixelScale = standardPixels): Float64Array {
  return Float64Array.from(pixels, (p) => mean + (deviation * (p / 255 - digitMean)) / digitDeviation);
}

/** The inverse, rounded and clamped to 0 to 255. */
export function greyOf(x: ArrayLike<number>, { mean, deviation }: PixelScale = standardPixels): Uint8Array {
  return Uint8Array.from(x, (v) =>
    Math.max(0, Math.min(255, Math.round(255 * (digitMean + (digitDeviation * (v - mean)) / deviation)))),
  );
}

/**
 * Pictures as they are shown, in standard units: rounded to grey levels, paper and ink being the limits. A judge sees these, whoever drew them; what a decoder puts out
 * may lie beyond.
 */
export function asShown(x: ArrayLike<number>, scale: PixelScale = standardPixels): Float32Array {
  return Float32Array.from(fromGrey(greyOf(x, scale)));
}
