import { describe, expect, it } from 'vitest';
import { countText, sideText, summary, tableRows, timesText } from '../../components/figure/DigitsVsDigits/labels';
import {
  measured,
  packReference,
  unpackReference,
  type Reference,
} from '../../components/figure/DigitsVsDigits/reference';
import {
  batches,
  classesOf,
  diffusionKey,
  diffusionRequest,
  digitsVsDigits,
  shownCount,
  target,
  type DigitsVsDigitsSettings,
} from '../../components/figure/DigitsVsDigits/state';
import {
  built,
  codesOf,
  current,
  follow,
  fromBuilt,
  isMeasured,
  shownAtOnce,
  type Shown,
} from '../../components/figure/DigitsVsDigits/work';
import { checkDigitSampleSpec } from '../../src/engine/kinds/shipped/sampling';
import { decode, encode } from '../../components/figure/link';
import { arithmetic } from './digit-asks';
import { budgets, units } from '../../components/figure/kit/digit-budgets';

const start: DigitsVsDigitsSettings = digitsVsDigits.defaults;
const known = {
  training: { mean: Float64Array.of(0, 0), root: Float64Array.of(1, 0, 0, 1) },
  distances: Array.from({ length: 10 }, () => 2),
};
const reference: Reference = {
  ...known,
  real: Array.from({ length: batches }, (_, k) => ({
    n: (k + 1) * shownCount,
    agreement: 0.99,
    frechet: 8 / (k + 1),
    diversity: 1,
  })),
};

