import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { childEnvironment } from '../../scripts/node.mjs';
import { schemas } from '../../components/schemas';
import { checkChapter, vocabulary } from '../../src/layouts/authoring';
import { chapterFaults, propertiesOf } from '../../src/mdx/authoring';
import { readBook } from '../../src/mdx/book';

const root = fileURLToPath(new URL('../..', import.meta.url));
const words = vocabulary(root);
const head = '---\nnumber: 9\ntitle: Trial\n---\n\n';
const faults = (text: string) => chapterFaults(head + text, '09-trial.mdx', words);

describe('a chapter', () => {
  it.each(readdirSync(join(root, 'content/chapters')).filter((name) => name.endsWith('.mdx')))(
    '%s is without a fault',
    (name) => {
      expect(() => checkChapter(`content/chapters/${name}`, root)).not.toThrow();
    },
  );

  it.each([
    [
      'an unknown macro',
      'So $x + \\nosuch$ is.',
      /^09-trial\.mdx:6: the formula x \+ \\nosuch cannot be set: .*\\nosuch/,
    ],
    [
      'a property misspelt',
      '<Hero id="fig-x" title="X" titel="Y" />',
      /^09-trial\.mdx:6: <Hero> has no property titel \(expected one of id, title/,
    ],
    ['a property left out', '<Hero id="fig-x" />', /<Hero> is given no title \(expected it\)/],
    ['a component misspelt', '\n\n<Heroo id="fig-x" />', /^09-trial\.mdx:8: <Heroo> is no component/],
    [
      'an initial setting that is not there',
      '<ScheduleEditor id="fig-s" title="S" initial={{ presett: "cosine" }} />',
      /has no setting presett \(expected one of preset/,
    ],
    [
      'an initial value out of its range',
      '<ScheduleEditor id="fig-s" title="S" initial={{ steps: 1000 }} />',
      /steps is 1000 \(expected a whole number from 1 to 100\)/,
    ],
    [
      'a curve from which nothing can be sampled',
      '<ScheduleEditor id="fig-s" title="S" initial={{ preset: "linear", betaMax: 0.5 }} />',
      /more signal than noise/,
    ],
    [
      'a setting of <Set> that is not there',
      '<Hero id="fig-x" title="X" />\n\nSee <Set figure="fig-x" state={{ color: 1 }}>it</Set>.',
      /^09-trial\.mdx:8: <Set figure="fig-x"> has no setting color/,
    ],
    [
      'a value of <Set> that is none',
      '<ScheduleEditor id="fig-s" title="S" />\n\n<Set figure="fig-s" state={{ preset: "cosin" }}>it</Set>',
      /preset is "cosin" \(expected linear/,
    ],
    [
      'a <Set> for a figure of nowhere',
      '<Hero id="fig-x" title="X" />\n\n<Set figure="fig-y" state={{}}>it</Set>',
      /sets fig-y \(expected the id of a figure of this chapter: fig-x\)/,
    ],
  ])('with %s is told so, with file, line and what was expected', (_, text, sentence) => {
    expect(faults(text)).toHaveLength(1);
    expect(faults(text)[0]).toMatch(sentence);
  });

  it('may say everything that is there, also values that are no literals', () => {
    expect(
      faults(
        '<ScheduleEditor id="fig-s" title="S" initial={{ preset: "drawn", knots: [0, 9, 1, -9] }}>Words.</ScheduleEditor>\n\n$\\alphat$ <Set figure="fig-s" state={{ view: \'snr\' }}>it</Set>',
      ),
    ).toEqual([]);
    expect(faults('<Hero id="fig-x" title="X" initial={elsewhere} />')).toEqual([]);
  });
});

describe('the skeleton of a chapter in CONTRIBUTING', () => {
  it('is one', () => {
    const skeleton = /```mdx\n([\s\S]*?)```/.exec(readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8'))?.[1] ?? '';
    expect(skeleton).toContain('number: 9');
    expect(chapterFaults(skeleton, '09-trial.mdx', words)).toEqual([]);
  });
});

describe('Astro', () => {
  it('is started where its telemetry is off, never by itself', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    expect(Object.values(scripts).filter((line) => /(^|&& )astro /.test(line))).toEqual([]);
    expect(childEnvironment().ASTRO_TELEMETRY_DISABLED).toBe('1');
  });
});

describe('the vocabulary', () => {
  it('knows the settings of every figure, and the properties of every component', () => {
    const figures = [...words].filter(([, { properties }]) => properties.has('initial')).map(([name]) => name);
    expect(figures.filter((name) => !(name in schemas) && name !== 'SampleSheet')).toEqual([]);
    expect(figures.length).toBeGreaterThan(20);
    expect(
      propertiesOf('interface Props {\n  /** Which. */\n  readonly id: string;\n  readonly title?: string;\n}\n'),
    ).toEqual(
      new Map([
        ['id', true],
        ['title', false],
      ]),
    );
  });
});

describe('the book', () => {
  it('has one chapter of a number', () => {
    const folder = mkdtempSync(join(tmpdir(), 'chapters-'));
    for (const name of ['04-one.mdx', '05-other.mdx'])
      writeFileSync(join(folder, name), '---\nnumber: 4\n---\n\nText.\n');
    expect(() => readBook(folder)).toThrow(
      'chapter 05-other.mdx: number is 4, which 04-one.mdx has (expected each number once)',
    );
    rmSync(folder, { recursive: true });
  });
});
