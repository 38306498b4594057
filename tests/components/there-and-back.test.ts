import { describe, expect, it } from 'vitest';
import { summary, codeText, kurtosisText, editText, eights } from '../../components/figure/ThereAndBack/labels';
import { codeGrey } from '../../components/figure/ThereAndBack/back';
import { apart, measured } from '../../components/figure/ThereAndBack/measure';
import {
  alongOf,
  chosen,
  curveSteps,
  keyOf,
  learnedFrom,
  partnerOf,
  straightLength,
  strengths,
  stripCount,
  thereAndBack,
  wayOf,
  type ThereAndBackSettings,
} from '../../components/figure/ThereAndBack/state';
import type { Asks } from '../../components/figure/ThereAndBack/task';
import { built, fromBuilt, shownAtOnce } from '../../components/figure/ThereAndBack/work';
import { decode, encode } from '../../components/figure/link';
import type { Digits } from '../../src/core/data/digits';
import { mends } from '../../src/core/inversion/mends';
import type { RoundTripSpec } from '../../src/engine/kinds/shipped/round-trip';

const start: ThereAndBackSettings = thereAndBack.defaults;
const size = 784;
/** Bars of ink: every second training digit is bold. */
const digits: Digits = {
  count: 240,
  trainCount: 220,
  side: 28,
  labels: Uint8Array.from({ length: 240 }, (_, i) => i % 10),
  images: Uint8Array.from({ length: 240 * size }, (_, k) => {
    const [row, column] = [Math.floor(k / size), k % 28];
    return column >= 12 && column < 12 + (row % 2 === 0 ? 2 : 5) ? 255 : 0;
  }),
};

/** To noise and back is halving and doubling; each mend adds a tenth of ink more than the last. The judge says 3. */
function asking() {
  const asked: RoundTripSpec[] = [];
  const asks: Asks = {
    roundTrip(spec) {
      asked.push(spec);
      const { pictures, labels, back = labels, evaluations, guidance = 0, mend = 'none' } = spec;
      const n = labels.length;
      return Promise.resolve({
        latents: Float32Array.from(pictures, (v) => v / 2),
        x: back ? Float32Array.from(pictures, (v) => v + mends.indexOf(mend) / 10) : new Float32Array(0),
        errors: new Float64Array(back ? n : 0).fill((1 + guidance) / evaluations),
        calls: evaluations,
        backend: 'simd',
        milliseconds: 1,
      });
    },
    decodeDdim: ({ latents }) =>
      Promise.resolve({ x: Float32Array.from(latents, (v) => 2 * v), backend: 'simd', milliseconds: 1 }),
    judge: ({ x }) => {
      const n = x.length / size;
      return Promise.resolve({
        classes: new Int32Array(n).fill(3),
        logProbabilities: new Float64Array(10 * n),
        features: { data: new Float64Array(n), dim: 1 },
      });
    },
  };
  return { asks, asked };
}

const digit = chosen(223, [], digits)!;
const shownOf = (change: Partial<ThereAndBackSettings>, { asks } = asking()) =>
  shownAtOnce({ s: { ...start, ...change }, digit, asks, digits: () => Promise.resolve(digits), listening: {} });

