/** How many children an element of MathML has, where that is fixed (MathML 3, section 3.1.3.2). */
const arity: Readonly<Record<string, number>> = {
  msub: 2,
  msup: 2,
  msubsup: 3,
  munder: 2,
  mover: 2,
  munderover: 3,
  mfrac: 2,
  mroot: 2,
};

/** A sentence for each element of the formulas in `html` that is not closed, or has another number of children than it must. */
export function mathmlFaults(html: string): readonly string[] {
  return [...html.matchAll(/<math[\s>][\s\S]*?<\/math>/g)].flatMap(([formula]) => {
    const faults: string[] = [];
    const open: { name: string; children: number }[] = [];
    for (const [tag, closing, name = '', empty] of formula.matchAll(/<(\/?)([a-z-]+)(?:\s[^>]*?)?(\/?)>/g)) {
      if (closing) {
        const top = open.pop();
        if (top?.name !== name) faults.push(`${tag} closes <${top?.name ?? 'nothing'}>`);
        const expected = arity[name];
        if (top && expected !== undefined && top.children !== expected)
          faults.push(`<${name}> has ${top.children} children (expected ${expected})`);
        continue;
      }
      const parent = open.at(-1);
      if (parent) parent.children += 1;
      if (!empty) open.push({ name, children: 0 });
    }
    if (open.length > 0) faults.push(`<${open.at(-1)?.name}> is never closed`);
    const tex = /<annotation[^>]*>([\s\S]*?)<\/annotation>/.exec(formula)?.[1] ?? '';
    return faults.map((fault) => `${fault} in ${tex.trim().slice(0, 80)}`);
  });
}
