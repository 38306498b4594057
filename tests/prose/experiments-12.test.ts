import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { builtAsks } from '../../components/figure/built-asks';
import * as collapsedDirections from '../../components/prose/experiments/collapsed-directions';
import * as doubleSide from '../../components/prose/experiments/double-side';
import * as perfectCodes from '../../components/prose/experiments/perfect-codes';
import * as unscaledCodes from '../../components/prose/experiments/unscaled-codes';
import { parseDigits } from '../../src/core/data/digits';

const text = readFileSync('content/chapters/12-latent-diffusion.mdx', 'utf8');

/** The choices of the exercise that runs `experiment`. */
function choices(experiment: string): readonly string[] {
  const found = new RegExp(`experiment="${experiment}"[\\s\\S]*?choices=\\{\\[([\\s\\S]*?)\\]\\}`).exec(text);
  return [...(found?.[1] ?? '').matchAll(/'((?:[^'\\]|\\.)*)'/g)].map((match) => match[1]);
}

/** What each experiment measures, and the choice that it is told by the explanation beside it. */
const cases = [
  ['collapsed-directions', collapsedDirections, 1, /say 1\.50, 0\.80, 0\.00 nats/],
  ['unscaled-codes', unscaledCodes, 2, /at t = 0\.87/],
  ['double-side', doubleSide, 1, /the convolution takes 4\.0 times as much, attention 14\.3 times/],
] as const;

describe('experiments of chapter 12', () => {
  it.each(cases)('%s measures what its explanation says', async (experiment, module, answer, said) => {
    const { answer: found, finding } = await module.run();
    expect(finding).toMatch(said);
    expect(finding).not.toMatch(/NaN|Infinity|undefined/);
    expect(found).toBe(answer);
    expect(choices(experiment).length).toBeGreaterThan(answer);
  });

  it('perfect-codes measures what its explanation says', async () => {
    const digits = await parseDigits(readFileSync('public/data/digits.bin'));
    const { answer, finding } = await perfectCodes.run(builtAsks, () => Promise.resolve(digits));
    expect(answer).toBe(1);
    expect(finding).toMatch(/^3\.[5-7] where they went through the code, and 1\.6 as they are: 2\.[123] times/);
    expect(choices('perfect-codes').length).toBeGreaterThan(answer);
  }, 60_000);
});
