import { type Field, leftAsItWas, shown, wrong } from './field';
import { asRecord, type Fields, initialOf, isRecord, readFields, type ValuesOf } from './fields';

/** A nested object. Its fields are called "NAME FIELD" in sentences; what it leaves out comes from the one at hand. */
export function object<F extends Fields>(fields: F): Field<ValuesOf<F>> {
  const initial = initialOf(fields);
  return {
    initial,
    read: (value, name, base = initial) => readFields(fields, asRecord(value, name, fields), `${name} `, base),
    kept: leftAsItWas,
  };
}

/** The value of a union: an object whose `kind` says which fields it has. */
export type UnionOf<V extends { readonly [kind: string]: Fields }> = {
  [K in keyof V & string]: { readonly kind: K } & ValuesOf<V[K]>;
}[keyof V & string];

/** Objects told apart by their `kind`. What one leaves out is that kind's initial value, whatever was at hand. */
export function union<V extends { readonly [kind: string]: Fields }>(
  kinds: V,
  initial: UnionOf<NoInfer<V>>,
): Field<UnionOf<V>> {
  return {
    initial,
    read(value, name) {
      if (!isRecord(value)) return wrong(name, value, 'an object with a kind');
      const kind: unknown = Object.hasOwn(value, 'kind') ? value['kind'] : undefined;
      if (typeof kind !== 'string' || !Object.hasOwn(kinds, kind)) {
        throw new RangeError(`unknown ${name}: ${shown(kind)} (expected ${Object.keys(kinds).join(', ')})`);
      }
      return { kind, ...readFields(kinds[kind], value, `${name} `, initialOf(kinds[kind])) } as UnionOf<V>;
    },
    kept: leftAsItWas,
  };
}
