import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { run as blankMargin } from '../../components/prose/experiments/blank-margin';
import { run as halfWay } from '../../components/prose/experiments/half-way';
import { run as whereItFalls } from '../../components/prose/experiments/where-it-falls';
import { parseDigits } from '../../src/core/data/digits';
import { builtAsks } from '../../components/figure/built-asks';

describe('the experiments of chapter 15', () => {
  it('half way is too short by 0.41 roots of the dimension', async () => {
    const { answer, finding } = await halfWay();
    expect(answer).toBe(1);
    const [small, large] = (/by ([\d.]+) deviations with 64 numbers and by ([\d.]+) with 784/.exec(finding) ?? [])
      .slice(1)
      .map(Number);
    expect(small).toBeCloseTo(0.414 * 8, 1);
    // The deviation that it is counted in is itself measured, to a few percent.
    expect(Math.abs(large / (0.414 * 28) - 1)).toBeLessThan(0.05);
  });

  it('the code of a blank corner is blank', async () => {
    const { answer, finding } = await blankMargin(builtAsks.invertDdim);
    expect(answer, finding).toBe(2);
  }, 60_000);

  it('the distance falls between two evaluations and three', async () => {
    const { answer, finding } = await whereItFalls({
      sample: builtAsks.sample,
      generate: builtAsks.generate,
      judge: builtAsks.judge,
      digits: async () => parseDigits(await readFile('public/data/digits.bin')),
    });
    expect(answer, finding).toBe(1);
  }, 120_000);
});
