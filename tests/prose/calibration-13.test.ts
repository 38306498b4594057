import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { run } from '../../components/prose/experiments/sample-or-mean';
import { insideExpected } from '../../src/core/metric/calibration';
import { damageNames } from '../../src/core/inverse/restoration';
import { recorded } from '../../src/record/index';
import { insideOf, linearRows, meanOf, onNetwork, readingOf, rowsOf } from '../../src/record/restore';

const text = readFileSync('content/chapters/13-editing-and-inverse-problems.mdx', 'utf8');

describe('a sample or the mean', () => {
  it('is told by its explanation as it is measured', async () => {
    const { answer, finding } = await run();
    expect(answer).toBe(2);
    const ratio = Number(/: ([\d.]+) times as much/.exec(finding)?.[1]);
    expect(Math.abs(ratio - 2)).toBeLessThan(0.15);
    const choices = /experiment="sample-or-mean"[\s\S]*?choices=\{\[([\s\S]*?)\]\}/.exec(text)?.[1] ?? '';
    expect([...choices.matchAll(/'((?:[^'\\]|\\.)*)'/g)][answer][1]).toBe('Twice as large');
  });
});

describe('the record of restored digits', () => {
  const record = recorded('restore');

  it('has no digit twice, and each damage with as many', () => {
    const ddrm = rowsOf(record, 'ddrm');
    const digits = ddrm.flatMap(({ runs }) => runs.map(({ digit }) => digit));
    expect(new Set(digits).size).toBe(digits.length);
    expect(new Set(ddrm.map(({ runs }) => runs.length)).size).toBe(1);
    expect(record.truth.map(({ damage }) => damage)).toEqual(damageNames);
  });

  it('finds that a true picture is off what was measured by the noise', () => {
    for (const { damage, residual } of record.truth)
      if (damage !== 'jpeg') expect(Math.abs(residual - 1)).toBeLessThan(0.1);
  });

  it('gives every method that samples ranks, shares and readings', () => {
    for (const method of [...onNetwork, 'gaussian', 'neighbours'] as const) {
      const rows = linearRows(rowsOf(record, method));
      expect(insideOf(rows)).toBeGreaterThan(0);
      expect(insideOf(rows)).toBeLessThan(insideExpected(record.samples) + 0.2);
      expect(readingOf(rows).right).toBeLessThanOrEqual(1);
      expect(meanOf(rows, 'ofMean')).toBeGreaterThan(meanOf(rows, 'psnr'));
    }
  });
});
