import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode, linkTo, LONGEST_LINK, readLink } from '../../components/figure/link';
import {
  boolean,
  choice,
  list,
  nested,
  number,
  optional,
  schema,
  seed,
  text,
  type SettingsOf,
} from '../../src/core/schema';

const settings = schema({
  t: number(0.5, { min: 0, max: 1 }),
  steps: number(20, { min: 1, max: 200, integer: true }),
  preset: choice(['linear', 'cosine', 'drawn'], 'cosine'),
  live: boolean(true),
  note: text('', 20),
  points: list([], { min: -4, max: 4, multiple: 2, longest: 200 }),
  spec: nested<{ kind: string }>({ kind: 'ring' }, (value) => {
    if (typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string')
      return { kind: value.kind };
    throw new Error('unknown target (expected an object with a kind)');
  }),
  knots: optional(list([0, 1], { min: -20, max: 20, shortest: 2 })),
  seed: seed(7),
});
type Settings = SettingsOf<typeof settings>;

const anySettings: fc.Arbitrary<Settings> = fc.record({
  t: fc.double({ min: 0, max: 1, noNaN: true }),
  steps: fc.integer({ min: 1, max: 200 }),
  preset: fc.constantFrom('linear' as const, 'cosine' as const, 'drawn' as const),
  live: fc.boolean(),
  note: fc.string({ maxLength: 20 }),
  points: fc
    .array(
      fc.integer({ min: -4000, max: 4000 }).map((v) => v / 1000),
      { maxLength: 100 },
    )
    .map((v) => (v.length % 2 ? v.slice(1) : v)),
  spec: fc.record({ kind: fc.string() }),
  knots: fc.option(fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 2, maxLength: 9 })),
  seed: fc.nat(),
});

function valid(s: Settings): void {
  expect(s.t >= 0 && s.t <= 1).toBe(true);
  expect(Number.isInteger(s.steps) && s.steps >= 1 && s.steps <= 200).toBe(true);
  expect(['linear', 'cosine', 'drawn']).toContain(s.preset);
  expect(typeof s.live).toBe('boolean');
  expect(s.note.length <= 20).toBe(true);
  expect(s.points.length % 2).toBe(0);
  expect(s.points.every((v) => Math.abs(v) <= 4)).toBe(true);
  expect(typeof s.spec.kind).toBe('string');
  expect(s.knots === null || s.knots.length >= 2).toBe(true);
  expect(Number.isInteger(s.seed) && s.seed >= 0).toBe(true);
}

describe('links', () => {
  it('bring any settings back the same, through a real address', () => {
    fc.assert(
      fc.property(anySettings, (s) => {
        const url = new URL(linkTo('fig-x', settings.encode(s)), 'https://example.org/book/ch?fig-y=1;t:1');
        const read = readLink(url.search, 'fig-x');
        expect(read?.problems).toEqual([]);
        const back = settings.parse(read?.values);
        expect(back.problems).toEqual([]);
        // Minus zero has no place in a link.
        expect(back.settings).toEqual({
          ...s,
          t: s.t + 0,
          points: s.points.map((v) => v + 0),
          knots: s.knots && s.knots.map((v) => v + 0),
        });
      }),
    );
  });

  it('bring any JSON values back the same', () => {
    const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,12}$/).filter((n) => n !== '__proto__');
    fc.assert(
      fc.property(fc.dictionary(name, fc.jsonValue(), { noNullPrototype: true }), (values) => {
        const plain: unknown = JSON.parse(JSON.stringify(values));
        const read = readLink(linkTo('f', values).split('#')[0], 'f');
        expect(read).toEqual({ values: plain, problems: [] });
      }),
    );
  });

  it('never throw, and give valid settings for any text', () => {
    const noise = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((s) => `1;${s}`),
      fc
        .array(
          fc.tuple(
            fc.constantFrom('t', 'steps', 'points', 'spec', 'knots', 'seed', '__proto__', 'constructor'),
            fc.oneof(fc.string(), fc.json(), fc.double().map(String)),
          ),
        )
        .map((parts) => ['1', ...parts.map(([n, v]) => `${n}:${v}`)].join(';')),
    );
    fc.assert(
      fc.property(noise, (raw) => {
        const { values, problems } = decode(raw);
        valid(settings.parse(values).settings);
        expect(problems.every((p) => p.length > 0 && p.length < 300)).toBe(true);
        readLink(`?f=${raw}`, 'f');
      }),
      { numRuns: 500 },
    );
  });

  it('are short and readable, hold what differs, and always the seed', () => {
    expect(linkTo('fig-schedule', settings.encode({ ...settings.defaults, steps: 40, points: [0.5, -1, 2, 0] }))).toBe(
      '?fig-schedule=1;steps:40;points:0.5,-1,2,0;seed:7#fig-schedule',
    );
    expect(encode({ note: 'a; b', word: 'true', none: null, on: true })).toBe(
      '1;note:"a\\u003b b";word:"true";none:null;on:true',
    );
  });

  it('say what could not be read', () => {
    expect(decode('hello').problems[0]).toMatch(/could not be read/);
    expect(decode('')).toEqual({ values: {}, problems: [expect.stringMatching(/could not be read/)] });
    expect(decode('9;t:0.25')).toEqual({ values: { t: 0.25 }, problems: [expect.stringMatching(/newer version/)] });
    expect(decode('1;t:0.25;x:{bad;:3')).toEqual({
      values: { t: 0.25 },
      problems: [expect.stringMatching(/left out: x, :3/)],
    });
    expect(decode(`1;note:${'a'.repeat(LONGEST_LINK)}`)).toEqual({
      values: {},
      problems: [expect.stringMatching(/expected at most/)],
    });
    expect(readLink('?other=1', 'fig-x')).toBeNull();
  });
});

describe('settings', () => {
  it('say what was wrong and what was expected', () => {
    expect(
      settings.parse({ steps: 9000, preset: 'cosin', live: 1, t: NaN, points: [1, 2, 3], spec: 4, seed: -1 }).problems,
    ).toEqual([
      't is NaN (expected 0 to 1); using 0.5',
      'steps is 9000 (expected a whole number from 1 to 200); using 20',
      'preset is "cosin" (expected linear, cosine, drawn); using cosine',
      'live is 1 (expected true or false); using true',
      'points is a list of 3 (expected 0 to 200 numbers from -4 to 4, in groups of 2); using none',
      'spec: unknown target (expected an object with a kind); left as it was',
      'seed is -1 (expected a whole number from 0 to 2147483647); using 7',
    ]);
  });

  it('keep what is at hand when a change is wrong, and ignore unknown names', () => {
    const base = { ...settings.defaults, steps: 33, preset: 'drawn' as const };
    const { settings: next, problems } = settings.parse({ steps: 0, t: 0.25, colour: 'red' }, base);
    expect(next).toEqual({ ...base, t: 0.25 });
    expect(problems).toHaveLength(1);
  });

  it('take nothing from a prototype, and survive what is no object', () => {
    expect(settings.parse(Object.create({ steps: 50 })).settings.steps).toBe(20);
    for (const value of [null, undefined, 3, 'x', [1], true])
      expect(settings.parse(value).settings).toEqual(settings.defaults);
    fc.assert(fc.property(fc.anything(), (value) => valid(settings.parse(value).settings)));
  });

  it('clip what they quote', () => {
    expect(settings.parse({ preset: 'x'.repeat(5000) }).problems[0].length).toBeLessThan(120);
  });
});
