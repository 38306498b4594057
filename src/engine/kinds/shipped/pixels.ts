/** Pictures of digits: their size, and the units of their pixels. */
import { numbersOf } from '../../../core/domain';
import { bookPixels, digitDomain, inkPixels, standardPixels } from '../../../core/image-network/pixels';

/** Numbers of a picture. */
export const pictureSize = numbersOf(digitDomain);
/** Most pictures in one request. */
export const mostPictures = 2000;

/** Units of pixels: the networks' own, ink from 0 to 1, and the book's from -1 to 1. */
export const pixelScales = { standard: standardPixels, ink: inkPixels, book: bookPixels } as const;
export type PixelUnits = keyof typeof pixelScales;

/** Pictures in one unit in another. */
export function inUnits(x: ArrayLike<number>, from: PixelUnits, to: PixelUnits): Float32Array {
  const a = pixelScales[from],
    b = pixelScales[to];
  return Float32Array.from(x, (v) => b.mean + (b.deviation * (v - a.mean)) / a.deviation);
}

/** Mean squared difference of two pictures in standard units, as ink from 0 to 1. */
export function inkError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (inkPixels.deviation * (a[i] - b[i])) ** 2;
  return sum / a.length;
}
