import { describe, expect, it } from 'vitest';
import { comparedAtBuild } from '../../components/figure/GanVsDiffusion/built';
import {
  budgetText,
  matchText,
  sizesText,
  spreadText,
  summary,
  verdictSentence,
} from '../../components/figure/GanVsDiffusion/labels';
import { yardstickOf } from '../../components/figure/GanVsDiffusion/probe';
import {
  budgetOf,
  diffusionSettings,
  ganNetworksFor,
  ganSettings,
  ganVsDiffusion,
  marks,
  seedsOf,
  sizesOf,
  type DuelSettings,
} from '../../components/figure/GanVsDiffusion/settings';
import { csv } from '../../components/figure/GanVsDiffusion/table';
import {
  chanceOfSeparation,
  contestants,
  endOf,
  evaluationsToMatch,
  followed,
  medianCurve,
  newTrial,
  noCourse,
  probeCurve,
  spreadOf,
  verdictOf,
  type Mark,
  type Trial,
} from '../../components/figure/GanVsDiffusion/trial';
import { decayedOver, entrants, ganNames } from '../../src/core/claims/entrants';
import { budget } from '../../src/core/claims/protocol';
import { heldOutPoints } from '../../src/core/data/held-out';
import { makeTarget } from '../../src/core/data/index';
import { batch } from '../../src/core/batch';
import { energyDistance } from '../../src/core/metric/index';
import { parsePlaneGanSettings } from '../../src/engine/kinds/plane-gan/parse';
import { parsePlaneSettings } from '../../src/engine/kinds/plane/parse';

const usual = ganVsDiffusion.defaults;
const set = (change: Partial<DuelSettings>): DuelSettings => ({ ...usual, ...change });

const mark = (k: number, energyDistance: number, change: Partial<Mark> = {}): Mark => ({
  mark: k,
  step: 10 * k,
  spent: { examples: 100 * k, flops: 1e9 * k, milliseconds: 10 * k },
  energyDistance,
  modesCovered: 8,
  between: 0,
  precision: 0.9,
  recall: 0.9,
  ...change,
});
const trial = (seed: number, diffusion: number, gan: number): Trial => ({
  ...newTrial(seed),
  diffusion: { ...noCourse, over: true, marks: [mark(1, 1), mark(2, diffusion)] },
  gan: { ...noCourse, over: true, marks: [mark(1, 1), mark(2, gan)] },
  probes: [1, 2, 5].map((evaluations) => ({ sampler: 'ddim', evaluations, distance: 0.1 / evaluations })),
});

