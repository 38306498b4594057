import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { levelOf, walked } from '../../components/figure/Langevin/walk';
import {
  crossings,
  langevinSchema,
  modesOf,
  startPoints,
  targets,
  type LangevinSettings,
} from '../../components/figure/Langevin/state';
import { errorCurve, learnedScore, truthAt } from '../../components/figure/ScoreField/fields';
import { readingAt } from '../../components/figure/ScoreField/labels';
import {
  curveTimes,
  data,
  runSettings,
  schedule,
  scoreField,
  watchOf,
  type ScoreFieldSettings,
} from '../../components/figure/ScoreField/state';
import { zeros } from '../../src/core/batch';
import type { Denoiser } from '../../src/core/denoiser';
import { modeCoverage } from '../../src/core/metric/index';
import { normalBatch, random } from '../../src/core/random';
import { ddim, uniformTimes } from '../../src/core/sampler/index';
import { langevin } from '../../src/core/sampler/langevin';
import { prerender } from '../../src/engine/build/prerender';
import type { BuiltPlane } from '../../src/engine/kinds/plane/built';
import { plane } from '../../src/engine/kinds/plane/index';
import type { Field } from '../../src/engine/kinds/plane/watch';
import { trainerDefaults } from '../../src/net/defaults';
import { createTrainer } from '../../src/net/create';
import type { Trainer } from '../../src/net/trainer';
import * as crossingTime from '../../components/prose/experiments/crossing-time';
import * as damagedScore from '../../components/prose/experiments/damaged-score';
import * as matchingLosses from '../../components/prose/experiments/matching-losses';
import * as modeWeights from '../../components/prose/experiments/mode-weights';
import * as whichLevel from '../../components/prose/experiments/which-level';

const text = readFileSync('content/chapters/05-scores.mdx', 'utf8');

/** What each experiment measures, and the choice that it is told by the explanation beside it. */
const cases = [
  ['crossing-time', crossingTime, 2],
  ['mode-weights', modeWeights, 1],
  ['matching-losses', matchingLosses, 1],
  ['damaged-score', damagedScore, 1],
  ['which-level', whichLevel, 2],
] as const;

describe('experiments of chapter 5', () => {
  it.each(cases)('%s measures what its explanation says', async (experiment, module, answer) => {
    const { answer: measured, finding } = await module.run();
    expect(finding).toMatch(/\d/);
    expect(finding).not.toMatch(/NaN|Infinity|undefined/);
    expect(measured).toBe(answer);
    expect(text).toContain(`experiment="${experiment}"`);
  });
});

describe('what chapter 5 says of its walkers', () => {
  const shares = (method: 'plain' | 'annealed', change: Partial<LangevinSettings>): number => {
    const mark = walked(method, { ...langevinSchema.defaults, ...change }).marks.at(-1);
    return Math.round(100 * (mark?.shares[0] ?? NaN));
  };

  it('plain ones keep the shares they began with, annealed ones find the weights', () => {
    expect(shares('plain', {})).toBe(46);
    expect(shares('annealed', {})).toBe(18);
    expect(shares('annealed', { start: 'mode' })).toBe(18);
    expect(shares('annealed', { levels: 3 })).toBe(37);
    expect(shares('annealed', { moves: 60 })).toBe(34);
  });

  it('none leaves the lighter mode without annealing', () => {
    const settings = { ...langevinSchema.defaults, start: 'mode' } as const;
    const walk = walked('plain', settings);
    const start = modesOf(startPoints(settings), targets.two);
    const end = Float64Array.from(walk.at(settings.moves));
    expect(crossings(start, modesOf({ data: end, dim: 2 }, targets.two))).toBe(0);
    expect(levelOf(settings.moves, settings)).toBe(settings.levels - 1);
  });
});

