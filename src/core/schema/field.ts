/** One value. */
export interface Field<T> {
  /** The value where none is given and none is at hand. */
  readonly initial: T;
  /**
   * The value read. `name` begins the sentence; what a value leaves out comes from `base`.
   * Throws `RangeError`: "NAME is FOUND (expected EXPECTED)".
   */
  read(value: unknown, name: string, base?: T): T;
  /** How a collected sentence ends when `value` was kept instead of what was received ("using VALUE"). */
  kept?(value: T): string;
  /** The JSON value that goes into a link (the value itself). */
  encode?(value: T): unknown;
  /** What a schema does where the value is missing: refuses, or leaves it out too. Without: it takes the one at hand. */
  readonly missing?: 'refused' | 'left out';
}

/** A field of a schema whose name may be absent. */
export interface Omissible<T> extends Field<T> {
  readonly missing: 'left out';
}

/** What a field's values are. */
export type ValueOf<F> = F extends Field<infer T> ? T : never;

/** Refuses a value. */
export function wrong(name: string, value: unknown, expected: string): never {
  throw new RangeError(`${name} is ${shown(value)} (expected ${expected})`);
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** How a collected sentence ends that tells what was kept. */
export function keptBy<T>(field: Field<T>, value: T): string {
  return field.kept?.(value) ?? `using ${typeof value === 'object' ? shown(value) : String(value)}`;
}

export function leftAsItWas(): string {
  return 'left as it was';
}

/** A value from outside as a short text for a sentence. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (ArrayBuffer.isView(value)) return `an array of ${value.byteLength} bytes`;
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'string') return `"${clipped(value, 40)}"`;
  if (typeof value === 'function') return 'a function';
  return clipped(textOf(value), 40);
}

/** Of what is no object. */
const textOf: (value: unknown) => string = String;

export function clipped(value: string, longest: number): string {
  return value.length > longest ? `${value.slice(0, longest)}\u2026` : value;
}
