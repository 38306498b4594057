import { expect, it } from 'vitest';
import { run } from '../../components/prose/experiments/windows-apart';

it('windows-apart finds what the text of chapter 13 explains', async () => {
  const { answer, finding } = await run();
  expect(answer, finding).toBe(1);
  expect(finding).not.toMatch(/NaN|Infinity|undefined/);
});