describe('what chapter 5 says of the learned score', () => {
  type Built = BuiltPlane;
  const numbers = (f: { readonly values: readonly number[] } & Omit<Field, 'values'>): Field => ({
    ...f,
    values: Float64Array.from(f.values),
  });
  const trained = (t: number, change: Partial<ScoreFieldSettings> = {}): Promise<Built> =>
    prerender(plane, runSettings({ ...scoreField.defaults, ...change }), watchOf({ t }));
  const near = (built: Built, t: number) =>
    (errorCurve((built.fields ?? []).map(numbers)) ?? [])[curveTimes.indexOf(t)];

  it('is wrong where data are rare', async () => {
    const t = 0.26;
    const built = await trained(t);
    const truth = truthAt(t);
    if (!built.field) throw new Error('no field');
    const score = learnedScore(numbers(built.field));
    const reading = (x: number, y: number) => readingAt({ ...scoreField.defaults, t, x, y }, truth, score);
    const corner = reading(3, 3);
    expect(Math.hypot(...corner.exact)).toBeCloseTo(13.2, 1);
    expect(corner.density).toBeLessThan(3e-8);
    const centre = reading(0.05, 0.05);
    const mode = reading(1.83, 0.05);
    expect(centre.error).toBeGreaterThan(1.3);
    expect(centre.error).toBeLessThan(1.7);
    expect(Math.hypot(...(centre.learned ?? [NaN, NaN]))).toBeLessThan(0.5 * Math.hypot(...centre.exact));
    expect(mode.error).toBeLessThan(0.02);
    expect(mode.density / centre.density).toBeGreaterThan(800);
    expect(mode.density / centre.density).toBeLessThan(1250);

    expect(near(built, 0.26).weighted).toBeCloseTo(0.011, 3);
    expect(near(built, 0.26).plain).toBeCloseTo(0.2, 2);
    expect(near(built, 0.08).weighted).toBeCloseTo(0.016, 3);
    expect(near(built, 0.08).plain).toBeCloseTo(1.7, 1);
    expect(near(built, 0.8).plain).toBeLessThan(0.002);
    expect(near(built, 0.8).weighted).toBeLessThan(0.001);

    const one = await trained(0.5, { trained: 'one', level: 0.5 });
    expect(near(built, 0.5).weighted / near(one, 0.5).weighted).toBeGreaterThan(6.5);
    expect(near(built, 0.5).weighted / near(one, 0.5).weighted).toBeLessThan(9.5);
    expect(near(one, 0.26).weighted / near(built, 0.26).weighted).toBeGreaterThan(17);
    expect(near(one, 0.26).weighted / near(built, 0.26).weighted).toBeLessThan(26);
  }, 60_000);

  describe('followed', () => {
    let trainer: Trainer;
    beforeAll(async () => {
      const {
        network,
        weighting,
        schedule: spec,
        learningRate,
        batchSize,
        seed,
        decaySteps,
      } = runSettings(scoreField.defaults);
      trainer = await createTrainer('simd', {
        ...trainerDefaults,
        network,
        weighting,
        schedule: spec,
        learningRate,
        batchSize,
        seed,
        decaySteps,
      });
      trainer.setData(data.sample(20_000, random(seed).split('pool')));
      trainer.train(scoreField.defaults.steps);
    }, 60_000);

    const strayed = (x: Parameters<typeof modeCoverage>[0]): number =>
      modeCoverage(x, data.modes, { radius: 0.6 }).outside / (x.data.length / 2);

    it('down the levels it errs more than on the data, less than over the square', () => {
      const net = trainer.denoiser('ema');
      const exact = data.denoiser(schedule);
      const [n, t] = [1000, 0.26];
      let error = NaN;
      let ended = NaN;
      for (const step of ddim({ denoiser: net, schedule, times: uniformTimes(50), x: normalBatch(n, 2, random(3)) })) {
        ended = strayed(step.x);
        if (Math.abs(step.t - t) > 1e-6) continue;
        const said = net.denoise(step.x, step.t, zeros(n, 2)).data;
        const truth = exact.denoise(step.x, step.t, zeros(n, 2)).data;
        const scale = schedule.alpha(step.t) / schedule.sigma(step.t);
        error = said.reduce((sum, value, i) => sum + (scale * (value - truth[i])) ** 2, 0) / said.length;
      }
      expect(error).toBeGreaterThan(0.018);
      expect(error).toBeLessThan(0.034);
      expect(ended).toBeGreaterThan(0.025);
      expect(ended).toBeLessThan(0.06);
    });

    it('at one low level it brings nearly all walkers home', () => {
      const walk = (denoiser: Denoiser): number => {
        const seed = random(58);
        const x = normalBatch(500, 2, seed.split('start'));
        for (let i = 0; i < x.data.length; i++) x.data[i] *= 1.5;
        const { move } = langevin(denoiser, schedule, x, seed.split('noise'));
        for (let k = 0; k < 400; k++) move(x, 0.05, () => 0.005);
        return strayed(x);
      };
      expect(walk(trainer.denoiser('ema'))).toBeLessThan(0.04);
    });
  });
});
