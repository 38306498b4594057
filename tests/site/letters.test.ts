import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { letters } from '../../src/site/letters';

/** What stands between dollars in a chapter. */
const formulas = new Map(
  readdirSync('content/chapters').map((name) => [
    parseInt(name, 10),
    [...readFileSync(`content/chapters/${name}`, 'utf8').matchAll(/\$\$?([^$]+)\$\$?/g)]
      .map(([, tex]) => tex)
      .join('\n'),
  ]),
);

describe('the table of letters', () => {
  it.each(letters.map((letter) => [letter.tex, letter] as const))(
    '%s has one meaning a chapter, and stands there',
    (_, { meanings }) => {
      const chapters = meanings.flatMap((meaning) => meaning.chapters);
      expect(new Set(chapters).size).toBe(chapters.length);
      for (const { chapters: where, written } of meanings)
        for (const chapter of where) expect(formulas.get(chapter), `chapter ${chapter}`).toMatch(written);
    },
  );
});
