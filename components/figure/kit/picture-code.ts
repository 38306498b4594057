import { digitPixels } from '../../../src/core/data/digits';
import { type Field, optional } from '../../../src/core/schema';

/**
 * A 28 x 28 picture as text for a link: `p` and one hexadecimal digit a pixel, 0 for paper (-1) to f for ink (1).
 * Sixteen greys are all the eye sees at this size, and rounding to them when the picture is made, not when it is shared, keeps
 * the numbers of a shared figure equal to the reader's own.
 */
export type PictureCode = string & { readonly __picture: never };

const form = new RegExp(`^p[0-9a-f]{${digitPixels}}$`);

/** Trusts nothing. Throws `Error` saying what a picture looks like. */
export function parsePicture(value: unknown): PictureCode {
  if (typeof value !== 'string' || !form.test(value)) {
    const found = typeof value === 'string' ? `${value.length} characters` : typeof value;
    throw new Error(`picture is ${found} (expected p and ${digitPixels} hexadecimal digits)`);
  }
  return value as PictureCode;
}

/** Pixel values in [-1, 1] (clamped) as text. Throws `RangeError` for another size. */
export function encodePicture(x: ArrayLike<number>): PictureCode {
  if (x.length !== digitPixels) throw new RangeError(`picture of ${x.length} values (expected ${digitPixels})`);
  let code = 'p';
  for (let i = 0; i < x.length; i++) {
    const level = Math.round(((x[i] + 1) / 2) * 15);
    code += Math.max(0, Math.min(15, level || 0)).toString(16);
  }
  return code as PictureCode;
}

/** The pixel values of a code, in [-1, 1]. */
export function decodePicture(code: PictureCode): Float64Array {
  return Float64Array.from({ length: digitPixels }, (_, i) => (2 * parseInt(code[i + 1], 16)) / 15 - 1);
}

/** Paper all over. */
export function blankPicture(): PictureCode {
  return `p${'0'.repeat(digitPixels)}` as PictureCode;
}

/** Whether anything is drawn. */
export function isBlank(code: PictureCode): boolean {
  return /^p0+$/.test(code);
}

/** A picture of the reader’s own in a link, in place of a digit. */
export const picture: Field<PictureCode | null> = {
  ...optional({ initial: '' as PictureCode, read: parsePicture }),
  kept: () => 'a digit is shown instead',
};
