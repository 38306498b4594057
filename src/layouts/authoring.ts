/** Stops a chapter that says what cannot be, when its page is made: see src/mdx/authoring.ts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemas } from '../../components/schemas';
import { chapterFaults, propertiesOf, type Vocabulary, type Word } from '../mdx/authoring';

const entry = /export \{ default as (\w+) \} from '\.\/([^']+)'/g;

/** Every component that a chapter may write, read from the author's one list. `root` is the project's folder. */
export function vocabulary(root: string): Vocabulary {
  const list = readFileSync(join(root, 'components/index.ts'), 'utf8');
  return new Map(
    [...list.matchAll(entry)].map(([, name = '', path = '']): [string, Word] => {
      const properties = propertiesOf(readFileSync(join(root, 'components', path), 'utf8'));
      const settings = (schemas as Readonly<Record<string, Word['settings']>>)[name];
      return [name, settings ? { properties, settings } : { properties }];
    }),
  );
}

/** Throws with all that is wrong in a chapter, a line each. `path` is from the project's folder. */
export function checkChapter(path: string, root = process.cwd()): void {
  const name = path.split('/').at(-1) ?? path;
  const faults = chapterFaults(readFileSync(join(root, path), 'utf8'), name, vocabulary(root));
  if (faults.length > 0) throw new Error(faults.join('\n'));
}
