/**
 * An index of the training digits in one space of features, as it is shipped: where a row of features is mapped to, and the digits' own codes there.
 *
 * File (little-endian): 4 bytes 'DLSX'; u32 length of the head; the head, JSON padded with blanks to a multiple of 4; f32 [dim] mean; f32 [size] steps of the codes;
 * i16 [size, dim] directions, 32767 for 1, padded to a multiple of 4 bytes; i8 [count, size] codes.
 */
import { isRecord } from '../schema/fields';
import type { Codes } from './codes';
import { quantised } from './codes';
import { projected, type Projection } from './projection';

export interface IndexHead {
  readonly format: 'diffusion-live search';
  readonly version: 1;
  /** Of the space. */
  readonly name: string;
  /** Numbers of a row of features, numbers of a code, digits. */
  readonly dim: number;
  readonly size: number;
  readonly count: number;
  /** Hash of the packed digits, and of the weights that made the features (none for pixels). */
  readonly data: string;
  readonly weights: string;
  /** How the features were made, where that is more than the space's name. */
  readonly made: Readonly<Record<string, number>>;
  /** Quantiles 0, 1 to 100 percent of the distance between a held-out digit and the nearest training digit. */
  readonly held: readonly number[];
}

export interface SearchIndex {
  readonly head: IndexHead;
  readonly mean: Float32Array;
  /** [size, dim] */
  readonly directions: Float32Array;
  readonly codes: Codes;
}

/** An index that cannot be used; the message is for the reader. */
export class SearchIndexError extends Error {
  override readonly name = 'SearchIndexError';
}

const magic = 'DLSX';
const unit = 32767;
const padded = (n: number): number => Math.ceil(n / 4) * 4;

/** What a space's index is before it is a file: `features` [count, dim] of all training digits, by the directions found of them. */
export function searchIndex(
  head: Omit<IndexHead, 'format' | 'version' | 'dim' | 'size' | 'count' | 'held'>,
  { dim, size, mean, directions }: Projection,
  features: ArrayLike<number>,
): SearchIndex {
  // As the file keeps them, so that a digit's code is where a query of the same features falls.
  const kept = {
    dim,
    size,
    mean: Float32Array.from(mean),
    directions: Float32Array.from(directions, (v) => Math.round(v * unit) / unit),
  };
  return {
    head: {
      format: 'diffusion-live search',
      version: 1,
      ...head,
      dim,
      size,
      count: features.length / dim,
      held: [],
    },
    mean: kept.mean,
    directions: kept.directions,
    codes: quantised(projected(kept, features), size),
  };
}

/** Where rows of features fall: [n, size]. */
export const placed = ({ head: { dim, size }, mean, directions }: SearchIndex, features: ArrayLike<number>) =>
  projected({ dim, size, mean, directions }, features);

export function packIndex({ head, mean, directions, codes }: SearchIndex): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(head));
  const length = padded(text.length);
  const { dim, size, count } = head;
  const at = placesIn(8 + length, dim, size);
  const bytes = new Uint8Array(at.codes + count * size);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(magic));
  view.setUint32(4, length, true);
  bytes.fill(32, 8, 8 + length);
  bytes.set(text, 8);
  mean.forEach((v, i) => view.setFloat32(at.mean + 4 * i, v, true));
  codes.steps.forEach((v, i) => view.setFloat32(at.steps + 4 * i, v, true));
  directions.forEach((v, i) => view.setInt16(at.directions + 2 * i, Math.round(v * unit), true));
  bytes.set(new Uint8Array(codes.values.buffer, codes.values.byteOffset, codes.values.length), at.codes);
  return bytes;
}

/** Throws `SearchIndexError` where the bytes are no such file, or of another space, other digits or other weights than those named. */
export function readIndex(
  bytes: Uint8Array,
  expected: Partial<Pick<IndexHead, 'name' | 'data' | 'weights'>> = {},
): SearchIndex {
  const fail = (what: string, wanted: string): never => {
    throw new SearchIndexError(`The index ${expected.name ? `of ${expected.name} ` : ''}${what} (expected ${wanted}).`);
  };
  if (bytes.length < 8 || String.fromCharCode(...bytes.subarray(0, 4)) !== magic)
    return fail('is no index of digits', `a file that begins with ${magic}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(4, true);
  let found: unknown;
  try {
    found = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
  } catch {
    return fail('has a head that is no JSON', 'a JSON object');
  }
  const head = found as IndexHead;
  if (!isRecord(found) || head.format !== 'diffusion-live search' || head.version !== 1)
    return fail('is of another version', 'diffusion-live search, 1');
  for (const name of ['name', 'data', 'weights'] as const)
    if (expected[name] !== undefined && head[name] !== expected[name])
      fail(`is of other ${name === 'data' ? 'digits' : name}: ${head[name]}`, expected[name]);
  const { dim, size, count } = head;
  const at = placesIn(8 + length, dim, size);
  if (bytes.length !== at.codes + count * size)
    fail(`holds ${bytes.length} bytes`, `${at.codes + count * size} for ${count} digits`);
  return {
    head,
    mean: Float32Array.from({ length: dim }, (_, i) => view.getFloat32(at.mean + 4 * i, true)),
    directions: Float32Array.from({ length: size * dim }, (_, i) => view.getInt16(at.directions + 2 * i, true) / unit),
    codes: {
      size,
      steps: Float32Array.from({ length: size }, (_, i) => view.getFloat32(at.steps + 4 * i, true)),
      values: Int8Array.from(bytes.subarray(at.codes), (v) => (v << 24) >> 24),
    },
  };
}

function placesIn(start: number, dim: number, size: number) {
  const mean = start,
    steps = mean + 4 * dim,
    directions = steps + 4 * size,
    codes = directions + padded(2 * size * dim);
  return { mean, steps, directions, codes };
}

/** Share of held-out digits whose nearest training digit is nearer than `distance`, 0 to 1, linear between the quantiles. */
export function shareNearer({ held }: Pick<IndexHead, 'held'>, distance: number): number {
  const last = held.length - 1;
  if (last < 1 || distance <= held[0]) return 0;
  if (distance >= held[last]) return 1;
  let i = 1;
  while (held[i] < distance) i++;
  return (i - 1 + (distance - held[i - 1]) / (held[i] - held[i - 1])) / last;
}
