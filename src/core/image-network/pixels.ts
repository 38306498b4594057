/**
 * The units of pixels. Networks work in standard units, u = (p / 255 - mean) / deviation with the training digits' own mean and
 * deviation, so that their data have mean 0 and deviation 1 and EDM's preconditioning is v-prediction. A sampler
 * may work in any units that are a line away: x = scale.mean + scale.deviation u.
 */
export interface PixelScale {
  readonly mean: number;
  readonly deviation: number;
}

/** Mean and deviation of ink, 0 to 1, over the 9,001 training digits. */
export const digitMean = 0.1311;
export const digitDeviation = 0.3087;

/** The networks' own units. */
export const standardPixels: PixelScale = { mean: 0, deviation: 1 };

/** x = p / 255, 0 is paper and 1 is ink. */
export const inkPixels: PixelScale = { mean: digitMean, deviation: digitDeviation };

/** The book's pixels x = 2 p / 255 - 1 (`toUnit` in `data/digits.ts`). */
export const bookPixels: PixelScale = { mean: 2 * digitMean - 1, deviation: 2 * digitDeviation };

/** Least and greatest value of a pixel in standard units: paper and ink. */
export const standardPaper = -digitMean / digitDeviation;
export const standardInk = (1 - digitMean) / digitDeviation;

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