describe('to noise and back', () => {
  it('takes the digit from the hand or from all, and its partner from the held-out ones of its class', () => {
    expect(digit.label).toBe(3);
    expect(chosen(223, [{ ...digit, label: 8 }], null)!.label).toBe(8);
    expect(chosen(500, [], digits)).toBeNull();
    expect(chosen(223, [], null)).toBeNull();
    expect(partnerOf(digit, digits)).toEqual(digits.images.subarray(233 * size, 234 * size));
    expect(partnerOf(chosen(233, [], digits)!, digits)).toEqual(digits.images.subarray(223 * size, 224 * size));
    expect(() => partnerOf({ ...digit, label: 77 }, digits)).toThrow('no other digit of class 77 (expected two)');
  });

  it('is asked again for what its mode depends on, and for nothing else', () => {
    const again = (mode: ThereAndBackSettings['mode'], change: Partial<ThereAndBackSettings>) =>
      keyOf({ ...start, mode }) !== keyOf({ ...start, mode, ...change });
    expect([again('back', { w: 1 }), again('back', { mend: 'null' }), again('back', { to: 1 })]).toEqual([
      true,
      true,
      false,
    ]);
    expect([again('edit', { to: 1 }), again('edit', { mend: 'null' })]).toEqual([true, false]);
    expect([again('between', { seed: 9 }), again('between', { w: 1 })]).toEqual([true, false]);
    expect([again('direction', { along: 'slant' }), again('direction', { to: 1 })]).toEqual([true, false]);
    expect(keyOf({ ...start, mode: 'between', ends: 'digits', seed: 2 })).toBe(
      keyOf({ ...start, mode: 'between', ends: 'digits' }),
    );
  });

  it('shows the code, what comes back, and the error at every number of steps', async () => {
    const { asks, asked } = asking();
    const shown = await shownOf({ steps: 20, w: 3 }, { asks, asked });
    const back = shown.back!;
    expect(back.curve).toEqual(curveSteps.map((steps) => ({ steps, error: 4 / steps })));
    expect(back.plain).toEqual(curveSteps.map((steps) => ({ steps, error: 1 / steps })));
    expect(back.error).toBe(4 / 20);
    expect(back.grey).toEqual(digit.pixels);
    expect(back.code).toEqual(codeGrey(Float32Array.from(asked[0].pictures, (v) => v / 2)));
    // The one that is shown is not asked for twice.
    expect(asked).toHaveLength(2 * curveSteps.length);
    expect(shown.key).toBe(keyOf({ ...start, steps: 20, w: 3 }));
    expect(codeText(back)).toMatch(/^root mean square \d\.\d\d \(noise: 1\), neighbours correlate at [−\d.]+$/);
    expect(kurtosisText(back)).toMatch(/^Excess kurtosis of the code: [−\d.]+\. Of noise it is 0;/);
    expect(summary({ ...start, steps: 20, w: 3 }, shown)).toMatch(
      /^A held-out 3, DDIM in 20 steps each way. Guidance w = 3\.0, mend: none\. .*Unguided: 0\.200 at 5/,
    );
  });

  it('edits by every mend, and says what the judge reads and how far it moved', async () => {
    const { asks, asked } = asking();
    const { edit } = await shownOf({ mode: 'edit', to: 8 }, { asks, asked });
    expect(edit!.edits.map(({ mend }) => mend)).toEqual(mends);
    expect(asked.every(({ back, labels }) => back?.[0] === 8 && labels[0] === 3)).toBe(true);
    expect(edit!.edits[0]).toMatchObject({ as: 3, moved: 0 });
    expect(edit!.edits[5].moved).toBeGreaterThan(edit!.edits[1].moved);
    expect(editText({ ...edit!.edits[0], as: 8 })).toBe('read as an 8; moved by 0.00');
    expect(eights('A 8 or a 3')).toBe('An 8 or a 3');
  });

  it('measures the middle of both ways between two draws', async () => {
    const { between } = await shownOf({ mode: 'between', ends: 'draws' });
    const middle = (stripCount - 1) / 2;
    expect(between!.linear!.lengths[middle]).toBeCloseTo(Math.SQRT1_2, 1);
    expect(between!.spherical!.lengths[middle]).toBeCloseTo(1, 1);
    expect(Math.abs(between!.cosine)).toBeLessThan(0.15);
    expect(straightLength(0.5)).toBeCloseTo(Math.SQRT1_2, 12);
    expect(straightLength(0)).toBe(1);
    expect(between!.linear!.kept).toBe(stripCount);
    const real = await shownOf({ mode: 'between', ends: 'digits' });
    expect(real.between!.linear!.grey.subarray(0, size)).toEqual(digit.pixels);
    expect(real.between!.linear!.grey.subarray(middle * 2 * size)).toEqual(partnerOf(digit, digits));
  });

  it('finds a direction that thickens, beside a random one as long', async () => {
    const { asks, asked } = asking();
    const { direction } = await shownOf({ mode: 'direction', along: 'thickness' }, { asks, asked });
    expect(asked[0].labels).toHaveLength(learnedFrom);
    const { values } = direction!.found!;
    expect(values).toHaveLength(strengths.length);
    expect(values[3]!).toBeGreaterThan(values[0]!);
    expect(direction!.random!.values[3]).toBe(values[3]);
    expect(direction!.length).toBeGreaterThan(0);
  }, 60_000);

  it('travels in the page whole', async () => {
    for (const mode of ['back', 'edit', 'between'] as const) {
      const shown = await shownOf({ mode });
      expect(fromBuilt(built(shown))).toEqual(shown);
    }
  });

  it('goes through a link and back', () => {
    const s: ThereAndBackSettings = {
      ...start,
      mode: 'edit',
      digit: 9500,
      w: 1.5,
      mend: 'exact',
      to: 4,
      along: 'slant',
      seed: 4,
    };
    expect(thereAndBack.parse(decode(encode(thereAndBack.encode(s))).values).settings).toEqual(s);
    expect(thereAndBack.parse({ digit: 10_000, mend: 'magic', w: 9 }).problems).toHaveLength(3);
  });

  it('measures pictures', () => {
    expect(apart([0, 255], [255, 255])).toBeCloseTo(Math.SQRT1_2, 12);
    expect(measured(digits.images.subarray(0, 2 * size), 'thickness').map((v) => Math.round(v!))).toEqual([2, 5]);
    expect(measured(new Uint8Array(size), 'slant')).toEqual([null]);
    expect([...wayOf([0], [1], 'linear')]).toEqual(Array.from({ length: stripCount }, (_, i) => i / 8));
    expect([...alongOf([1], [2])]).toEqual(strengths.map((s) => 1 + 2 * s));
  });
});
