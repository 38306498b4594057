import { describe, expect, it } from 'vitest';
import { summary, titleText } from '../../components/figure/AskDigits/labels';
import {
  askDigits,
  crowd,
  measureKey,
  picturesKey,
  request,
  shownCount,
  weights,
  type AskDigitsSettings,
} from '../../components/figure/AskDigits/state';
import { built, follow, fromBuilt, shownAtOnce, type Ask, type Shown } from '../../components/figure/AskDigits/work';
import { decode, encode } from '../../components/figure/link';
import { batch } from '../../src/core/batch';
import type { DigitSampleSpec } from '../../src/engine/kinds/shipped/denoising';
import { meanPairwiseDistance } from '../../src/core/metric/index';

const start: AskDigitsSettings = askDigits.defaults;
const real = Array.from({ length: 10 }, () => 2);
/** An answer of known numbers: features on a line, every other picture called 3. */
function answering(asked: DigitSampleSpec[]): Ask {
  return (spec, onProgress) => {
    asked.push(spec);
    const n = spec.labels.length;
    if (spec.every)
      onProgress?.({
        first: 0,
        count: n,
        t: 0.5,
        evaluations: 1,
        x: new Float32Array(n * 784),
        denoised: new Float32Array(n * 784).fill(2),
        done: 0.5,
      });
    return Promise.resolve({
      x: new Float32Array(n * 784),
      times: new Float64Array(2),
      evaluations: 10,
      path: [],
      backend: 'simd' as const,
      milliseconds: 1,
      judgement: {
        classes: Int32Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 3 : 5)),
        logProbabilities: new Float64Array(10 * n),
        features: { data: Float64Array.from({ length: n }, (_, i) => 4 * (i % 2)), dim: 1 },
      },
    });
  };
}

describe('digits asked of the shipped network', () => {
  it('mean distance, by hand', () => {
    expect(meanPairwiseDistance(batch([0, 0, 3, 4, 0, 0], 2))).toBeCloseTo(10 / 3, 12);
    expect(meanPairwiseDistance(batch([1, 2], 2))).toBe(0);
  });

  it('asks what the settings say', () => {
    expect(request({ ...start, w: 2, limited: true, from: 5, to: 0.3, phi: 0.7 }, 3)).toMatchObject({
      labels: [3, 3, 3],
      guidance: 2,
      how: 'free',
      interval: [0.3, 5],
      rescale: 0.7,
      judge: true,
    });
    expect(request({ ...start, how: 'classifier', phi: 0.7 }, 1)).not.toHaveProperty('rescale');
    const two = { ...start, mode: 'compose' as const, strength: 1.5 };
    expect(request(two, 2)).toMatchObject({
      labels: [3, 3],
      parts: [
        { label: 3, weight: 1.5 },
        { label: 8, weight: 1.5 },
      ],
    });
    expect(request({ ...two, operation: 'without' }, 1).parts).toEqual([
      { label: 3, weight: 1 },
      { label: 8, weight: -1.5 },
    ]);
    expect(request({ ...two, operation: 'average' }, 1).parts).toEqual([
      { label: 3, weight: 0.5 },
      { label: 8, weight: 0.5 },
    ]);
    expect(request({ ...two, operation: 'coin' }, 4)).toMatchObject({ labels: [3, 8, 3, 8] });
    expect(request({ ...two, operation: 'coin' }, 4)).not.toHaveProperty('parts');
  });

  it('measures a hundred at each weight, tells as it goes, and keeps the curve while the weight moves', async () => {
    const asked: DigitSampleSpec[] = [];
    const told: Partial<Shown>[] = [];
    let have: Partial<Shown> = {};
    await follow(start, {}, real, answering(asked), (change) => {
      told.push(change);
      have = { ...have, ...change };
    });
    expect(asked.map(({ labels }) => labels.length)).toEqual([shownCount, ...weights.map(() => crowd)]);
    expect(asked.slice(1).map(({ guidance }) => guidance)).toEqual([...weights]);
    expect(told[0].pictures).toMatchObject({ done: 0.5, classes: [] });
    // Of 100 features half are 0 and half 4: 2,500 of 4,950 pairs are 4 apart.
    for (const mark of have.measured!.marks)
      expect(mark).toMatchObject({ agreement: 0.5, diversity: (4 * 2500) / 4950 / 2 });
    const again: DigitSampleSpec[] = [];
    await follow({ ...start, w: 4 }, have, real, answering(again), () => {});
    expect(again.map(({ labels }) => labels.length)).toEqual([shownCount]);
    expect(measureKey({ ...start, w: 4 })).toBe(measureKey(start));
    expect(picturesKey({ ...start, w: 4 })).not.toBe(picturesKey(start));
    await expect(
      follow(
        { ...start, seed: 1 },
        have,
        real,
        () => Promise.reject(new Error('gone')),
        () => {},
      ),
    ).rejects.toThrow('gone');
  });

  it('counts what a composition is called, and travels in the page', async () => {
    const s = { ...start, mode: 'compose' as const };
    const shown = await shownAtOnce(s, real, answering([]));
    expect(shown.measured.calls).toEqual([0, 0, 0, 50, 0, 50, 0, 0, 0, 0]);
    const back = fromBuilt(s, JSON.parse(JSON.stringify(built(shown, real))) as ReturnType<typeof built>);
    expect(back).toEqual(shown);
    expect(summary(s, back)).toMatch(
      /A 3 and an 8, 1\.0 of each; of 20 the judge calls 10 a 3 and 0 an 8\. Of 100 such pictures the judge calls 0 a 0/,
    );
    expect(titleText({ ...s, other: 7, operation: 'both' })).toBe('A 3 and a 7, 1.0 of each');
  });

  it('goes through a link and back', () => {
    const s: AskDigitsSettings = {
      mode: 'compose',
      digit: 4,
      w: -0.5,
      space: 'codes',
      how: 'classifier',
      limited: true,
      from: 0.2,
      to: 9,
      phi: 1,
      clip: false,
      operation: 'without',
      other: 9,
      strength: 2.5,
      seed: 3,
    };
    expect(askDigits.parse(decode(encode(askDigits.encode(s))).values).settings).toEqual(s);
    const asked = request({ ...s, mode: 'guidance' }, 2);
    expect(asked.model).toBe('latent');
    // The model of codes knows no classifier, and codes have no limits.
    expect(asked).not.toHaveProperty('how');
    expect(asked).not.toHaveProperty('clip');
    expect(asked.rescale).toBe(1);
    expect(askDigits.parse({ digit: 10, w: 9, operation: 'sum' }).problems).toHaveLength(3);
  });
});
