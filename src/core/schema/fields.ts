import { type Field, type Omissible, type ValueOf, wrong } from './field';

export type Fields = { readonly [name: string]: Field<unknown> };
type OmissibleOf<F extends Fields> = { [K in keyof F]: F[K] extends Omissible<unknown> ? K : never }[keyof F];
/** The object that a schema of these fields reads. */
export type ValuesOf<F extends Fields> = Flat<
  { readonly [K in Exclude<keyof F, OmissibleOf<F>>]: ValueOf<F[K]> } & {
    readonly [K in OmissibleOf<F>]?: ValueOf<F[K]>;
  }
>;
type Flat<T> = { [K in keyof T]: T[K] };

/** What the fields have before anything was read. */
export function initialOf<F extends Fields>(fields: F): ValuesOf<F> {
  const given = Object.entries(fields).filter(([, { missing }]) => missing !== 'left out');
  return Object.fromEntries(given.map(([name, { initial }]) => [name, initial])) as ValuesOf<F>;
}

/** Every field of `value`, in order. `refuse` is told of what is wrong, and `base` keeps its value; without it, it is thrown. */
export function readFields<F extends Fields>(
  fields: F,
  value: Readonly<Record<string, unknown>>,
  prefix: string,
  base: ValuesOf<F>,
  refuse?: (error: unknown, field: Field<unknown>, kept: unknown) => void,
): ValuesOf<F> {
  const out: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const raw = Object.hasOwn(value, name) ? value[name] : undefined;
    const kept: unknown = (base as Readonly<Record<string, unknown>>)[name];
    let read = kept;
    try {
      if (raw !== undefined || field.missing === 'refused') read = field.read(raw, prefix + name, kept);
    } catch (error) {
      if (!refuse) throw error;
      refuse(error, field, kept);
    }
    if (read !== undefined || field.missing !== 'left out') out[name] = read;
  }
  return out as ValuesOf<F>;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asRecord(value: unknown, name: string, fields: Fields): Readonly<Record<string, unknown>> {
  const names = Object.keys(fields);
  return isRecord(value)
    ? value
    : wrong(name, value, `an object with ${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}`);
}
