import { inflate } from './inflate';

/**
 * A set of labelled digits: the ten thousand of the packed asset, or what a reader's IDX files hold.
 * Training rows come first, held-out rows after them.
 */
export interface Digits {
  /** Row-major grey levels, `count * side * side` bytes: 0 is paper, 255 is ink. */
  readonly images: Uint8Array;
  /** The class of each row, 0 to 9. */
  readonly labels: Uint8Array;
  readonly count: number;
  /** Rows 0 to `trainCount - 1` are for training, the rest is held out. */
  readonly trainCount: number;
  /** Pixels per edge: 28. */
  readonly side: number;
}

/** Pixels per edge of every digit in the book. */
export const digitSide = 28;
/** Pixels per digit. */
export const digitPixels = digitSide * digitSide;

const magic = 'DLMN';
const version = 1;
const headerBytes = 24;

/** 32-bit FNV-1a over several arrays in turn. */
function fnv1a(...parts: readonly Uint8Array[]): number {
  let hash = 0x811c9dc5;
  for (const part of parts) {
    for (let i = 0; i < part.length; i++) hash = Math.imul(hash ^ part[i], 0x01000193);
  }
  return hash >>> 0;
}

/** The content hash written in a packed file's header, or `undefined` when it is too short to have one. */
export function packedDigitsHash(bytes: Uint8Array): number | undefined {
  if (bytes.length < headerBytes) return undefined;
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(16, true);
}

/**
 * Reads the file that `scripts/digits.mjs` packs (its header comment is the format).
 * Throws `Error` naming what was wrong: not ours, another version, cut short, or damaged.
 */
export async function parseDigits(bytes: Uint8Array): Promise<Digits> {
  if (bytes.length < headerBytes) {
    throw new Error(`digits file: ${bytes.length} bytes (expected at least the ${headerBytes} of its header)`);
  }
  const found = String.fromCharCode(...bytes.subarray(0, 4));
  if (found !== magic) throw new Error(`digits file: it begins with ${JSON.stringify(found)} (expected "${magic}")`);
  if (bytes[4] !== version) throw new Error(`digits file: version ${bytes[4]} (expected ${version})`);
  if (bytes[5] !== digitSide) throw new Error(`digits file: ${bytes[5]} pixels per edge (expected ${digitSide})`);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const count = view.getUint32(8, true);
  const trainCount = view.getUint32(12, true);
  const hash = view.getUint32(16, true);
  if (trainCount > count) throw new Error(`digits file: ${trainCount} to train on out of ${count} (expected no more)`);

  const body = await inflate(bytes.subarray(headerBytes), 'deflate-raw', 'digits file');
  const maskBytes = Math.ceil((count * digitPixels) / 8);
  if (body.length < count + maskBytes) {
    throw new Error(
      `digits file: ${body.length} bytes unpacked (expected at least ${count + maskBytes} for ${count} digits)`,
    );
  }
  const labels = body.slice(0, count);
  const images = unmask(body.subarray(count, count + maskBytes), body.subarray(count + maskBytes), count * digitPixels);
  if (fnv1a(labels, images) !== hash)
    throw new Error('digits file: its content does not match its checksum (expected an undamaged copy)');
  return { images, labels, count, trainCount, side: digitSide };
}

/** Puts the values back where the mask has a bit set; the other pixels are 0. */
function unmask(mask: Uint8Array, values: Uint8Array, pixels: number): Uint8Array {
  const images = new Uint8Array(pixels);
  let next = 0;
  for (let b = 0; b < mask.length; b++) {
    if (mask[b] === 0) continue;
    for (let bit = 0; bit < 8; bit++) if (mask[b] & (128 >> bit)) images[b * 8 + bit] = values[next++];
  }
  if (next !== values.length) {
    throw new Error(`digits file: ${values.length} grey values (expected ${next}, as many as its mask has bits)`);
  }
  return images;
}

/** The grey levels of row `index`: a view, not a copy. Throws `RangeError` outside the set. */
export function digitPixelsOf(digits: Digits, index: number): Uint8Array {
  if (!Number.isInteger(index) || index < 0 || index >= digits.count) {
    throw new RangeError(`digit ${index} (expected an integer from 0 to ${digits.count - 1})`);
  }
  const size = digits.side * digits.side;
  return digits.images.subarray(index * size, (index + 1) * size);
}

/**
 * Grey levels 0 to 255 as the book's pixel values x = 2 p / 255 - 1: paper is -1, ink is 1 (Ho et al. 2020, section 3.3).
 * Networks that want zero mean and unit variance rescale for themselves.
 */
export function toUnit(pixels: ArrayLike<number>): Float64Array {
  return Float64Array.from(pixels, (p) => (2 * p) / 255 - 1);
}

/** The inverse of `toUnit`, rounded and clamped to 0 to 255. */
export function toGrey(x: ArrayLike<number>): Uint8Array {
  return Uint8Array.from(x, (v) => Math.max(0, Math.min(255, Math.round(((v + 1) * 255) / 2))));
}
