import { conventions, type Convention } from '../core/notation';
import { symbols } from '../../content/symbols';

/**
 * A formula in another notation. Symbols of `content/symbols.ts` change by themselves; what has to be written by hand stands behind
 * what it replaces, inside the same braces or, at top level, for the whole formula:
 *
 *   \alphat\,\xz + \sigmat\,\eps \as{edm}{y + n}          the whole formula in EDM's notation
 *   \frac{\xt\as{edm,flow}{x}}{\alphat}                   only the numerator, in two of them
 *   dx = f(t)\,x\,dt \keep{ddpm}                         stays in the book's notation
 */
export function inConvention(tex: string, convention: Convention): string {
  const reader = { tex: tex.replace(keep, ''), at: 0 };
  const text = group(reader, convention);
  if (reader.at < reader.tex.length) throw new Error(`formula closes a brace that it never opened: ${tex}`);
  return text;
}

/** Whether the formula reads otherwise in `convention` than in the book's own notation. */
export function differs(tex: string, convention: Convention): boolean {
  if (convention === 'book' || (keep.exec(tex)?.[1]?.split(',') ?? []).some((name) => known(name) === convention))
    return false;
  const own = inConvention(tex, 'book');
  const other = inConvention(tex, convention);
  if (own !== other) return true;
  const used: ReadonlySet<string> = new Set(own.match(/\\[A-Za-z]+/g) ?? []);
  return symbols.some(({ macro, as }) => as?.[convention] !== undefined && used.has(`\\${macro}`));
}

const keep = /\\keep\{([^}]*)\}/;

/** The name of a convention other than the book's; throws at any other word. */
function known(name: string): Convention {
  const found = conventions.slice(1).find((convention) => convention === name.trim());
  if (found === undefined)
    throw new Error(`unknown notation ${name.trim()} (expected ${conventions.slice(1).join(', ')})`);
  return found;
}

interface Reader {
  readonly tex: string;
  at: number;
}

/** Reads as far as the brace that closes the group, or the end; gives its text, or the last alternative for the convention. */
function group(reader: Reader, convention: Convention): string {
  let own = '';
  let other: string | undefined;
  while (reader.at < reader.tex.length && reader.tex[reader.at] !== '}') {
    const rest = reader.tex.slice(reader.at);
    if (rest.startsWith('{')) {
      own += `{${braced(reader, convention)}}`;
    } else if (/^\\as(?![A-Za-z])/.test(rest)) {
      reader.at += 3;
      const names = braced(reader, 'book').split(',').map(known);
      const text = braced(reader, convention);
      if (names.includes(convention)) other = text;
    } else {
      const length = rest.startsWith('\\') ? 2 : 1;
      own += rest.slice(0, length);
      reader.at += length;
    }
  }
  return other ?? own.trimEnd();
}

function braced(reader: Reader, convention: Convention): string {
  while (/\s/.test(reader.tex[reader.at] ?? '')) reader.at += 1;
  if (reader.tex[reader.at] !== '{')
    throw new Error(`\\as without its braces in ${reader.tex} (expected \\as{names}{formula})`);
  reader.at += 1;
  const text = group(reader, convention);
  if (reader.tex[reader.at] !== '}') throw new Error(`brace never closed in ${reader.tex}`);
  reader.at += 1;
  return text;
}
