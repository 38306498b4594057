import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as enoughParticles from '../../components/prose/experiments/enough-particles';
import * as longerDpsStep from '../../components/prose/experiments/longer-dps-step';

const text = readFileSync('content/chapters/13-editing-and-inverse-problems.mdx', 'utf8');

/** The choices of the exercise that runs `experiment`. */
function choices(experiment: string): readonly string[] {
  const found = new RegExp(`experiment="${experiment}"[\\s\\S]*?choices=\\{\\[([\\s\\S]*?)\\]\\}`).exec(text);
  return [...(found?.[1] ?? '').matchAll(/'((?:[^'\\]|\\.)*)'/g)].map((match) => match[1]);
}

/** What each experiment measures, and the choice that it is told by the explanation beside it. */
const cases = [
  [
    'longer-dps-step',
    longerDpsStep,
    2,
    /DPS is 0\.[2-4]\d noises off with a step of 0\.1 and 0\.[4-6]\d with 0\.4.*With a step of 0\.8 it is (0\.[89]|1\.[0-2])\d, and its energy distance 0\.[2-4]/,
  ],
  ['enough-particles', enoughParticles, 1, /0\.\d+ with 1, 0\.\d+ with 2/],
] as const;

describe('experiments of chapter 13 where the answer is known', () => {
  it.each(cases)(
    '%s measures what its explanation says',
    async (experiment, module, answer, said) => {
      const { answer: found, finding } = await module.run();
      expect(finding).toMatch(said);
      expect(finding).not.toMatch(/NaN|Infinity|undefined/);
      expect(found).toBe(answer);
      expect(choices(experiment).length).toBeGreaterThan(answer);
    },
    60_000,
  );
});
