import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { measurementOf } from '../../scripts/record/main';
import { written } from '../../scripts/record/measurement';
import { ledger, ledgerNames, recorded, recordNames, records, said, type RecordName } from '../../src/record/index';
import { fileOf, type RecordedExperiment } from '../../src/record/record';

const textOf = (name: RecordName): string => readFileSync(fileOf(records[name]), 'utf8');
const jsonOf = (name: RecordName): unknown => JSON.parse(textOf(name));
const one = (name: keyof typeof ledger) => ledger[name] as RecordedExperiment<unknown>;

beforeAll(() => {
  execFileSync(process.execPath, ['scripts/digits.mjs']);
});

describe.each(recordNames)('the record %s', (name) => {
  it('is as its shape has it, whole, and by the command that its file names', () => {
    const data = recorded(name);
    expect(data).toEqual(jsonOf(name));
    if ('command' in data) expect(data.command).toBe(records[name].command);
    expect(records[name].name).toBe(name);
  });

  it('is refused, with a sentence that names the place, where anything is missing, foreign or no number', () => {
    const damaged = (change: (value: Record<string, unknown>) => void): string => {
      const json = jsonOf(name);
      // A list of rows is damaged in its first.
      change((Array.isArray(json) ? json[0] : json) as Record<string, unknown>);
      try {
        one(name).parse(json);
        return 'was read';
      } catch (error) {
        return String(error);
      }
    };
    const [first] = [jsonOf(name)].flat() as readonly Record<string, unknown>[];
    for (const key of Object.keys(first))
      expect(damaged((value) => delete value[key])).toMatch(
        new RegExp(`^ShapeError: .*${key} is missing \\(expected `),
      );
    expect(damaged((value) => (value['weather'] = 'fair'))).toContain('has weather (expected only ');
    for (const [key, value] of Object.entries(first))
      if (typeof value === 'number')
        expect(damaged((row) => (row[key] = '7'))).toContain(`${key} is "7" (expected a finite`);
  });

  it('is written as its measurement writes it', async () => {
    expect(written(jsonOf(name) as object, await measurementOf(name))).toBe(textOf(name));
  });

  it('comes out the same where a part of it is measured again', async () => {
    const how = await measurementOf(name);
    const again = await how.again(recorded(name));
    // The verification page's own test measures all of it.
    if (name !== 'verification' && name !== 'methods') expect(again.length).toBeGreaterThan(1);
    // What is written was rounded; half a unit of its last digit, and as much again for another machine's rounding.
    const close = ({ recorded: then, found }: (typeof again)[number]) =>
      Math.abs(found - then) <= 10 ** (1 - how.digits) * Math.abs(then);
    expect(again.filter((pair) => !close(pair))).toEqual([]);
  }, 240_000);
});

describe('the ledger', () => {
  it('stands in CONTRIBUTING, file by file', () => {
    const text = readFileSync('CONTRIBUTING.md', 'utf8');
    for (const name of recordNames) expect(text).toContain(`\`${name}.json\``);
  });

  const sentences = ledgerNames.flatMap((name) =>
    Object.keys(one(name).sentences).map((value) => [name, value] as const),
  );

  it.each(sentences)('%s says %s in numbers', (name, value) => {
    expect(said(name, value).length).toBeGreaterThan(0);
    expect(said(name, value)).not.toMatch(/NaN|undefined|Infinity|null/);
  });

  it('says what there is where it is asked for what there is not', () => {
    expect(() => said('tuning', 'weather')).toThrow(/tuning has no weather \(expected settings, .*gan-best/);
    expect(() => said('claims', 'weather')).toThrow('(expected none)');
    expect(() => said('weather' as 'claims', 'x')).toThrow(/no such record: weather \(expected ablation, /);
  });
});

const hashes = recordNames.flatMap((name) =>
  Object.entries(one(name).weights(recorded(name))).map(([network, hash]) => [name, network, hash] as const),
);

describe('what was measured of shipped networks', () => {
  it.each(hashes)('%s is of the weights of %s that are shipped', (name, network, hash) => {
    expect(recorded('shipped')[network as 'digits'].weights.hash, `run ${records[name].command}`).toBe(hash);
  });

  it('names every one', () => {
    expect([...new Set(hashes.map(([name]) => name))].sort()).toEqual(
      [
        'ablation',
        'cascade',
        'clip',
        'digit-pupil',
        'digit-sets',
        'digits-evaluation',
        'gan-evaluation',
        'inversion',
        'latent',
        'panorama',
        'pfgm-digits',
        'restore',
        'rivals',
        'sdedit',
        'search',
        'small-data',
        'translation',
        'words',
      ].sort(),
    );
  });
});
