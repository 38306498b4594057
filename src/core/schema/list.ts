import { type Field, leftAsItWas, type ValueOf, wrong } from './field';
import { numberTest, type NumberOptions, rangeOf } from './number';

export interface LengthOptions {
  /** Fewest and most entries (0 and 4000). */
  readonly shortest?: number;
  readonly longest?: number;
  /** What the entries are called in a sentence. */
  readonly of?: string;
}

export interface ListOptions extends NumberOptions, LengthOptions {
  /** The length must be a multiple of this (2 for x, y pairs). */
  readonly multiple?: number;
  /** Decimals kept in a link (3). */
  readonly decimals?: number;
}

/** A list of numbers, each in [min, max]: a drawing as x, y pairs. */
export function list(initial: readonly number[], options: ListOptions): Field<readonly number[]> {
  const { multiple = 1, decimals = 3, ...numbers } = options;
  const good = numberTest(numbers);
  const fits = lengthTest(options, multiple);
  return {
    initial,
    read(value, name) {
      // A list of one travels in a link as a bare number.
      const entries: unknown = typeof value === 'number' ? [value] : value;
      if (!Array.isArray(entries) || !fits(entries.length))
        return wrong(name, value, manyOf({ of: 'numbers', ...options }));
      const at = entries.findIndex((entry) => !good(entry));
      return at < 0
        ? (entries as readonly number[])
        : wrong(`${name}[${at}]`, entries[at], rangeOf(numbers) || 'a finite number');
    },
    kept: (value) => (value.length === 0 ? 'using none' : `using the ${value.length} at hand`),
    encode: (value) => value.map((v) => Number(v.toFixed(decimals))),
  };
}

interface TypedArrays {
  readonly Float64Array: Float64Array;
  readonly Float32Array: Float32Array;
  readonly Int32Array: Int32Array;
  readonly Uint8Array: Uint8Array;
}

/** A typed array whose entries are all finite, in [min, max]; its `length` may be a multiple of something. Not copied. */
export function typedArray<K extends keyof TypedArrays>(kind: K, options: ListOptions = {}): Field<TypedArrays[K]> {
  const { multiple = 1, ...numbers } = options;
  const [good, fits] = [numberTest(numbers), lengthTest({ longest: Infinity, ...options }, multiple)];
  // What an array of whole numbers can hold is finite: without a range there is nothing to look for among megabytes of pixels.
  const any = !kind.startsWith('Float') && [numbers.min, numbers.max].every((limit) => limit === undefined);
  return {
    initial: new globalThis[kind](0) as TypedArrays[K],
    read(value, name) {
      // By its tag: a value of another realm is no instance of this one's constructor.
      const ok = ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === `[object ${kind}]`;
      const entries = value as TypedArrays[K];
      if (!ok || !fits(entries.length))
        return wrong(name, value, `a ${kind} of ${manyOf({ of: 'numbers', ...options })}`);
      const at = any ? -1 : entries.findIndex((entry) => !good(entry));
      return at < 0 ? entries : wrong(`${name}[${at}]`, entries[at], rangeOf(numbers) || 'a finite number');
    },
    kept: leftAsItWas,
  };
}

/** A list of values of one kind: `array(tuple(number(0, …), number(0, …)))`. */
export function array<T>(initial: readonly T[], of: Field<T>, options: LengthOptions = {}): Field<readonly T[]> {
  const fits = lengthTest(options);
  return {
    initial,
    read: (value, name) =>
      Array.isArray(value) && fits(value.length)
        ? value.map((entry: unknown, i) => of.read(entry, `${name}[${i}]`))
        : wrong(name, value, manyOf({ of: 'entries', ...options })),
    kept: leftAsItWas,
    ...(of.encode && { encode: (value: readonly T[]) => value.map((entry) => of.encode?.(entry)) }),
  };
}

/** A list of as many values as there are fields: a pair of times, `tuple(number(0, …), number(1, …))`. */
export function tuple<const F extends readonly Field<unknown>[]>(
  ...fields: F
): Field<{ readonly [K in keyof F]: ValueOf<F[K]> }> {
  type T = { readonly [K in keyof F]: ValueOf<F[K]> };
  return {
    initial: fields.map(({ initial }) => initial) as unknown as T,
    read: (value, name) =>
      Array.isArray(value) && value.length === fields.length
        ? (fields.map((field, i) => field.read(value[i], `${name}[${i}]`)) as unknown as T)
        : wrong(name, value, `a list of ${fields.length}`),
    kept: leftAsItWas,
  };
}

function lengthTest({ shortest = 0, longest = 4000 }: LengthOptions, multiple = 1) {
  return (length: number) => length >= shortest && length <= longest && length % multiple === 0;
}

/** `2 to 64 numbers from 0 to 1, in groups of 2`. */
function manyOf({ of: what = '', shortest = 0, longest = 4000, multiple = 1, ...numbers }: ListOptions): string {
  const count = shortest === longest ? String(longest) : `${shortest} to ${longest}`;
  const range = rangeOf(numbers);
  const groups = multiple > 1 ? `, in groups of ${multiple}` : '';
  return `${count} ${what}${range === '' ? '' : ` from ${range}`}${groups}`;
}
