import { describe, expect, it } from 'vitest';
import { attributes, borders, captionHabits, heldOutCombinations, measures } from '../../src/core/caption';
import { attributesPlate, measuredDigits, toldOf } from '../../components/figure/Plate/attributes';
import { run as idleWord } from '../../components/prose/experiments/idle-word';
import { run as saidAndUnsaid } from '../../components/prose/experiments/said-and-unsaid';
import type { DigitPromptSpec, DigitsPrompted, PromptStep } from '../../src/engine/kinds/shipped/prompt';

const nothing = {
  grey: new Uint8Array(784),
  steps: [] as readonly PromptStep[],
  backend: 'simd',
  milliseconds: 1,
} as const;
const answer = (change: Partial<DigitsPrompted>): DigitsPrompted => ({
  ...nothing,
  measures: measures({ data: new Float64Array(0), dim: 784 }, 28),
  judgement: {
    classes: new Int32Array(0),
    logProbabilities: new Float64Array(0),
    features: { data: new Float64Array(0), dim: 1 },
  },
  ...change,
});

describe('chapter 11 on words', () => {
  it('says the borders, the silence and the habits that captions have', () => {
    expect(borders.thickness).toEqual({ at: [2.25, 2.9], silent: 0.08 });
    expect(borders.slant.silent).toBe(0.04);
    expect(borders.width.silent).toBe(0.5);
    expect(captionHabits).toEqual({ digit: 0.9, said: 0.6, denied: 0.6 });
    expect(heldOutCombinations.map(({ digit, values }) => [digit, ...Object.values(values)].join(' ')).sort()).toEqual([
      ' bold left',
      '0 thin',
      '3 bold',
      '4 left',
      '6 thin',
      '8 upright',
    ]);
  });

  it('shows the shares of the training digits that it speaks of', async () => {
    expect(toldOf('thickness', [2, 2.3, 2.6, 4])).toEqual({ shares: [0.25, 0.5, 0.25], silent: 0.25 });
    const { panels } = await attributesPlate();
    expect(panels.map(({ note }) => note)).toHaveLength(3);
    for (const [k, name] of (['thickness', 'slant', 'width'] as const).entries())
      for (const value of attributes[name]) expect(panels[k].note).toContain(`${value} `);
    expect(panels[0].label).toContain(String(measuredDigits));
  });

  it('a sentence against itself is the sentence without guidance, whatever the network', async () => {
    const asked: DigitPromptSpec[] = [];
    const sheet = (level: number) => new Uint8Array(20 * 784).fill(level);
    const judgement = (c: number) => ({
      classes: new Int32Array(20).fill(c),
      logProbabilities: new Float64Array(200),
      features: { data: new Float64Array(0), dim: 1 },
    });
    const { answer: chosen, finding } = await saidAndUnsaid((spec) => {
      asked.push(spec);
      const plain = spec.negative !== undefined || spec.guidance === 0;
      return Promise.resolve(answer({ grey: sheet(plain ? 9 : 60), judgement: judgement(plain ? 1 : 7) }));
    });
    expect(asked.map(({ guidance, negative }) => [guidance, negative !== undefined])).toEqual([
      [4, true],
      [0, false],
      [4, false],
    ]);
    expect(chosen).toBe(2);
    expect(finding).toContain('is 0 of 255 levels of grey; to those drawn at w = 4 it is 51');
    const broken = await saidAndUnsaid((spec) =>
      Promise.resolve(answer({ grey: sheet(spec.negative ? 9 : 60), judgement: judgement(spec.negative ? 1 : 7) })),
    );
    expect(broken.answer).toBe(1);
  });

  it.each([
    [0.05, 0],
    [0.2, 1],
    [0.5, 2],
  ])('a word that says nothing and gets %f of the attention is answer %i', async (share, expected) => {
    const attention = new Float32Array(12 * 14 * 49);
    for (let row = 0; row < 12; row++)
      for (let p = 0; p < 49; p++) {
        attention[row * 14 * 49 + p] = share;
        attention[(row * 14 + 1) * 49 + p] = 1 - share;
      }
    const { answer: chosen, finding } = await idleWord(() =>
      Promise.resolve(answer({ steps: [{ noise: 1, grey: new Uint8Array(0), attention }] })),
    );
    expect(chosen).toBe(expected);
    expect(finding).toContain(
      `“the” gets ${Math.round(100 * share)} % of the attention, and “7” ${Math.round(100 * (1 - share))} %`,
    );
  });
});
