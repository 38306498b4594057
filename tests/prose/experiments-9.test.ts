import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as batchAndDimension from '../../components/prose/experiments/batch-and-dimension';
import * as blindToClass from '../../components/prose/experiments/blind-to-class';
import * as firstStep from '../../components/prose/experiments/first-step';
import * as heavyTails from '../../components/prose/experiments/heavy-tails';
import * as sameEnds from '../../components/prose/experiments/same-ends';

const text = readFileSync('content/chapters/09-flows-and-electrostatics.mdx', 'utf8');

/** The choices of the exercise that runs `experiment`. */
function choices(experiment: string): readonly string[] {
  const found = new RegExp(`experiment="${experiment}"[\\s\\S]*?choices=\\{\\[([\\s\\S]*?)\\]\\}`).exec(text);
  return [...(found?.[1] ?? '').matchAll(/'((?:[^'\\]|\\.)*)'/g)].map((match) => match[1]);
}

/** What each experiment measures, and the choice that it is told by the explanation beside it. */
const cases = [
  ['same-ends', sameEnds, 0],
  ['first-step', firstStep, 2],
  ['batch-and-dimension', batchAndDimension, 1],
  ['blind-to-class', blindToClass, 1],
  ['heavy-tails', heavyTails, 2],
] as const;

describe('experiments of chapter 9', () => {
  it.each(cases)(
    '%s measures what its explanation says, with three seeds',
    async (_, experiment, answer) => {
      const first = await experiment.run();
      expect(first.answer).toBe(answer);
      expect(first.finding).toMatch(/\d/);
      expect(first.finding).not.toMatch(/NaN|undefined|Infinity/);
      for (const seed of [1, 2]) expect((await experiment.run(seed)).answer).toBe(answer);
    },
    60_000,
  );

  it.each(cases)('%s has as many choices as its exercise expects', (name, _, answer) => {
    expect(choices(name)).toHaveLength(3);
    expect(choices(name)[answer]).toBeTruthy();
  });
});

describe('what the explanations of chapter 9 say besides', () => {
  it('the flow of straight lines is the more crooked one here, by more than twice', async () => {
    const [lines, circle] = [...(await sameEnds.run()).finding.matchAll(/(\d+) %/g)].map((match) => Number(match[1]));
    expect(lines).toBeGreaterThan(2 * circle);
  });

  it('with D = 8 hardly a point lands far out, and none with a Gaussian', async () => {
    expect((await heavyTails.run()).finding).toMatch(/with D = 8 (none|0\.0\d+ %), and with a Gaussian none/);
  });
});
