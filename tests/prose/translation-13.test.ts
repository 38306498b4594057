import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { run as backOverTheBridge } from '../../components/prose/experiments/back-over-the-bridge';
import { parseDigits } from '../../src/core/data/digits';
import type { Translated, TranslationSpec } from '../../src/engine/kinds/shipped/translation';

describe('chapter 13 on translation', () => {
  it('has printed digits of every class in both parts, and no picture twice', async () => {
    const { images, labels, count, trainCount } = await parseDigits(readFileSync('public/data/font-digits.bin'));
    expect([trainCount, count - trainCount]).toEqual([1316, 240]);
    const pictures = new Set(
      Array.from({ length: count }, (_, i) => Buffer.from(images.subarray(784 * i, 784 * (i + 1))).toString('base64')),
    );
    expect(pictures.size).toBe(count);
    for (const part of [labels.subarray(0, trainCount), labels.subarray(trainCount)]) {
      const each = Array.from({ length: 10 }, (_, c) => part.filter((label) => label === c).length);
      // Digits that two faces share are there once.
      expect(Math.min(...each)).toBeGreaterThanOrEqual(0.9 * Math.max(...each));
    }
    // Framed as MNIST's: within 20 x 20 pixels, give or take the one that centring by mass moves them.
    for (let i = 0; i < count; i++) {
      const rows = Array.from({ length: 28 }, (_, y) =>
        images.subarray(784 * i + 28 * y, 784 * i + 28 * (y + 1)).some((v) => v > 0),
      );
      const high = rows.lastIndexOf(true) - rows.indexOf(true) + 1;
      expect(high).toBeLessThanOrEqual(21);
    }
  });

  it('asks how far a digit is from home after a bridge there and one back', async () => {
    const asked: TranslationSpec[] = [];
    const answering =
      (back: number) =>
      (spec: TranslationSpec): Promise<Translated> => {
        asked.push(spec);
        const { picture, how } = spec;
        // Type is the picture turned about; home is so far from where it began.
        const mirrored = Float32Array.from(picture, (_, i) => picture[783 - i]);
        const x =
          how.way === 'bridge' && how.to === 'type'
            ? mirrored
            : mirrored.map((v, i) => (1 - back) * v + back * picture[i]);
        return Promise.resolve({ x } as Translated);
      };
    expect((await backOverTheBridge(answering(1))).answer).toBe(0);
    expect((await backOverTheBridge(answering(0.7))).answer).toBe(1);
    const home = await backOverTheBridge(answering(0));
    expect(home.answer).toBe(2);
    expect(home.finding).toContain('came back 0.000');
    expect(home.finding).toContain('0\u00a0% of the way is left. With 20 steps it is 0\u00a0%.');
    expect(asked.slice(0, 20).map(({ label }) => label)).toEqual([
      0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9,
    ]);
  });
});
