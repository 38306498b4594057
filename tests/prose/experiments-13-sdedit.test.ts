import { describe, expect, it } from 'vitest';
import { run } from '../../components/prose/experiments/nothing-to-mend';
import { builtAsks } from '../../components/figure/built-asks';

describe('the experiment of chapter 13 on bad drawings', () => {
  it('digits that need no mending are lost where nothing is told, and stay where their class is', async () => {
    const { answer, finding } = await run((spec) => builtAsks.edit(spec));
    const [nothing, told] = [...finding.matchAll(/(\d+) %/g)].map(([, share]) => Number(share));
    expect(nothing).toBeLessThan(55);
    expect(told).toBeGreaterThan(90);
    expect(answer).toBe(2);
  }, 120_000);
});
