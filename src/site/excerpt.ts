/** What of a file a listing shows: whole declarations, found by their names, so that no line number goes stale. */
export interface Excerpt {
  /** The first declaration shown, with its docblock. Absent: the file from its first line. */
  readonly from?: string | undefined;
  /** The last declaration shown. Absent: the file to its end. */
  readonly to?: string | undefined;
}

/** The lines of a TypeScript or Python file from one declaration at its top level to another. Throws, naming it, where one is not there. */
export function excerpt(text: string, { from, to }: Excerpt): string {
  const lines = text.split('\n');
  const first = from === undefined ? 0 : beginning(lines, from);
  const last = to === undefined ? lines.length - 1 : ending(lines, to);
  if (last < first) throw new RangeError(`${to} stands before ${from} (expected it after)`);
  return lines.slice(first, last + 1).join('\n');
}

function declaration(lines: readonly string[], name: string): number {
  const head = new RegExp(`^(export )?(async )?(abstract )?(function\\*?|interface|const|type|class|def) ${name}\\b`);
  const at = lines.findIndex((line) => head.test(line));
  if (at < 0) throw new RangeError(`no declaration of ${name} at the top level (expected one)`);
  return at;
}

/** Where its docblock begins, or else the declaration itself. */
function beginning(lines: readonly string[], name: string): number {
  let at = declaration(lines, name);
  if (lines[at - 1]?.endsWith('*/'))
    do at--;
    while (!lines[at].startsWith('/**'));
  return at;
}

/** The line that closes it: the first one after that is not indented, or the declaration's own where it has but one. */
function ending(lines: readonly string[], name: string): number {
  const at = declaration(lines, name);
  if (lines[at].endsWith(';')) return at;
  // Python: the last line that is indented.
  if (lines[at].startsWith('def ')) {
    const next = lines.findIndex((line, i) => i > at && /^\S/.test(line));
    let last = next < 0 ? lines.length - 1 : next - 1;
    while (lines[last].trim() === '') last--;
    return last;
  }
  const closing = lines.findIndex((line, i) => i > at && /^[})\]][^{]*$/.test(line));
  if (closing < 0) throw new RangeError(`the declaration of ${name} does not end (expected a closing bracket)`);
  return closing;
}
