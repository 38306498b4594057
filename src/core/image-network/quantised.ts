import type { BoundNetwork, Parameter } from './parameters';

/**
 * Weights in few bytes. A matrix [rows, columns] is kept in 8-bit integers with one scale per column, that is per output channel
 * (a table: per number of the embedding); vectors (biases, gains) in half precision. In the order of the parameters, each:
 *
 *   matrix: float16 scale [columns], then int8 [rows, columns], value = scale * integer, padded to 2 bytes
 *   vector: float16 [columns]
 */
export function quantisedBytes({ parameters }: BoundNetwork): number {
  return parameters.reduce((sum, p) => sum + bytesOf(p), 0);
}

function bytesOf({ matrix, rows, columns }: Parameter): number {
  return matrix ? 2 * columns + 2 * Math.ceil((rows * columns) / 2) : 2 * rows * columns;
}

export function quantise(network: BoundNetwork, weights: ArrayLike<number>): Uint8Array {
  if (weights.length !== network.size)
    throw new RangeError(`${weights.length} weights to pack (expected ${network.size})`);
  const bytes = new Uint8Array(quantisedBytes(network));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const p of network.parameters) {
    const { matrix, rows, columns } = p;
    if (!matrix) {
      for (let i = 0; i < rows * columns; i++) view.setUint16(at + 2 * i, toHalf(weights[p.at + i]), true);
    } else {
      for (let j = 0; j < columns; j++) {
        let most = 0;
        for (let i = 0; i < rows; i++) most = Math.max(most, Math.abs(weights[p.at + i * columns + j]));
        // Rounded up, so that the largest weight does not come out above 127.
        let half = toHalf(most / 127);
        if (fromHalf(half) * 127 < most) half++;
        view.setUint16(at + 2 * j, half, true);
        const scale = fromHalf(half);
        for (let i = 0; i < rows; i++) {
          const value = scale === 0 ? 0 : Math.round(weights[p.at + i * columns + j] / scale);
          view.setInt8(at + 2 * columns + i * columns + j, value);
        }
      }
    }
    at += bytesOf(p);
  }
  return bytes;
}

/** The weights again. Throws `RangeError` for another number of bytes than the network's. */
export function dequantise(network: BoundNetwork, bytes: Uint8Array): Float32Array {
  const expected = quantisedBytes(network);
  if (bytes.length !== expected)
    throw new RangeError(`${bytes.length} bytes of weights (expected ${expected} for ${network.network.name})`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const out = new Float32Array(network.size);
  let at = 0;
  for (const p of network.parameters) {
    const { matrix, rows, columns } = p;
    for (let i = 0; i < rows * columns; i++) {
      out[p.at + i] = matrix
        ? fromHalf(view.getUint16(at + 2 * (i % columns), true)) * view.getInt8(at + 2 * columns + i)
        : fromHalf(view.getUint16(at + 2 * i, true));
    }
    at += bytesOf(p);
  }
  return out;
}

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** Nearest IEEE half-precision number, as 16 bits; too large becomes infinite. */
export function toHalf(value: number): number {
  float[0] = value;
  const b = bits[0];
  const sign = (b >>> 16) & 0x8000;
  const size = Math.abs(float[0]);
  if (Number.isNaN(size)) return sign | 0x7e00;
  if (size >= 65520) return sign | 0x7c00;
  // Below 2^-14 halves are multiples of 2^-24.
  if (size < 2 ** -14) return sign | evenly(size * 2 ** 24);
  const exponent = Math.floor(Math.log2(size));
  const e = size < 2 ** exponent ? exponent - 1 : exponent;
  return sign | (((e + 14) << 10) + evenly((size / 2 ** e) * 1024));
}

/** Rounds, halfway to even. */
function evenly(x: number): number {
  const below = Math.floor(x);
  return x - below === 0.5 ? below + (below % 2) : Math.round(x);
}

export function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
