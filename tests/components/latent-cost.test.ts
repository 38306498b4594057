import { describe, expect, it } from 'vitest';
import {
  budgetOptions,
  codesText,
  costRows,
  estimateText,
  reached,
  summary,
  trainedText,
} from '../../components/figure/LatentCost/labels';
import { begun, heard, heardCodes, type Both } from '../../components/figure/LatentCost/runs';
import {
  latentCost,
  latentRun,
  phasesOf,
  pictureCost,
  pixelRun,
  runKey,
  splitOf,
} from '../../components/figure/LatentCost/state';
import { curvesOf } from '../../components/figure/LatentCost/curves';
import { decode, encode } from '../../components/figure/link';
import type { LatentRecord } from '../../src/record/latent';
import { parseDigitSettings } from '../../src/engine/kinds/digits/parse';
import type { DigitSnapshot } from '../../src/engine/kinds/digits/types';
import { parseLatentSettings } from '../../src/engine/kinds/latent/parse';
import type { LatentSnapshot } from '../../src/engine/kinds/latent/types';

const start = latentCost.defaults;
const spent = (flops: number) => ({ examples: 1, flops, milliseconds: 2000 });
const look = (agreed: number, judged = 100) => ({ pictures: new Uint8Array(4), judged, agreed, images: 1, trained: 1 });

describe('two runs at equal operations', () => {
  it('race in one group for the same operations, under settings that the engine takes', () => {
    const [pixels, codes] = [pixelRun('fig', start), latentRun('fig', start)];
    expect(pixels.race).toEqual(codes.race);
    expect(pixels.race).toMatchObject({ by: 'flops', budget: 0.74e12 });
    expect(parseDigitSettings(pixels)).toEqual(pixels);
    expect(parseLatentSettings(codes)).toEqual(codes);
    expect(codes.budget).toBe(0.74e12);
  });

  it('share the budget of the codes out among the phases, the autoencoder’s included', () => {
    expect(splitOf(start).diffusion).toBeCloseTo(0.3, 10);
    expect(splitOf({ ...start, tuned: false }).diffusion).toBeCloseTo(0.55, 10);
    expect(splitOf({ ...start, autoencoder: 0.8, tuning: 0.5 }).diffusion).toBe(0.05);
    const phases = phasesOf(start);
    expect(phases.map(({ phase }) => phase)).toEqual(['autoencoder', 'codes', 'tuning', 'diffusion']);
    expect(phases[0].from).toBe(0);
    expect(phases.at(-1)!.to).toBeLessThanOrEqual(0.74e12);
    expect(phases.at(-1)!.to).toBeGreaterThan(0.99 * 0.74e12);
  });

  it('begin anew where what is trained changes', () => {
    const key = runKey(start);
    expect(runKey({ ...start, latent: '16' })).not.toBe(key);
    expect(runKey({ ...start, tuned: false })).not.toBe(key);
    expect(runKey({ ...start, tuning: 0.3 })).not.toBe(key);
    expect(runKey({ ...start, budget: 1.7 })).not.toBe(key);
  });

  it('cost several times less a picture in the codes', () => {
    const { pixels, codes } = pictureCost(start);
    expect(pixels / codes).toBeGreaterThan(3);
  });
});

describe('what is heard of them', () => {
  const { pixels, codes } = begun(start);
  const digit = (change: object) =>
    ({ step: 5, spent: spent(1e11), look: null, ...change }) as unknown as DigitSnapshot;
  const latent = (change: object) =>
    ({
      step: 5,
      spent: spent(1e11),
      look: null,
      phase: 'diffusion',
      reconstructions: null,
      ...change,
    }) as unknown as LatentSnapshot;

  it('keeps a point for every look that was judged', () => {
    const one = heard(pixels, digit({ look: look(40) }));
    const two = heard(one, digit({ spent: spent(2e11), look: look(91) }));
    const three = heard(two, digit({ spent: spent(3e11) }));
    expect(three.looks).toEqual([
      { flops: 1e11, agreement: 0.4, judged: 100 },
      { flops: 2e11, agreement: 0.91, judged: 100 },
    ]);
    expect(three.flops).toBe(3e11);
    expect(reached(one)).toBeNull();
    expect(reached(three)).toBe(2e11);
  });

  it('keeps no point of new weights, nor of samples that belong to no class', () => {
    expect(heard(pixels, digit({ step: 0, look: look(9) })).looks).toEqual([]);
    const prior = heardCodes(codes, latent({ phase: 'tuning', look: { ...look(0, 0), by: 'prior' } }));
    expect(prior.looks).toEqual([]);
    expect(prior).toMatchObject({ phase: 'tuning', by: 'prior' });
    const later = heardCodes(prior, latent({ look: { ...look(95), by: 'diffusion' } }));
    expect(later.looks).toHaveLength(1);
    expect(codesText(prior)).toMatch(/^tuning: .*; the normal alone, decoded$/);
    expect(codesText(later)).toMatch(/agreement 95\u00a0% of 100$/);
  });
});

