import { clipped, type Field, keptBy, leftAsItWas, messageOf, type Omissible } from './field';

/** A value with its own parser, which throws a sentence when it does not understand: `nested(initial, parsePicture)`. */
export function nested<T>(initial: T, parse: (value: unknown) => T): Field<T> {
  return {
    initial,
    read(value, name) {
      try {
        return parse(value);
      } catch (error) {
        throw new RangeError(`${name}: ${clipped(messageOf(error), 200)}`);
      }
    },
    kept: leftAsItWas,
  };
}

/** A field with one more condition: `refine` gives the value back, perhaps tidied, or throws a sentence. */
export function refined<T>(field: Field<T>, refine: (value: T, name: string) => T): Field<T> {
  return { ...field, read: (value, name, base) => refine(field.read(value, name, base), name) };
}

/** A field that must be given: a schema has no value of its own for it. */
export function required<T>(field: Field<T>): Field<T> {
  return { ...field, missing: 'refused' };
}

/** A field whose name may be absent, and then stays absent: `{ only?: number }`. */
export function omissible<T>(field: Field<T>): Omissible<T> {
  return { ...field, missing: 'left out' };
}

/** A field that may also be `null`, and is so unless set. */
export function optional<T>(field: Field<T>): Field<T | null> {
  return {
    initial: null,
    read: (value, name, base) => (value === null ? null : field.read(value, name, base ?? field.initial)),
    kept: (value) => (value === null ? 'left unset' : keptBy(field, value)),
    encode: (value) => (value === null ? null : (field.encode?.(value) ?? value)),
  };
}
