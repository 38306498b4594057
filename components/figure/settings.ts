/**
 * A figure's settings: one plain object, described once by a schema, parsed from `unknown` once.
 * Whatever comes in (a link, storage, an event), valid settings come out, with a plain sentence for each thing wrong.
 */

/** What parsing one value gave: always a usable value, and what was wrong with the one received. */
export interface Parsed<T> {
  readonly value: T;
  readonly problem?: string;
}

/** One setting. */
export interface Field<T> {
  readonly initial: T;
  /** Reads a value from outside; `name` is for the sentence, `fallback` the value kept when it is wrong. */
  parse(value: unknown, name: string, fallback: T): Parsed<T>;
  /** The JSON value that goes into a link (the value itself). */
  encode?(value: T): unknown;
}

export type Fields = { readonly [name: string]: Field<unknown> };
export type ValuesOf<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

export interface Schema<T extends object> {
  readonly defaults: T;
  /** Reads settings; anything missing comes from `base` (the defaults), unknown names are ignored. */
  parse(value: unknown, base?: T): { readonly settings: T; readonly problems: readonly string[] };
  /** The settings that differ from `base` (the defaults) as JSON values; one named `seed` always. */
  readonly encode: (settings: T, base?: T) => Record<string, unknown>;
}

/** The settings type of a schema: `type Settings = SettingsOf<typeof schema>`. */
export type SettingsOf<S> = S extends Schema<infer T> ? T : never;

export function schema<F extends Fields>(fields: F): Schema<ValuesOf<F>> {
  type T = ValuesOf<F>;
  const names = Object.keys(fields) as (keyof F & string)[];
  const collect = (read: (name: keyof F & string) => unknown) =>
    Object.fromEntries(names.map((n) => [n, read(n)])) as T;
  const defaults = collect((name) => fields[name].initial);
  return {
    defaults,
    parse(value, base = defaults) {
      if (value === undefined || value === null) return { settings: base, problems: [] };
      if (typeof value !== 'object' || Array.isArray(value)) {
        return { settings: base, problems: [`settings are ${shown(value)} (expected named values); nothing changed`] };
      }
      const problems: string[] = [];
      const settings = collect((name) => {
        const raw = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
        if (raw === undefined) return base[name];
        const { value: parsed, problem } = fields[name].parse(raw, name, base[name]);
        if (problem) problems.push(problem);
        return parsed;
      });
      return { settings, problems };
    },
    encode(settings, base = defaults) {
      const out: Record<string, unknown> = {};
      for (const name of names) {
        const encode = (value: unknown) => fields[name].encode?.(value) ?? value;
        const value = encode(settings[name]);
        if (name === 'seed' || JSON.stringify(value) !== JSON.stringify(encode(base[name]))) out[name] = value;
      }
      return out;
    },
  };
}

export interface NumberOptions {
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
}

/** A number in [min, max]. */
export function number(initial: number, { min, max, integer = false }: NumberOptions): Field<number> {
  const expected = `${integer ? 'a whole number from ' : ''}${min} to ${max}`;
  return {
    initial,
    parse(value, name, fallback) {
      const ok = typeof value === 'number' && value >= min && value <= max && (!integer || Number.isInteger(value));
      return ok ? { value: value + 0 } : wrong(name, value, expected, fallback);
    },
  };
}

/** A seed: a whole number from 0 to 2^31 - 1. */
export function seed(initial: number): Field<number> {
  return number(initial, { min: 0, max: 2_147_483_647, integer: true });
}

/** One of a few names. */
export function choice<const C extends readonly string[]>(options: C, initial: C[number]): Field<C[number]> {
  return {
    initial,
    parse(value, name, fallback) {
      const ok = typeof value === 'string' && options.includes(value);
      return ok ? { value } : wrong(name, value, options.join(', '), fallback);
    },
  };
}

export function boolean(initial: boolean): Field<boolean> {
  return {
    initial,
    parse: (value, name, fallback) =>
      typeof value === 'boolean' ? { value } : wrong(name, value, 'true or false', fallback),
  };
}

/** Text of at most `longest` characters. */
export function text(initial: string, longest = 40): Field<string> {
  return {
    initial,
    parse(value, name, fallback) {
      const ok = typeof value === 'string' && value.length <= longest;
      return ok ? { value } : wrong(name, value, `text of at most ${longest} characters`, fallback);
    },
  };
}

export interface ListOptions extends NumberOptions {
  /** Fewest and most entries (0 and 4000). */
  readonly shortest?: number;
  readonly longest?: number;
  /** The length must be a multiple of this (2 for x, y pairs). */
  readonly multiple?: number;
  /** Decimals kept in a link (3). */
  readonly decimals?: number;
}

/** A list of numbers, each in [min, max]: a drawing as x, y pairs. */
export function list(initial: readonly number[], options: ListOptions): Field<readonly number[]> {
  const { min, max, integer = false, shortest = 0, longest = 4000, multiple = 1, decimals = 3 } = options;
  const expected = `${shortest} to ${longest} numbers from ${min} to ${max}${multiple > 1 ? `, in groups of ${multiple}` : ''}`;
  const good = (v: unknown) => typeof v === 'number' && v >= min && v <= max && (!integer || Number.isInteger(v));
  return {
    initial,
    parse(value, name, fallback) {
      // A list of one travels in a link as a bare number.
      const entries: unknown = typeof value === 'number' ? [value] : value;
      const ok =
        Array.isArray(entries) &&
        entries.length >= shortest &&
        entries.length <= longest &&
        entries.length % multiple === 0 &&
        entries.every(good);
      return ok
        ? { value: entries as readonly number[] }
        : wrong(name, value, expected, fallback, describedList(fallback));
    },
    encode: (value) => value.map((v) => Number(v.toFixed(decimals))),
  };
}

/** A value with its own parser, which throws a sentence when it does not understand: `nested(parseScheduleSpec, …)`. */
export function nested<T>(initial: T, parse: (value: unknown) => T): Field<T> {
  return {
    initial,
    parse(value, name, fallback) {
      try {
        return { value: parse(value) };
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        return { value: fallback, problem: `${name}: ${clipped(why, 200)}; left as it was` };
      }
    },
  };
}

/** A field that may also be absent: `null` unless set. */
export function optional<T>(field: Field<T>): Field<T | null> {
  return {
    initial: null,
    parse(value, name, fallback) {
      if (value === null) return { value };
      const parsed = field.parse(value, name, fallback ?? field.initial);
      return parsed.problem ? { value: fallback, problem: parsed.problem } : parsed;
    },
    encode: (value) => (value === null ? null : (field.encode?.(value) ?? value)),
  };
}

function wrong<T>(name: string, value: unknown, expected: string, fallback: T, using = String(fallback)): Parsed<T> {
  return { value: fallback, problem: `${name} is ${shown(value)} (expected ${expected}); using ${using}` };
}

function describedList(values: readonly number[]): string {
  return values.length === 0 ? 'none' : `the ${values.length} at hand`;
}

/** A value from outside as a short text for a sentence. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'string') return `"${clipped(value, 40)}"`;
  return clipped(String(value), 40);
}

function clipped(value: string, longest: number): string {
  return value.length > longest ? `${value.slice(0, longest)}\u2026` : value;
}
