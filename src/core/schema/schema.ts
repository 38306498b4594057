import { keptBy, messageOf, shown } from './field';
import { asRecord, type Fields, initialOf, isRecord, readFields, type ValuesOf } from './fields';

export interface Schema<T extends object> {
  readonly defaults: T;
  /** Collects: anything missing or wrong comes from `base` (the defaults), unknown names are ignored. */
  parse(value: unknown, base?: T): { readonly settings: T; readonly problems: readonly string[] };
  /** The settings that differ from `base` (the defaults) as JSON values; one named `seed` always. */
  encode(this: void, settings: T, base?: T): Record<string, unknown>;
}

/** A schema made of fields, which reads in both ways. */
export interface FieldSchema<F extends Fields> extends Schema<ValuesOf<F>> {
  readonly fields: F;
  /**
   * Throws `RangeError` at the first thing wrong; anything missing comes from `base` (the defaults), unknown names are
   * ignored. Fields are called by their own names in sentences, the whole is called `name`.
   */
  read(value: unknown, name?: string, base?: ValuesOf<F>): ValuesOf<F>;
}

/** The settings type of a schema: `type Settings = SettingsOf<typeof schema>`. */
export type SettingsOf<S> = S extends Schema<infer T> ? T : never;

export function schema<F extends Fields>(fields: F): FieldSchema<F> {
  type T = ValuesOf<F>;
  const defaults = initialOf(fields);
  return {
    fields,
    defaults,
    parse(value, base = defaults) {
      if (value === undefined || value === null) return { settings: base, problems: [] };
      if (!isRecord(value)) {
        return { settings: base, problems: [`settings are ${shown(value)} (expected named values); nothing changed`] };
      }
      const problems: string[] = [];
      const settings = readFields(fields, value, '', base, (error, field, kept) => {
        problems.push(`${messageOf(error)}; ${keptBy(field, kept)}`);
      });
      return { settings, problems };
    },
    read: (value, name = 'settings', base = defaults) => readFields(fields, asRecord(value, name, fields), '', base),
    encode(settings, base = defaults) {
      const out: Record<string, unknown> = {};
      for (const name of Object.keys(fields) as (keyof T & string)[]) {
        const encode = (value: unknown) => (value === undefined ? value : (fields[name].encode?.(value) ?? value));
        const value = encode(settings[name]);
        if (value === undefined) continue;
        if (name === 'seed' || JSON.stringify(value) !== JSON.stringify(encode(base[name]))) out[name] = value;
      }
      return out;
    },
  };
}
