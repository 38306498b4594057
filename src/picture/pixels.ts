/**
 * Small grey pictures as PNG data URIs, made by hand (stored, uncompressed blocks) so that the same few lines
 * run at build and in the browser, without a canvas. A 28 by 28 digit is about 1.2 kB.
 */

export interface PixelsOptions {
  /** The value that becomes white paper (-1). */
  readonly paper?: number;
  /** The value that becomes black ink (1). Values beyond either are clipped. */
  readonly ink?: number;
}

/** One 8-bit value per pixel, 255 for paper and 0 for ink. NaN is paper. */
export function greys(values: ArrayLike<number>, { paper = -1, ink = 1 }: PixelsOptions = {}): Uint8Array {
  const out = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i += 1) {
    const share = (values[i] - paper) / (ink - paper);
    out[i] = 255 - Math.round(255 * Math.max(0, Math.min(1, share || 0)));
  }
  return out;
}

/**
 * A grey picture, `values` row by row from the top, `width` of them a row: a PNG data URI.
 * Black ink on white paper: the theme blends it (multiply in light, inverted screen in dark).
 */
export function pixels(values: ArrayLike<number>, width: number, options?: PixelsOptions): string {
  const height = values.length / width;
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1 || values.length > 60_000) {
    throw new RangeError(
      `picture of ${values.length} values, ${width} a row (expected whole rows, at most 60000 values)`,
    );
  }
  return `data:image/png;base64,${base64(png(greys(values, options), width, height))}`;
}

function png(grey: Uint8Array, width: number, height: number): Uint8Array {
  const raw = new Uint8Array(height * (width + 1));
  for (let row = 0; row < height; row += 1) {
    raw.set(grey.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  }
  const header = [...be32(width), ...be32(height), 8, 0, 0, 0, 0];
  return Uint8Array.from([
    0x89,
    0x50,
    0x4e,
    0x47,
    0x0d,
    0x0a,
    0x1a,
    0x0a,
    ...chunk('IHDR', header),
    ...chunk('IDAT', stored(raw)),
    ...chunk('IEND', []),
  ]);
}

/** A zlib stream of one stored block (RFC 1950, 1951): at most 65535 bytes. */
function stored(raw: Uint8Array): number[] {
  const n = raw.length;
  return [0x78, 0x01, 1, n & 255, n >> 8, ~n & 255, (~n >> 8) & 255, ...raw, ...be32(adler32(raw))];
}

function chunk(type: string, data: readonly number[]): number[] {
  const body = [...Array.from(type, (c) => c.charCodeAt(0)), ...data];
  return [...be32(data.length), ...body, ...be32(crc32(body))];
}

function be32(value: number): number[] {
  return [(value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function crc32(bytes: readonly number[]): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = crcTable[(c ^ byte) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
