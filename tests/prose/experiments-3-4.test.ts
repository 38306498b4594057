import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expected as schedules } from '../pytorch/03_schedules';
import { expected as posteriors } from '../pytorch/04_posterior';
import { eightGaussians } from '../../src/core/data/eight-gaussians';
import type { Denoiser } from '../../src/core/denoiser';
import { energyDistance } from '../../src/core/metric/index';
import { normalBatch, random } from '../../src/core/random';
import { ddim, run, uniformTimes } from '../../src/core/sampler/index';
import { cosine, linear, type Schedule } from '../../src/core/schedule/index';
import { trainerDefaults } from '../../src/net/defaults';
import { createTrainer } from '../../src/net/create';
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
  it.each(cases)('%s: %s measures what its explanation says', async (name, experiment, module, answer) => {
    const { answer: measured, finding } = await module.run();
    expect(finding).toMatch(/\d/);
    expect(finding).not.toMatch(/NaN|Infinity|undefined/);
    expect(measured).toBe(answer);
    expect(choices(chapter(name), experiment).length).toBeGreaterThan(answer);
  });
});

describe('what chapter 3 says of its figure', () => {
  const seed = 7;
  const truth = eightGaussians().sample(1000, random(seed).split('truth'));
  const distance = (schedule: Schedule, denoiser: Denoiser, steps: number): number =>
    energyDistance(
      run(ddim, { denoiser, schedule, times: uniformTimes(steps), x: normalBatch(500, 2, random(seed)) }),
      truth,
    );
  const exact = (schedule: Schedule, steps: number): number =>
    distance(schedule, eightGaussians().denoiser(schedule), steps);

  async function learned(betaMax: number, trainingSteps: number): Promise<number> {
    const spec = { kind: 'linear', betaMin: 0.1, betaMax } as const;
    const trainer = await createTrainer('simd', {
      ...trainerDefaults,
      schedule: spec,
      seed,
      decaySteps: trainingSteps,
    });
    trainer.setData(eightGaussians().sample(20_000, random(seed).split('pool')));
    trainer.train(trainingSteps);
    const result = distance(linear(spec), trainer.denoiser('ema'), 50);
    trainer.dispose();
    return result;
  }

  it('few steps tell schedules apart for the exact score, many do not', () => {
    expect(exact(linear(), 5)).toBeGreaterThan(4 * exact(cosine(), 5));
    expect(Math.abs(exact(linear(), 50) - exact(cosine(), 50))).toBeLessThan(0.001);
  });

  it('an early end does no harm in the plane before about betaMax 1.5', () => {
    const usual = exact(linear(), 50);
    expect(exact(linear({ betaMax: 4 }), 50) - usual).toBeLessThan(0.001);
    expect(exact(linear({ betaMax: 1.5 }), 50) - usual).toBeGreaterThan(0.0015);
  });

  it('betaMax 200 slows learning, not the exact score, and training makes it good', async () => {
    expect(exact(linear({ betaMax: 200 }), 50) - exact(linear(), 50)).toBeLessThan(0.002);
    const [usual, steep] = [await learned(20, 400), await learned(200, 400)];
    expect(steep).toBeGreaterThan(1.7 * usual);
    expect((await learned(200, 1500)) - (await learned(20, 1500))).toBeLessThan(0.004);
  });
});

describe('numbers in the prose', () => {
  const minus = (text: string): string => text.replace('-', '−');

  it('the table of schedules is the one that the code computes', () => {
    const text = chapter('03-schedules');
    for (const [name, row] of Object.entries(schedules())) {
      const cells = [
        name.replace('_', ' '),
        row.alpha_bar_half.toFixed(3),
        minus(row.log_snr_end.toFixed(1)),
        `${(100 * row.share_middle).toFixed(1)} %`,
        `${(100 * row.share_noise).toFixed(1)} %`,
      ];
      expect(text).toContain(`| ${cells.join(' | ')} |`);
    }
  });

  it('the bound’s weights in chapter 4 are the ones that the code computes', () => {
    const { weight_early: early, weight_middle: middle } = posteriors() as {
      weight_early: number;
      weight_middle: number;
    };
    expect(Math.round(early / middle)).toBe(15);
    expect(chapter('04-learning-to-denoise')).toContain('fifteen times');
  });
});
