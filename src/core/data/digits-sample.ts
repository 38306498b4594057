import { digitPixels } from './digits';
import packed from './digits-sample.json';

/** One real digit of the training part, as in the packed asset. */
export interface SampleDigit {
  /** Its row in the packed asset. */
  readonly index: number;
  readonly label: number;
  /** Grey levels, 784 bytes. */
  readonly pixels: Uint8Array;
}

/** Content hash of the packed asset that the sample was taken from: the version in the asset's address. */
export const digitsHash: number = packed.hash;

let decoded: readonly SampleDigit[] | undefined;

/**
 * Twenty real digits, two of each class, that travel inside the page: what figures show at build time and before the
 * packed asset has been asked for. Ordered by class.
 */
export function sampleDigits(): readonly SampleDigit[] {
  decoded ??= packed.digits
    .map(({ index, label, pixels }) => ({ index, label, pixels: fromBase64(pixels) }))
    .sort((a, b) => a.label - b.label || a.index - b.index);
  return decoded;
}

function fromBase64(text: string): Uint8Array {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  if (bytes.length !== digitPixels) throw new Error(`sample digit of ${bytes.length} bytes (expected ${digitPixels})`);
  return bytes;
}