describe('both models', () => {
  it('have as many parameters as can be, together or the generator alone, at every width', () => {
    for (const width of [32, 64, 96, 128]) {
      const { diffusion, generator, discriminator, ganWidth } = sizesOf(set({ width, match: 'together' }));
      expect(Math.abs(generator + discriminator - diffusion) / diffusion).toBeLessThan(0.2);
      expect(ganWidth % 8).toBe(0);
      const alone = sizesOf(set({ width, match: 'generator' }));
      expect(Math.abs(alone.generator - diffusion) / diffusion).toBeLessThan(0.2);
    }
    expect(sizesOf(usual)).toMatchObject({ diffusion: 10_050, generator: 4946, discriminator: 4897, ganWidth: 48 });
    expect(sizesText(usual)).toContain('9843 in both networks');
  });

  it('are given one budget, in the unit that is asked for, and settings that the worker takes', () => {
    for (const [by, spent, text] of [
      ['flops', budget, '16.0 GFLOP'],
      ['examples', 100_000, '100\u2009000 examples'],
      ['time', 2000, '2.0 s of training'],
    ] as const) {
      const s = set({ by });
      expect(budgetOf(s)).toBe(spent);
      expect(budgetText(s)).toBe(text);
      const diffusion = parsePlaneSettings(diffusionSettings(s, 8, 'a'));
      const gan = parsePlaneGanSettings(ganSettings(s, 8, 'a'));
      expect(diffusion.race).toEqual({ group: 'a', by, budget: spent, marks });
      expect(gan.race).toEqual(diffusion.race);
      expect([diffusion.seed, gan.seed, diffusion.sampleSeed, gan.sampleSeed]).toEqual([8, 8, 8, 8]);
    }
    // The rates of all fall to the end of the budget and no further.
    for (const rules of ganNames) {
      const s = set({ rules });
      expect(diffusionSettings(s, 7, 'a').decaySteps).toBe(Math.round(budget / sizesOf(s).diffusionStep));
      expect(ganSettings(s, 7, 'a').decaySteps).toBe(Math.round(budget / sizesOf(s).ganStep));
      const examples = set({ rules, by: 'examples' });
      expect(diffusionSettings(examples, 7, 'a').decaySteps).toBe(Math.floor(100_000 / entrants.diffusion.batchSize));
      expect(ganSettings(examples, 7, 'a').decaySteps).toBe(Math.floor(100_000 / entrants[rules].batchSize));
      expect(ganSettings(set({ rules, by: 'time' }), 7, 'a').decaySteps).toBe(0);
    }
    expect(seedsOf(set({ seed: 3, seeds: 4 }))).toEqual([3, 4, 5, 6]);
    expect(ganNetworksFor(usual).latent).toBe(2);
  });

  it('are the entrants of chapter 16 unless the reader changes them', () => {
    for (const rules of ganNames) {
      const s = set({ rules });
      const [diffusion, gan] = [diffusionSettings(s, 7, 'a'), ganSettings(s, 7, 'a')];
      expect(diffusion).toMatchObject({ ...decayedOver(entrants.diffusion, budget), seed: 7 });
      expect(gan).toMatchObject({ ...decayedOver(entrants[rules], budget), seed: 7 });
    }
    // A link from before there was a choice of rules has the ordinary GAN.
    expect(ganVsDiffusion.parse({ gigaflops: 10 }).settings.rules).toBe('gan');
  });

  it('learn a drawing where one is there', () => {
    const s = set({ target: 'drawn', points: [0, 0, 1, 1, 1, 0] });
    expect(parsePlaneGanSettings(ganSettings(s, 7, 'a')).target).toEqual({ kind: 'drawn', points: s.points });
    expect(ganVsDiffusion.parse({ by: 'coffee', seeds: 9 }).problems).toEqual([
      'by is "coffee" (expected examples, flops, time); using flops',
      'seeds is 9 (expected a whole number from 1 to 5); using 3',
    ]);
  });
});

