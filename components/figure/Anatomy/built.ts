/** Answers that travel in a page: tensors a byte a number, of their own scale; the rest as it is. */
import { toBytes, toText } from '../bytes';

/** A tensor of 32-bit floats as its greatest size and a byte a number. */
interface PackedTensor {
  readonly most: number;
  readonly bytes: string;
}

/** Numbers of 64 bits, few and exact. */
interface PackedNumbers {
  readonly numbers: readonly number[];
}

const fine = 127;

function packTensor(values: Float32Array): PackedTensor {
  let most = 0;
  for (const v of values) if (Math.abs(v) > most) most = Math.abs(v);
  const scale = most > 0 ? fine / most : 0;
  return { most, bytes: toText(Uint8Array.from(values, (v) => Math.round(v * scale) + 128)) };
}

/** Typed arrays anywhere in an answer become text; numbers of 32 bits are then exact to a 254th of the greatest of their tensor. */
export function packAnswer(value: unknown): unknown {
  if (value instanceof Float32Array) return packTensor(value);
  if (value instanceof Float64Array) return { numbers: Array.from(value) } satisfies PackedNumbers;
  if (ArrayBuffer.isView(value)) return null;
  if (Array.isArray(value)) return value.map(packAnswer);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, packAnswer(part)]));
}

/** The answer again, as the caller knows it to be. */
export function unpackAnswer(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpackAnswer);
  if (typeof value !== 'object' || value === null) return value;
  const { most, bytes, numbers } = value as Partial<PackedTensor & PackedNumbers>;
  if (typeof bytes === 'string' && typeof most === 'number')
    return Float32Array.from(toBytes(bytes), (byte) => ((byte - 128) * most) / fine);
  if (Array.isArray(numbers)) return Float64Array.from(numbers as number[]);
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, unpackAnswer(part)]));
}
