import { describe, expect, it } from 'vitest';
import { blankPicture, encodePicture } from '../../components/figure/kit/picture-code';
import { curveLabel, rangeText, summary } from '../../components/figure/Inversion/labels';
import { cleanOf, heldOutHand } from '../../components/figure/kit/held-out';
import {
  ddimSteps,
  inversion,
  inversionKey,
  searchSteps,
  type InversionSettings,
} from '../../components/figure/Inversion/state';
import { built, foundAtOnce, fromBuilt } from '../../components/figure/Inversion/work';
import { decode, encode } from '../../components/figure/link';
import type { Digits } from '../../src/core/data/digits';
import { arithmetic } from './digit-asks';

const start: InversionSettings = inversion.defaults;
/** Twenty digits to train on, and three held out of each class. */
const digits: Digits = {
  count: 50,
  trainCount: 20,
  side: 28,
  labels: Uint8Array.from({ length: 50 }, (_, i) => i % 10),
  images: Uint8Array.from({ length: 50 * 784 }, (_, k) => Math.floor(k / 784)),
};

describe('codes of a picture', () => {
  it('deals held-out digits only', () => {
    expect(heldOutHand(0, digits).map(({ index }) => index)).toEqual([20, 21, 22, 23, 24, 25, 26, 27, 28, 29]);
    const other = heldOutHand(2, digits);
    other.forEach(({ index, label, pixels }) => {
      expect(index).toBeGreaterThanOrEqual(20);
      expect(label).toBe(index % 10);
      expect(pixels[0]).toBe(index);
    });
    expect(heldOutHand(2, digits)).toEqual(other);
  });

  it('takes the picture from the hand, from all digits, or from the reader', () => {
    expect(cleanOf({ ...start, digit: 23 }, heldOutHand(0, digits), null)).toMatchObject({ label: 3 });
    expect(cleanOf({ ...start, digit: 47 }, [], digits)).toMatchObject({ label: 7 });
    expect(cleanOf({ ...start, digit: 47 }, [], null)).toBeNull();
    const own = encodePicture(new Float64Array(784).fill(1));
    expect(cleanOf({ ...start, picture: own }, [], null)).toMatchObject({ label: null });
    expect(cleanOf({ ...start, picture: own }, [], null)!.grey[0]).toBe(255);
  });

  it('searches, goes there and back, and knows how much of the rest is in reach', async () => {
    const asks = arithmetic();
    const clean = { grey: Uint8Array.from({ length: 784 }, (_, i) => (i % 2 === 0 ? 40 : 20)), label: 3 };
    const found = await foundAtOnce(start, clean, asks);
    // The generator of the test paints alternate pixels alike: it holds this picture.
    expect(found.gan.curve).toHaveLength(searchSteps + 1);
    expect(found.gan.curve.at(-1)!.error).toBeLessThan(1e-6);
    expect(found.gan.curve[searchSteps - 1].error).toBeGreaterThan(0.01);
    expect(found.diffusion.curve).toEqual(ddimSteps.map((steps) => ({ steps, error: 1 / steps })));
    expect(found.range!.directions).toBe(64);
    expect(found.label).toBe(3);
    expect(rangeText(found, 64)).toMatch(/has 64 numbers.* 64 of the 64 directions/);
    expect(summary(found, 'A held-out 3', 64)).toMatch(
      /^A held-out 3, told as a 3\. GAN, by search: error 0\.000 after 300 of 300 steps/,
    );
    expect(curveLabel(found)).toMatch(/Diffusion: 0\.200 at 5, /);
    const back = fromBuilt(start, JSON.parse(JSON.stringify(built(found))) as ReturnType<typeof built>);
    expect(back).toEqual(found);
  });

  it('tells a picture of the reader’s what the judge reads, and any picture what the reader says', async () => {
    const clean = { grey: new Uint8Array(784).fill(9), label: null };
    expect((await foundAtOnce(start, clean, arithmetic())).label).toBe(5);
    expect((await foundAtOnce({ ...start, told: 8 }, clean, arithmetic())).label).toBe(8);
  });

  it('goes through a link and back', () => {
    const s: InversionSettings = { digit: 9500, picture: blankPicture(), told: 2, seed: 4 };
    expect(inversion.parse(decode(encode(inversion.encode(s))).values).settings).toEqual(s);
    expect(inversionKey(s)).not.toBe(inversionKey({ ...s, picture: null }));
    expect(inversion.parse({ digit: 10_000, picture: 'x', told: 10 }).problems).toHaveLength(3);
  });
});
