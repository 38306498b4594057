import { type Field, wrong } from './field';

/** One of a few names. */
export function choice<const C extends readonly string[]>(options: C, initial: C[number]): Field<C[number]> {
  return {
    initial,
    read: (value, name) => options.find((option) => option === value) ?? wrong(name, value, options.join(', ')),
  };
}

export function boolean(initial: boolean): Field<boolean> {
  return {
    initial,
    read: (value, name) => (typeof value === 'boolean' ? value : wrong(name, value, 'true or false')),
  };
}

/** Text of at most `longest` characters. */
export function text(initial: string, longest = 40): Field<string> {
  return {
    initial,
    read: (value, name) =>
      typeof value === 'string' && value.length <= longest
        ? value
        : wrong(name, value, `text of at most ${longest} characters`),
  };
}
