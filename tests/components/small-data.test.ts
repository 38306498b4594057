import { describe, expect, it } from 'vitest';
import {
  better,
  narrowCases,
  realOf,
  spreadOf,
  wholeCases,
  type SmallCase,
  type SmallDataFile,
  type SmallRun,
} from '../../src/record/small-data/reading';
import { caseName, pointText, summary, valueText } from '../../components/figure/SmallData/labels';
import { smallData, trainState } from '../../components/figure/SmallData/state';
import { digitsVsDigits } from '../../components/figure/DigitsVsDigits/state';

const run = (seed: number, frechet: number, diversity = 0.9): SmallRun => ({
  seed,
  frechet,
  precision: 0.9,
  recall: 0.5,
  diversity,
  agreement: 0.9,
  nearest: 4,
  examples: 1000,
  flops: 1e9,
  seconds: 1,
});
const one = (
  count: number,
  only: number | null,
  diffusion: readonly SmallRun[],
  gan: readonly SmallRun[],
): SmallCase => ({ count, only, real: { samples: 999, frechet: 2, nearest: 5, diversity: 1 }, diffusion, gan });
const data: SmallDataFile = {
  command: 'npm run train -- small-data',
  machine: 'm',
  judge: 'j',
  budget: { by: 'flops', examples: 1000, flops: 4e11 },
  samples: 999,
  seeds: [1, 2],
  models: {
    diffusion: { parameters: 1, flopsPerExample: 1, images: 1000, says: '' },
    gan: { parameters: 1, flopsPerExample: 1, images: 1000, says: '' },
  },
  cases: [
    one(9001, null, [run(1, 9), run(2, 11)], [run(1, 12), run(2, 14)]),
    one(100, null, [run(1, 50), run(2, 60)], [run(1, 40), run(2, 58)]),
    one(900, 3, [run(1, 9, 0.7), run(2, 9, 0.9)], [run(1, 9, 1.1), run(2, 9, 1.2)]),
  ],
};

describe('little to learn from', () => {
  it('orders cases and spreads seeds', () => {
    expect(wholeCases(data).map(({ count }) => count)).toEqual([100, 9001]);
    expect(narrowCases(data).map(({ only }) => only)).toEqual([3]);
    expect(spreadOf(data.cases[1].gan, 'frechet')).toEqual({ mean: 49, least: 40, most: 58, values: [40, 58] });
    expect(realOf(data.cases[0], 'frechet')).toBe(2);
    expect(realOf(data.cases[0], 'agreement')).toBeNull();
    expect(realOf(data.cases[0], 'diversity')).toBe(1);
  });

  it('says who is better, and whether every seed says so', () => {
    expect(better(data.cases[0], 'frechet')).toEqual({ side: 'diffusion', clear: true });
    expect(better(data.cases[1], 'frechet')).toEqual({ side: 'gan', clear: false });
    // Diversity is best at 1: 0.7 and 0.9 are 0.2 off on average, 1.1 and 1.2 are 0.15 off.
    expect(better(data.cases[2], 'diversity')).toEqual({ side: 'gan', clear: false });
  });

  it('leads to settings that the figure that trains understands', () => {
    for (const of of data.cases) {
      const { settings, problems } = digitsVsDigits.parse(trainState(of, data.budget));
      expect(problems).toEqual([]);
      expect(settings).toMatchObject({
        mode: 'train',
        only: of.only,
        count: Math.min(9000, of.count),
        by: 'flops',
        size: 'short',
      });
    }
    expect(trainState(data.cases[0], { flops: 2.5e12 })).toMatchObject({ size: 'middle' });
    expect(smallData.parse({ metric: 'beauty' }).problems).toHaveLength(1);
  });

  it('says it in words', () => {
    expect(pointText(data.cases[1], 'gan', 'frechet')).toBe(
      'GAN, 100 digits: Fréchet distance 49.0, from 40.0 to 58.0',
    );
    expect(caseName(data.cases[2])).toBe('900 of class 3 alone');
    expect(valueText(0.905, 'agreement')).toBe('91\u00a0%');
    expect(summary(data, 'frechet')).toMatch(
      /^Fréchet distance of 999 samples, means over 2 seeds\. 100 digits: diffusion 55\.0, GAN 49\.0, real digits 2\.0; 9001 digits/,
    );
  });
});
