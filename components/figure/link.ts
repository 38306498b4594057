/**
 * A figure's settings in the address: `?fig-schedule=1;preset:linear;betaMax:40#fig-schedule`.
 *
 * The text is a version and `name:value` pairs joined by semicolons: short and readable. A value is a number, true,
 * false, null, a plain word, numbers joined by commas, or JSON. Reading never throws: what is not understood is left
 * out with a sentence.
 */

/** The version written. Raise it when a setting changes its meaning, and translate older ones in `decode`. */
export const LINK_VERSION = 1;
/** A longer text is not read: no reader's drawing needs it. */
export const LONGEST_LINK = 24_000;

export type LinkValues = Readonly<Record<string, unknown>>;

export interface Decoded {
  readonly values: LinkValues;
  readonly problems: readonly string[];
}

/** JSON values by name, as the text of a link parameter. */
export function encode(values: LinkValues): string {
  const parts = Object.entries(values)
    .filter(([name, value]) => value !== undefined && NAME.test(name))
    .map(([name, value]) => `${name}:${token(value)}`);
  return [String(LINK_VERSION), ...parts].join(';');
}

/** The text of a link parameter as JSON values by name. Never throws. */
export function decode(text: string): Decoded {
  if (text.length > LONGEST_LINK) {
    return {
      values: {},
      problems: [`The link holds ${text.length} characters (expected at most ${LONGEST_LINK}); using the defaults.`],
    };
  }
  const [head, ...parts] = text.split(';');
  const version = /^\d{1,4}$/.test(head) ? Number(head) : NaN;
  if (!(version >= 1)) {
    return { values: {}, problems: ['The link’s settings could not be read; using the defaults.'] };
  }
  const problems: string[] = [];
  if (version > LINK_VERSION)
    problems.push('The link comes from a newer version of this book; what is known of it is used.');
  const entries: [string, unknown][] = [];
  const unread: string[] = [];
  for (const part of parts) {
    if (part === '') continue;
    const colon = part.indexOf(':');
    const name = part.slice(0, Math.max(0, colon));
    const value = NAME.test(name) ? untoken(part.slice(colon + 1)) : undefined;
    if (value === undefined) unread.push(NAME.test(name) ? name : part.slice(0, 20));
    else entries.push([name, value]);
  }
  if (unread.length > 0)
    problems.push(`Part of the link could not be read and is left out: ${unread.slice(0, 3).join(', ')}.`);
  return { values: Object.fromEntries(entries), problems };
}

/** The query and fragment that open a page with this figure set: `?id=1;…#id`. */
export function linkTo(id: string, values: LinkValues): string {
  const text = encodeURIComponent(encode(values)).replace(/%(3A|3B|2C)/g, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  return `?${encodeURIComponent(id)}=${text}#${encodeURIComponent(id)}`;
}

/** The values for figure `id` in a query string (`location.search`), or null when it has none. Never throws. */
export function readLink(search: string, id: string): Decoded | null {
  const text = new URLSearchParams(search).get(id);
  return text === null ? null : decode(text);
}

const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,40}$/;
const WORD = /^[A-Za-z][A-Za-z0-9._-]*$/;
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/;
const RESERVED: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function token(value: unknown): string {
  // A plus in a query reads as a space, and an exponent does without it.
  if (typeof value === 'number' && Number.isFinite(value)) return String(value).replace('+', '');
  if (typeof value === 'string' && WORD.test(value) && !RESERVED.has(value)) return value;
  if (Array.isArray(value) && value.length > 1 && value.every((v) => typeof v === 'number' && Number.isFinite(v))) {
    return value.map(token).join(',');
  }
  return JSON.stringify(value).replace(/;/g, '\\u003b');
}

/** The value a token stands for; undefined when it is none. */
function untoken(text: string): unknown {
  if (RESERVED.has(text)) return RESERVED.get(text);
  if (WORD.test(text)) return text;
  if (NUMBER.test(text)) return finite(text);
  if (/^[-\d]/.test(text) && text.includes(',')) {
    const numbers = text.split(',').map((part) => (NUMBER.test(part) ? finite(part) : undefined));
    return numbers.includes(undefined) ? undefined : numbers;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function finite(text: string): number | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
