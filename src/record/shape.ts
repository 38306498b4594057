/**
 * What a recorded file must look like, said once: a shape reads `unknown` and gives it back typed, or throws `ShapeError` with the place,
 * what stands there and what was expected. Unlike the fields of `core/schema`, which have a value to begin with and pass over names they do not
 * know, a shape has no defaults and refuses what it does not know: a file that a command wrote otherwise than its readers expect is an error.
 */
import { shown } from '../core/schema';

/** Something is not as a shape has it; the message names the place. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

/** Reads the value at `place`, which is for the message: `rows[3].runs[0].seed`. */
export type Shape<T> = (value: unknown, place: string) => T;

/** A field that may be left out. */
export interface Optional<T> {
  readonly optional: Shape<T>;
}

/** What a shape gives. */
export type Shaped<S> = S extends Shape<infer T> ? T : never;

type Members = Readonly<Record<string, Shape<unknown> | Optional<unknown>>>;
type Left<M extends Members> = { [K in keyof M]: M[K] extends Optional<unknown> ? K : never }[keyof M];
type Members_<M extends Members> = {
  readonly [K in Exclude<keyof M, Left<M>>]: M[K] extends Shape<infer T> ? T : never;
} & {
  readonly [K in Left<M>]?: M[K] extends Optional<infer T> ? T : never;
};
/** The object type of named shapes, flat, so that messages of the compiler stay short. */
export type Fields<M extends Members> = { [K in keyof Members_<M>]: Members_<M>[K] };

const wrong = (value: unknown, place: string, expected: string): never => {
  throw new ShapeError(`${place} is ${shown(value)} (expected ${expected})`);
};

export const number: Shape<number> = (value, place) =>
  typeof value === 'number' && Number.isFinite(value) ? value : wrong(value, place, 'a finite number');

export const text: Shape<string> = (value, place) => (typeof value === 'string' ? value : wrong(value, place, 'text'));

export const boolean: Shape<boolean> = (value, place) =>
  typeof value === 'boolean' ? value : wrong(value, place, 'true or false');

/** Any JSON object, as it is. */
export const object: Shape<Readonly<Record<string, unknown>>> = (value, place) =>
  isObject(value) ? value : wrong(value, place, 'an object');

/** One of a few names. */
export function name<const C extends readonly string[]>(...names: C): Shape<C[number]> {
  return (value, place) =>
    typeof value === 'string' && names.includes(value) ? value : wrong(value, place, names.join(' or '));
}

export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return (value, place) => (value === null ? null : shape(value, place));
}

export function optional<T>(shape: Shape<T>): Optional<T> {
  return { optional: shape };
}

/** At least `least` entries (1), all of one shape. */
export function list<T>(of: Shape<T>, least = 1): Shape<readonly T[]> {
  return (value, place) => {
    if (!Array.isArray(value)) return wrong(value, place, 'a list');
    if (value.length < least) return wrong(value, place, `at least ${least}`);
    return value.map((entry: unknown, i) => of(entry, `${place}[${i}]`));
  };
}

/** Names of any kind, values of one shape. */
export function table<T>(of: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (value, place) =>
    Object.fromEntries(Object.entries(object(value, place)).map(([key, entry]) => [key, of(entry, `${place}.${key}`)]));
}

/** These fields and no others. */
export function fields<const M extends Members>(members: M): Shape<Fields<M>> {
  return (value, place) => {
    const given = object(value, place);
    const foreign = Object.keys(given).find((key) => !Object.hasOwn(members, key));
    if (foreign !== undefined)
      throw new ShapeError(`${place} has ${foreign} (expected only ${Object.keys(members).join(', ')})`);
    const found = Object.entries(members).flatMap(([key, member]): readonly [string, unknown][] => {
      const there = Object.hasOwn(given, key);
      if (typeof member === 'function') return [[key, member(given[key], `${place}.${key}`)]];
      return there ? [[key, member.optional(given[key], `${place}.${key}`)]] : [];
    });
    return Object.fromEntries(found) as Fields<M>;
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