describe('its words', () => {
  const both: Both = {
    ...begun(start),
    pixels: {
      ...begun(start).pixels,
      flops: 6e11,
      looks: [{ flops: 6e11, agreement: 0.92, judged: 100 }],
      picture: 40,
    },
    codes: { ...begun(start).codes, flops: 6e11, looks: [{ flops: 3e11, agreement: 0.97, judged: 100 }], picture: 8 },
  };

  it('tell what was measured as ratios, and nothing before it was', () => {
    expect(costRows(both).map(({ ratio }) => ratio)).toEqual(['2.0', expect.stringMatching(/^[\d.]+$/), '5.0']);
    const before = costRows(begun(start));
    expect(before.map(({ pixels }) => pixels)).toEqual(['not yet', expect.stringMatching(/million$/), 'not yet']);
    expect(before[0].ratio).toBe('');
    expect(summary(both)).toContain('0.92'.replace('0.92', '92'));
    expect(trainedText(begun(start).pixels)).toBe('nothing learned yet');
  });

  it('say before a press what it costs', () => {
    expect(estimateText(start)).toContain('3 min 5 s');
    expect(budgetOptions(0.04).map(({ value }) => value)).toEqual(['0.04', '0.37', '0.74', '1.7']);
    expect(budgetOptions(0.74)).toHaveLength(3);
  });

  it('come back from a link', () => {
    const s = { ...start, latent: '64', tuned: false, budget: 0.04, seed: 3 } as const;
    expect(latentCost.parse(decode(encode(latentCost.encode(s))).values).settings).toEqual(s);
    expect(latentCost.parse({ latent: '7', budget: 900 }).problems).toHaveLength(2);
  });
});

describe('what was recorded', () => {
  const run = (group: string, flops: number, frechets: readonly number[]) => ({
    group,
    flops,
    autoencoderFlops: group === 'pixel' ? 0 : 1e12,
    numbers: group === 'pixel' ? 784 : 32,
    sets: frechets.map((frechet, seed) => ({ seed, agreement: 1, frechet })),
  });
  const record = {
    runs: [
      run('pixel', 4e12, [8, 12]),
      run('pixel', 2e12, [20, 20]),
      run('latent', 1e12, [4, 6]),
      run('size', 1e12, [7]),
    ],
    autoencoders: [{ name: 'flat', tuned: { frechet: 3.9 }, untuned: { frechet: 11 } }],
    real: { frechet: 1.2, agreement: 0.99 },
    samples: 999,
  } as unknown as LatentRecord;

  it('is read as points in order of all operations, the autoencoder’s included', () => {
    const { pixels, codes, sizes, floor, sets } = curvesOf(record);
    expect(pixels.map(({ flops, mean }) => [flops, mean])).toEqual([
      [2e12, 20],
      [4e12, 10],
    ]);
    expect(pixels[1].deviation).toBeCloseTo(Math.sqrt(8), 10);
    expect(codes).toEqual([{ flops: 2e12, numbers: 32, mean: 5, deviation: Math.SQRT2 }]);
    expect(sizes[0].deviation).toBe(0);
    expect([floor.tuned, floor.untuned, sets]).toEqual([3.9, 11, 2]);
    expect(() => curvesOf(record, 'deep')).toThrow('the record has no autoencoder deep (expected one)');
  });
});
