/**
 * The file a trained network is kept in: a few bytes that say what it is, a JSON header, then float32 arrays.
 *
 *   0   8 bytes   "DIFFLIVE"
 *   8   uint32    version, little-endian
 *   12  uint32    header length in bytes, padded to a multiple of 4
 *   16  uint32    FNV-1a of everything after byte 20
 *   20  header    UTF-8 JSON: { about, arrays: [{ name, length }, …] }
 *   …   arrays    float32, little-endian, in the header's order
 */
const magic = 'DIFFLIVE';
const version = 1;
const start = 20;

export interface Checkpoint {
  /** What the arrays are: settings, step, shape. Plain JSON, checked by whoever reads it. */
  readonly about: Record<string, unknown>;
  readonly arrays: Readonly<Record<string, Float32Array>>;
}

/** A file that cannot be used; the message is for the reader. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError';
}

export function encodeCheckpoint({ about, arrays }: Checkpoint): Uint8Array {
  const entries = Object.entries(arrays);
  const header = { about, arrays: entries.map(([name, a]) => ({ name, length: a.length })) };
  let json = new TextEncoder().encode(JSON.stringify(header));
  const padded = new Uint8Array(Math.ceil(json.length / 4) * 4).fill(0x20);
  padded.set(json);
  json = padded;
  const bytes = new Uint8Array(start + json.length + entries.reduce((sum, [, a]) => sum + 4 * a.length, 0));
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(magic));
  view.setUint32(8, version, true);
  view.setUint32(12, json.length, true);
  bytes.set(json, start);
  let at = start + json.length;
  for (const [, array] of entries) {
    for (const value of array) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  view.setUint32(16, fnv1a(bytes.subarray(start)), true);
  return bytes;
}

/** Throws `CheckpointError` when the bytes are not ours, of another version, cut short or damaged. */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < start || new TextDecoder().decode(bytes.subarray(0, 8)) !== magic) {
    throw new CheckpointError('This file is not a network saved by this book (it should begin with DIFFLIVE).');
  }
  const found = view.getUint32(8, true);
  if (found !== version) throw new CheckpointError(`This network was saved in format ${found} (expected ${version}).`);
  const headerLength = view.getUint32(12, true);
  if (start + headerLength > bytes.length) throw truncated(bytes.length);
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start, start + headerLength)));
  } catch {
    throw damaged();
  }
  const { about, arrays: list } = checkedHeader(header);
  const expected = start + headerLength + list.reduce((sum, { length }) => sum + 4 * length, 0);
  if (bytes.length < expected) throw truncated(bytes.length, expected);
  if (bytes.length > expected || view.getUint32(16, true) !== fnv1a(bytes.subarray(start))) throw damaged();
  const arrays: Record<string, Float32Array> = {};
  let at = start + headerLength;
  for (const { name, length } of list) {
    const array = new Float32Array(length);
    for (let i = 0; i < length; i++, at += 4) array[i] = view.getFloat32(at, true);
    arrays[name] = array;
  }
  return { about, arrays };
}

function checkedHeader(header: unknown): {
  about: Record<string, unknown>;
  arrays: { name: string; length: number }[];
} {
  if (typeof header !== 'object' || header === null) throw damaged();
  const { about, arrays } = header as { about?: unknown; arrays?: unknown };
  if (typeof about !== 'object' || about === null || !Array.isArray(arrays)) throw damaged();
  const list = arrays.map((entry: unknown) => {
    const { name, length } = (entry ?? {}) as { name?: unknown; length?: unknown };
    if (
      typeof name !== 'string' ||
      typeof length !== 'number' ||
      !Number.isInteger(length) ||
      length < 0 ||
      length > 1e8
    )
      throw damaged();
    return { name, length };
  });
  return { about: about as Record<string, unknown>, arrays: list };
}

const truncated = (length: number, expected?: number) =>
  new CheckpointError(
    `This network file is cut short: it has ${length} bytes${expected ? ` (expected ${expected})` : ''}.`,
  );
const damaged = () => new CheckpointError('This network file is damaged: its contents do not match its checksum.');

function fnv1a(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
