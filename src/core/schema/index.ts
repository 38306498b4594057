/**
 * What comes from outside (a link, a file, a message) is `unknown` until it was read once, by a field: the value comes
 * out, or a sentence that names what was found and what was expected.
 *
 * A schema is an object of named fields. It reads in two ways: `read` throws the first such sentence; `parse` keeps what
 * it had for each field that is wrong and collects the sentences.
 */

export type { Field, Omissible, ValueOf } from './field';
export { shown, wrong } from './field';
export type { Fields, ValuesOf } from './fields';
export { type FieldSchema, schema, type Schema, type SettingsOf } from './schema';
export { number, type NumberOptions, seed } from './number';
export { boolean, choice, text } from './scalar';
export { array, type LengthOptions, list, type ListOptions, tuple, typedArray } from './list';
export { object, union, type UnionOf } from './object';
export { nested, omissible, optional, refined, required } from './modifiers';