describe('what the trials say', () => {
  it('is a verdict only where all of one are better than all of the other, of three seeds at least', () => {
    const apart = [trial(1, 0.01, 0.05), trial(2, 0.02, 0.06), trial(3, 0.03, 0.04)];
    expect(verdictOf(apart, 'energyDistance')).toBe('diffusion');
    expect(verdictOf(apart, 'modesCovered')).toBe('alike');
    expect(verdictOf(apart.slice(0, 2), 'energyDistance')).toBe('few');
    expect(verdictOf([...apart, trial(4, 0.045, 0.05)], 'energyDistance')).toBe('overlap');
    expect(verdictOf([], 'energyDistance')).toBe('none');
    const better = apart.map((t) => ({ ...t, gan: { ...t.gan, marks: [mark(2, 0.05, { recall: 0.95 })] } }));
    expect(verdictOf(better, 'recall')).toBe('gan');
    expect(verdictSentence({ trials: apart, settings: usual })).toMatch(
      /^At 16\.0 GFLOP each, over 3 seeds, .*\. Every seed of the diffusion model .* once in 10 times\.$/,
    );
    expect(verdictSentence({ trials: [...apart, trial(4, 0.045, 0.05)], settings: usual })).toMatch(
      /ranges overlap: these seeds do not/,
    );
    expect(verdictSentence({ trials: better, settings: usual })).toMatch(/GAN has .* recall in every seed\./);
    expect(verdictSentence({ trials: apart.slice(0, 1), settings: usual })).toContain('Fewer than three seeds');
  });

  it('states the chance of ranges that come apart by themselves: 2 / (2n choose n)', () => {
    expect([1, 2, 3, 4, 5].map(chanceOfSeparation)).toEqual([1, 1 / 3, 1 / 10, 1 / 35, 1 / 126]);
  });

  it('leaves out a seed whose numbers were lost, and one that is not over', () => {
    const lost: Trial = { ...trial(9, 0, 0), gan: { ...noCourse, diverged: true } };
    expect(endOf([trial(1, 0.1, 0.2), lost], 'diffusion', 'energyDistance')).toEqual({
      n: 1,
      low: 0.1,
      high: 0.1,
      median: 0.1,
    });
    expect(verdictSentence({ trials: [trial(1, 0.1, 0.2), lost], settings: usual })).toMatch(
      /of the GAN were lost, the seed is/,
    );
  });

  it('has medians, ranges and curves of what is there', () => {
    expect(spreadOf([3, 1, NaN, 2, 10])).toEqual({ n: 4, low: 1, high: 10, median: 2.5 });
    expect(spreadOf([NaN])).toBeNull();
    const trials = [trial(1, 0.01, 0.05), trial(2, 0.03, 0.06)];
    expect(medianCurve(trials, 'diffusion', 'energyDistance', 'flops')).toEqual({ x: [1e9, 2e9], y: [1, 0.02] });
    expect(probeCurve(trials, 'ddim').map(({ evaluations, median }) => [evaluations, median])).toEqual([
      [1, 0.1],
      [2, 0.05],
      [5, 0.02],
    ]);
    expect(evaluationsToMatch(trials)).toEqual({ sampler: 'ddim', evaluations: 2 });
    expect(matchText(trials)).toMatch(/GAN’s one pass from 2 evaluations on, with DDIM$/);
    expect(matchText([])).toBe('asked once both are trained');
    expect(spreadText('precision', spreadOf([0.5, 0.7, 0.9]))).toBe('70\u00a0% (50\u00a0% to 90\u00a0%)');
    const rows = csv({ trials, settings: usual }).trim().split('\r\n');
    expect(rows).toHaveLength(1 + 2 * 4 + 2 * 3);
    expect(new Set(rows.map((row) => row.split(',').length)).size).toBe(1);
  });

  it('follows snapshots: numbers at marks, points at all that have some, nothing once the numbers were lost', () => {
    const snapshot = (change: object) =>
      ({
        run: 'r',
        number: 0,
        status: 'running',
        step: 5,
        reason: '',
        spent: mark(1, 0).spent,
        stepsPerSecond: 1,
        loss: 0,
        checkpoint: null,
        samples: Float64Array.of(1, 2),
        energyDistance: 0.5,
        modesCovered: 3,
        between: 0,
        precision: 0.1,
        recall: 0.2,
        ...change,
      }) as Parameters<typeof followed>[1];
    let course = followed(noCourse, snapshot({}));
    expect(course).toMatchObject({ marks: [], over: false });
    course = followed(course, snapshot({ mark: 1 }));
    course = followed(course, snapshot({ mark: 2, status: 'done' }));
    expect(course.marks.map((m) => m.mark)).toEqual([1, 2]);
    expect(course.over).toBe(true);
    expect(followed(course, snapshot({ samples: new Float64Array(0) }))).toBe(course);
    expect(followed(noCourse, snapshot({ mark: 1, status: 'error' }))).toMatchObject({ marks: [], diverged: true });
  });
});

describe('the comparison at build', () => {
  it('trains both by the code that runs live, at equal cost, and travels in a page', async () => {
    const initial = { gigaflops: 0.6, seeds: 2, width: 32 };
    const built = await comparedAtBuild(initial);
    expect(built.trials.map(({ seed }) => seed)).toEqual([7, 8]);
    const { diffusionStep, ganStep } = sizesOf(built.settings);
    for (const t of built.trials) {
      for (const who of contestants) {
        const last = t[who].marks.at(-1)!;
        expect(t[who].over).toBe(true);
        expect(last.spent.flops).toBeLessThanOrEqual(0.6e9);
        expect(0.6e9 - last.spent.flops).toBeLessThan(who === 'gan' ? ganStep : diffusionStep);
      }
      // The last look and the probe with as many evaluations are of one network and one noise.
      const twenty = t.probes.find((p) => p.sampler === 'ddim' && p.evaluations === 20)!;
      expect(twenty.distance / t.diffusion.marks.at(-1)!.energyDistance).toBeCloseTo(1, 1);
      expect(t.speeds).toBeNull();
    }
    const { floor } = await yardstickOf({ kind: 'eight-gaussians' }, async () => {});
    expect(built.floor).toBeCloseTo(floor, 4);
    // The points that are shown are those that were measured.
    const { samples, marks: along } = built.trials[1].gan;
    expect(
      energyDistance(batch(Float64Array.from(samples), 2), heldOutPoints(makeTarget({ kind: 'eight-gaussians' }))),
    ).toBeCloseTo(along.at(-1)!.energyDistance, 2);
    expect(JSON.stringify(built).length).toBeLessThan(40_000);
    expect(summary(built.settings, { ...built, spec: { kind: 'eight-gaussians' }, built: true }, null)).toMatch(
      /^A diffusion model and a GAN learn eight Gaussians, each for 0\.600 GFLOP,/,
    );
  }, 60_000);
});
