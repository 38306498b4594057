import type { Plugin } from 'postcss';

/**
 * The widths at which something changes, by name: `@container figure (--narrow)`, `@media (--phone)`. Browsers do not read names
 * of their own there yet (`@custom-media`), so they are written out when a style sheet is processed. The page's are in em, of the size
 * that the reader's browser writes in (16 px unless told otherwise): with larger letters a column needs more room.
 */
export const widths = {
  /** A figure that has no room for two panels of a size to work with. */
  narrow: 'max-width: 640px',
  /** A figure in which segments would not stand in one row. */
  slim: 'max-width: 480px',
  /** One column: notes fold into the text. */
  'one-column': `max-width: ${899 / 16}em`,
  'two-columns': `min-width: ${900 / 16}em`,
  /** Two columns that have to give way. */
  tight: `max-width: ${1079 / 16}em`,
  /** A phone whose letters are large. */
  'few-words': `max-width: ${320 / 16}em`,
  phone: `max-width: ${599 / 16}em`,
  /** A projector. */
  vast: `min-width: ${1600 / 16}em`,
} as const;

const name = /\(--([\w-]+)\)/g;

/** Writes out the named widths. A name that is not in the list, and a number where a name is meant, are refused. */
export function cssWidths(): Plugin {
  return {
    postcssPlugin: 'css-widths',
    AtRule: {
      '*': (rule) => {
        if (rule.name !== 'media' && rule.name !== 'container') return;
        if (!rule.params.includes('(--')) return;
        rule.params = rule.params.replace(name, (_, key: string) => {
          if (!Object.hasOwn(widths, key))
            throw rule.error(`no width is called --${key} (expected one of ${Object.keys(widths).join(', ')})`);
          return `(${widths[key as keyof typeof widths]})`;
        });
      },
    },
  };
}
