import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expected as schedules } from '../pytorch/03_schedules';
import { expected as posteriors } from '../pytorch/04_posterior';
import * as brightness from '../../components/prose/experiments/brightness';
import * as conditionalMean from '../../components/prose/experiments/conditional-mean';
import * as fiveSteps from '../../components/prose/experiments/five-steps';
import * as invariantBound from '../../components/prose/experiments/invariant-bound';
import * as outputError from '../../components/prose/experiments/output-error';
import * as reverseGaussian from '../../components/prose/experiments/reverse-gaussian';
import * as timeAtNoise from '../../components/prose/experiments/time-at-noise';
import * as upscaledDigits from '../../components/prose/experiments/upscaled-digits';

const chapter = (name: string): string => readFileSync(`content/chapters/${name}.mdx`, 'utf8');

/** The choices of the exercise that runs `experiment`. */
function choices(text: string, experiment: string): readonly string[] {
  const found = new RegExp(`experiment="${experiment}"[\\s\\S]*?choices=\\{\\[([\\s\\S]*?)\\]\\}`).exec(text);
  return [...(found?.[1] ?? '').matchAll(/'((?:[^'\\]|\\.)*)'/g)].map((match) => match[1]);
}

/** What each experiment measures, and the choice that it is told by the explanation beside it. */
const cases = [
  ['03-schedules', 'time-at-noise', timeAtNoise, 0],
  ['03-schedules', 'invariant-bound', invariantBound, 1],
  ['03-schedules', 'five-steps', fiveSteps, 2],
  ['03-schedules', 'brightness', brightness, 0],
  ['03-schedules', 'upscaled-digits', upscaledDigits, 2],
  ['04-learning-to-denoise', 'reverse-gaussian', reverseGaussian, 2],
  ['04-learning-to-denoise', 'conditional-mean', conditionalMean, 1],
  ['04-learning-to-denoise', 'output-error', outputError, 0],
] as const;

describe('experiments of chapters 3 and 4', () => {
  it.each(cases)('%s: %s measures what its explanation says', async (name, experiment, { run }, answer) => {
    const { answer: measured, finding } = await run();
    expect(finding).toMatch(/\d/);
    expect(finding).not.toMatch(/NaN|Infinity|undefined/);
    expect(measured).toBe(answer);
    expect(choices(chapter(name), experiment).length).toBeGreaterThan(answer);
  });
});

describe('numbers in the prose', () => {
  const minus = (text: string): string => text.replace('-', '−');

  it('the table of schedules is the one that the code computes', () => {
    const text = chapter('03-schedules');
    for (const [name, row] of Object.entries(schedules())) {
      const cells = [
        name.replace('_', ' '), row.alpha_bar_half.toFixed(3), minus(row.log_snr_end.toFixed(1)),
        `${(100 * row.share_middle).toFixed(1)} %`, `${(100 * row.share_noise).toFixed(1)} %`,
      ];
      expect(text).toContain(`| ${cells.join(' | ')} |`);
    }
  });

  it('the bound’s weights in chapter 4 are the ones that the code computes', () => {
    const { weight_early: early, weight_middle: middle } = posteriors() as { weight_early: number; weight_middle: number };
    expect(Math.round(early / middle)).toBe(15);
    expect(chapter('04-learning-to-denoise')).toContain('fifteen times');
  });
});
