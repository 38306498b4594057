import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expected as schedules } from '../pytorch/03_schedules';
import { expected as posteriors } from '../pytorch/04_posterior';
import { batch, type Batch, zeros } from '../../src/core/batch';
import { eightGaussians } from '../../src/core/data/eight-gaussians';
import { heldOutPoints } from '../../src/core/data/held-out';
import { mixture } from '../../src/core/data/mixture';
import type { Denoiser } from '../../src/core/denoiser';
import { energyDistance, energyDistanceTo } from '../../src/core/metric/index';
import { noised } from '../../src/core/process/forward';
import { posterior } from '../../src/core/process/posterior';
import { moments, reverseConditional } from '../../src/core/process/reverse';
import { normalBatch, random } from '../../src/core/random';
import { ddim, run, uniformTimes } from '../../src/core/sampler/index';
import { cosine, linear, scaledLinear, type Schedule } from '../../src/core/schedule/index';
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

describe('the table of schedules and steps in chapter 3', () => {
  const target = eightGaussians();
  const to = energyDistanceTo(heldOutPoints(target));
  const from = (schedule: Schedule, steps: number): readonly number[] =>
    Array.from({ length: 10 }, (_, seed) =>
      to(
        run(ddim, {
          denoiser: target.denoiser(schedule),
          schedule,
          times: uniformTimes(steps),
          x: normalBatch(500, 2, random(seed + 1)),
        }),
      ),
    );
  const printed = (label: string, values: readonly number[]): string => {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = sorted[Math.floor(sorted.length / 2)];
    return `| ${label} | ${middle.toFixed(3)} | ${sorted[0].toFixed(3)} to ${sorted.at(-1)!.toFixed(3)} |`;
  };

  it('prints what the code measures, true samples beside it', () => {
    const text = chapter('03-schedules');
    const true500 = Array.from({ length: 400 }, (_, s) => to(target.sample(500, random(1000 + s))));
    expect(true500.reduce((sum, v) => sum + v, 0) / 400).toBeCloseTo(0.0053, 4);
    expect([...true500].sort((a, b) => a - b)[380].toFixed(3)).toBe('0.013');
    for (const row of [
      printed('linear, 5 steps', from(linear(), 5)),
      printed('cosine, 5 steps', from(cosine(), 5)),
      printed('linear, 50 steps', from(linear(), 50)),
      printed('cosine, 50 steps', from(cosine(), 50)),
      printed('linear, βmax 200, 50 steps', from(linear({ betaMax: 200 }), 50)),
      printed('true samples', true500),
    ])
      expect(text).toContain(row);
  });

  it('an end at βmax 1.5 costs two to four thousandths, from every start', () => {
    const [usual, early] = [from(linear(), 50), from(linear({ betaMax: 1.5 }), 50)];
    const more = early.map((v, i) => v - usual[i]);
    expect(Math.min(...more)).toBeGreaterThan(0.0015);
    expect(Math.max(...more)).toBeLessThan(0.0045);
  });

  it('half a percent of the variance is explained at a log-SNR of −6, in the plane', () => {
    const schedule = cosine();
    const t = schedule.timeOfLogSnr(-6);
    const x0 = target.sample(20_000, random(3));
    const x = noised(x0, normalBatch(20_000, 2, random(4)), t, schedule, zeros(20_000, 2));
    const guess = target.denoiser(schedule).denoise(x, t, zeros(20_000, 2));
    const square = (b: Batch): number => b.data.reduce((sum, v) => sum + v * v, 0);
    expect(square(guess) / square(x0)).toBeCloseTo(0.005, 3);
  });

  it('the end of the scaled linear schedule in units of the noise', () => {
    const alpha = scaledLinear().alpha(1);
    expect(alpha).toBeCloseTo(0.069, 3);
    expect((alpha * 64).toFixed(1)).toBe('4.4');
    // 37 levels of brightness from -0.9 to 0.9, equally likely.
    expect((0.9 * Math.sqrt(38 / (3 * 36))).toFixed(2)).toBe('0.53');
    expect(Math.hypot(alpha * 64 * 0.53, 1).toFixed(1)).toBe('2.5');
    expect(chapter('03-schedules')).toContain('\\approx 2.5$');
  });
});

describe('the misfit of a short step back', () => {
  /** KL to the Gaussian of the same mean, of the true variance or of the posterior's: sigma_s^2 b^2 / sigma_t^2. */
  function misfit(step: number, variance: 'matched' | 'known'): number {
    const schedule = cosine();
    const [t, s] = [0.5, 0.5 - step];
    const data = mixture({ weights: [0.4, 0.6], means: batch([-1.5, 1], 1), scales: [0.25, 0.4] });
    const reverse = reverseConditional(data, schedule, batch([0.3], 1), s, t);
    const of = moments(reverse);
    const v = variance === 'matched' ? of.variance[0] : posterior(schedule, s, t).variance;
    const deviation = Math.sqrt(of.variance[0]);
    const dx = deviation / 200;
    const x = Float64Array.from({ length: 4001 }, (_, i) => of.mean[0] + (i - 2000) * dx);
    return reverse
      .logDensity(batch(x, 1), 1, 0)
      .reduce(
        (sum, log, i) =>
          sum + Math.exp(log) * dx * (log + (x[i] - of.mean[0]) ** 2 / (2 * v) + Math.log(2 * Math.PI * v) / 2),
        0,
      );
  }

  it('falls with the cube where the variance is matched, with the square where it was fixed', () => {
    for (const step of [0.02, 0.01, 0.005]) {
      const factor = (variance: 'matched' | 'known') => misfit(step, variance) / misfit(step / 2, variance);
      expect(factor('matched')).toBeGreaterThan(7);
      expect(factor('matched')).toBeLessThan(9);
      expect(factor('known')).toBeGreaterThan(3.5);
      expect(factor('known')).toBeLessThan(4.5);
    }
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
