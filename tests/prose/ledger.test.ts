import { readdirSync, readFileSync } from 'node:fs';
import type { Node } from 'unist';
import remarkMath from 'remark-math';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { describe, expect, it } from 'vitest';
import { ledger, ledgerNames, recorded, said } from '../../src/record/index';
import type { RecordedExperiment } from '../../src/record/record';

/**
 * A number that was recorded comes into a chapter by `<Measured record value>` or one of the tables, and is not typed. What can be told from the
 * text alone is a number that is unlikely to be another one by chance: three significant digits or more in any chapter, a small decimal fraction
 * of two in a chapter that reads the same record. Only paragraphs are searched, not formulas, code, settings and the words of exercises.
 * Shorter ones, as `24 settings`, are looked for with their noun. So a typed `3 seeds` or `0.5` goes unnoticed, and nothing is noticed wrongly.
 */
const folder = 'content/chapters';

/** Numbers in a text as they are written, without their grouping. */
export const numbersIn = (text: string): readonly string[] =>
  [...text.matchAll(/\d{1,3}(?:[,\u2009]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?/g)].map(([found]) =>
    found.replace(/[,\u2009]/g, ''),
  );

/** Whether a number is unlikely to stand for anything else: in any chapter, or where its record is read. */
export function telling(number: string): 'everywhere' | 'beside its record' | false {
  // A power of two is a size that anything may have.
  if (Number.isInteger(Math.log2(Number(number)))) return false;
  const digits = number.replace('.', '').replace(/^0+/, '');
  const significant = number.includes('.') ? digits.length : digits.replace(/0+$/, '').length;
  if (significant >= 3) return 'everywhere';
  return significant === 2 && Number(number) < 0.1 ? 'beside its record' : false;
}

/** Every telling number of the ledger, with where it stands: in its sentences, and whole numbers from a thousand on. */
const held = new Map<string, { readonly record: string; readonly where: string }[]>();
const hold = (number: string, record: string, where: string) => {
  if (telling(number) !== false) held.set(number, [...(held.get(number) ?? []), { record, where }]);
};
for (const name of ledgerNames)
  for (const value of Object.keys((ledger[name] as RecordedExperiment<unknown>).sentences))
    for (const number of numbersIn(said(name, value))) hold(number, name, value);
for (const name of ledgerNames)
  JSON.stringify(recorded(name), (key, v: unknown) => {
    if (Number.isInteger(v) && Number(v) >= 1000) hold(String(v), name, key);
    return v;
  });

/** Short numbers, with the words that they stand beside. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`\\b${said('trials', 'plane-gan')} settings`), 'trials, plane-gan'],
  [
    new RegExp(`\\b${said('tuning', 'settings')} settings|\\bof (the )?${said('tuning', 'settings')}\\b`),
    'tuning, settings',
  ],
  [
    new RegExp(`\\b${said('trials', 'digits-gan-after')} trials|\\b${said('trials', 'digits-diffusion')}, most`),
    'trials',
  ],
  [new RegExp(`${said('ablation', 'images')} pictures`), 'ablation, images'],
];

/** The text of paragraphs, one string each, gaps where a component or a formula stands. */
function paragraphs(mdx: string): readonly string[] {
  const tree: Node = unified()
    .use(remarkParse)
    .use(remarkMdx)
    .use(remarkMath)
    .parse(mdx.replace(/^---\n[\s\S]*?\n---\n/, ''));
  const found: string[] = [];
  visit(tree, 'text', (node) => void found.push((node as unknown as { readonly value: string }).value));
  return found;
}

/** One sentence for each number of the ledger that is typed. */
export function typed(chapter: string, mdx: string): readonly string[] {
  const reads = new Set([...mdx.matchAll(/<Measured\s+record="([^"]+)"/g)].map(([, name]) => name));
  return paragraphs(mdx).flatMap((text) => [
    ...numbersIn(text).flatMap((number) => {
      const from = held.get(number)?.find(({ record }) => telling(number) === 'everywhere' || reads.has(record));
      return from ? [`${chapter}: ${number} is typed (expected it from the record ${from.record}, ${from.where})`] : [];
    }),
    ...phrases
      .filter(([pattern]) => pattern.test(text.replace(/\s+/g, ' ')))
      .map(([pattern, where]) => `${chapter}: ${pattern.source} is typed (expected it from the record ${where})`),
  ]);
}

describe('numbers of the ledger', () => {
  it('are told from others', () => {
    expect(numbersIn('a 1,024 of 349,628, 0.0053 and 99.5 %; 12\u2009000, 3.')).toEqual([
      '1024',
      '349628',
      '0.0053',
      '99.5',
      '12000',
      '3',
    ]);
    expect(['349628', '0.00537', '99.5', '999'].map(telling)).toEqual(Array(4).fill('everywhere'));
    expect(['0.0053', '0.017'].map(telling)).toEqual(Array(2).fill('beside its record'));
    expect(['24', '0.5', '1000', '32000', '0.36', '3', '1024'].map(telling)).toEqual(Array(7).fill(false));
    expect(held.size).toBeGreaterThan(50);
  });

  it('would be noticed where they are typed, and not in formulas, code, tags or attributes', () => {
    const number = said('shipped', 'digits-parameters');
    expect(typed('x', `It has ${number} parameters.`)).toEqual([
      `x: ${number.replace(',', '')} is typed (expected it from the record shipped, digits-parameters)`,
    ]);
    expect(typed('x', `<A>\n  *${number}* within.\n</A>`)).toHaveLength(1);
    // Two digits are common: they count beside their own record alone.
    hold('0.0053', 'tuning', 'this test');
    expect(typed('x', 'A median of 0.0053.')).toEqual([]);
    expect(typed('x', 'A median of 0.0053, <Measured record="tuning" value="any" />.')).toHaveLength(1);
    held.delete('0.0053');
    expect(typed('x', 'some 35 settings, and the best of\n24')).toHaveLength(2);
    expect(typed('x', `$349628$ \`349628\` <A b="${number}" c={349628} />, 35 of them`)).toEqual([]);
  });

  it.each(readdirSync(folder).filter((name) => name.endsWith('.mdx')))('are not typed in %s', (chapter) => {
    expect(typed(chapter, readFileSync(`${folder}/${chapter}`, 'utf8'))).toEqual([]);
  });
});