describe('two models of digits', () => {
  it('measures by hand: agreement, a Gaussian’s Fréchet distance, distances within classes', () => {
    // Two classes of two: at 0 and 2, and at 0 and 6, on one axis. Mean 2, variance 8; the other axis has none.
    const features = { data: Float64Array.of(0, 0, 0, 0, 2, 0, 6, 0), dim: 2 };
    const found = measured(features, [0, 1, 0, 3], [0, 1, 0, 1], known);
    expect(found).toMatchObject({ n: 4, agreement: 0.75 });
    expect(found.frechet).toBeCloseTo(4 + (1 - Math.sqrt(8)) ** 2 + 1, 10);
    expect(found.diversity).toBeCloseTo((2 / 2 + 6 / 2) / 2, 12);
  });

  it('packs the training digits’ moments and takes them out again', () => {
    const whole: Reference = {
      ...reference,
      training: { mean: Float64Array.of(1, -2), root: Float64Array.of(2, 0.5, 0.5, 3) },
    };
    expect(
      unpackReference(JSON.parse(JSON.stringify(packReference(whole))) as ReturnType<typeof packReference>),
    ).toEqual(whole);
  });

  it('draws both in turn, forty at once, and measures all so far', async () => {
    const asks = arithmetic();
    const told: Partial<Shown>[] = [];
    const blank = await shownAtOnce(start, reference, arithmetic());
    let have: Shown = { gan: { ...blank.gan, key: '' }, diffusion: { ...blank.diffusion, key: '' } };
    await follow(start, have, reference, asks, (change) => {
      told.push(change);
      have = { ...have, ...change };
    });
    expect(asks.asked.sample.map(({ rows }) => rows?.[0])).toEqual([0, 40, 80, 120, 160]);
    expect(asks.asked.generate.map(({ labels }) => labels.length)).toEqual([40, 40, 40, 40, 40]);
    expect(told.filter(({ gan }) => gan).map(({ gan }) => gan!.measures?.n)).toEqual([40, 80, 120, 160, 200]);
    expect([have.gan, have.diffusion].every(isMeasured)).toBe(true);
    expect(have.gan.milliseconds).toBe(0.5);
    expect(have.diffusion.milliseconds).toBe(20);
    // The judge of the test calls every twentieth picture, a 0, a 5.
    expect(have.gan.measures!.agreement).toBe(0.95);
    expect(sideText(have.gan, (i) => i % 10)).toBe(
      'the judge takes 38 of 40 for what was asked; the others are framed',
    );
    expect(timesText(have)).toBe('the GAN is 40 times as fast');
    expect(countText(have)).toMatch(/^200 samples of each;/);
    expect(tableRows(have, reference)[1].real).toBe('1.6');
    expect(summary(start, have, reference)).toMatch(/GAN, one call of the generator: agreement 95/);
    // Only what changed is drawn again.
    const again = arithmetic();
    await follow({ ...start, evaluations: 5 }, have, reference, again, () => {});
    expect(again.asked.generate).toHaveLength(0);
    expect(again.asked.sample.map(({ evaluations }) => evaluations)).toEqual([5, 5, 5, 5, 5]);
  });

  it('lets the pupil draw in the diffusion model’s place, as it is asked: once or twice, without guidance', async () => {
    for (const [who, evaluations] of [
      ['pupil', 1],
      ['pupil-twice', 2],
    ] as const) {
      const s = { ...start, who, guidance: 3, evaluations: 20 };
      const spec = diffusionRequest(s, 0);
      expect(spec).toMatchObject({ model: 'pupil', evaluations });
      expect(spec.guidance).toBeUndefined();
      expect(() => checkDigitSampleSpec(spec)).not.toThrow();
      // What the teacher is set to changes nothing of the pupil's.
      expect(diffusionKey(s)).toBe(diffusionKey({ ...s, guidance: 1, evaluations: 5 }));
      expect(diffusionKey(s)).not.toBe(diffusionKey(start));
      const shown = await shownAtOnce(s, reference, arithmetic());
      // What the teacher drew is not said of the pupil.
      expect(summary(s, current(s, await shownAtOnce(start, reference, arithmetic())), reference)).toContain(
        'guidance built in: being drawn. GAN, one call of the generator: agreement',
      );
      expect(current(s, shown)).toEqual(shown);
      expect(summary(s, shown, reference)).toContain(
        `Pupil, ${evaluations === 1 ? 'one evaluation' : 'two evaluations'}, guidance built in: agreement`,
      );
    }
  });

  it('codes depend on the seed and their row alone, and shrink', () => {
    const all = codesOf(3, 0, 6),
      part = codesOf(3, 2, 2, 0.5);
    expect(Array.from(part)).toEqual(Array.from(all.subarray(128, 256), (v) => 0.5 * v));
    expect(codesOf(4, 0, 6)).not.toEqual(all);
    expect(classesOf(8, 4)).toEqual([8, 9, 0, 1]);
    expect(diffusionRequest({ ...start, guidance: 2 }, 40)).toMatchObject({ guidance: 2, every: 0 });
  });

  it('travels in the page without times, which are the reader’s own', async () => {
    const asks = arithmetic();
    const shown = await shownAtOnce(start, reference, asks);
    const back = fromBuilt(start, JSON.parse(JSON.stringify(built(shown))) as ReturnType<typeof built>);
    expect(back.gan).toEqual({ ...shown.gan, milliseconds: NaN });
    expect(timesText(back)).toBeNull();
    expect(tableRows(back, reference).at(-1)).toMatchObject({ diffusion: 'not yet', gan: 'not yet' });
    // Pressing the button draws again what the page came with, to time it.
    const again = arithmetic();
    await follow(start, back, reference, again, () => {});
    expect(again.asked.generate).toHaveLength(batches);
    expect(target).toBe(batches * shownCount);
  });

  it('goes through a link and back', () => {
    const s: DigitsVsDigitsSettings = {
      mode: 'train',
      who: 'pupil-twice',
      evaluations: 3,
      guidance: 0.5,
      shrink: 0.7,
      count: 300,
      only: 3,
      by: 'flops',
      size: 'long',
      seed: 9,
    };
    expect(digitsVsDigits.parse(decode(encode(digitsVsDigits.encode(s))).values).settings).toEqual(s);
    expect(digitsVsDigits.parse({ count: 3, only: 11, by: 'euro' }).problems).toHaveLength(3);
    for (const unit of units) expect(budgets[unit].short).toBeLessThan(budgets[unit].long);
  });
});
