import { describe, expect, it } from 'vitest';
import { random } from '../../../src/core/random';
import { createImageTrainer } from '../../../src/net/image/create';
import { diffusionFeatures, featuresOf, pooled } from '../../../src/net/image/diffusion-features';
import { searchFeatures } from '../../../src/net/image/search-features';
import { shippedSettings } from '../../../src/net/image/shipped';

describe('features of a denoising network', () => {
  it('are means over cells', () => {
    const shape = { extent: [2, 2], channels: 2 };
    const values = Float32Array.from([1, 10, 2, 20, 3, 30, 4, 40]);
    expect([...pooled({ shape, values }, 1)]).toEqual([2.5, 25]);
    expect([...pooled({ shape, values }, 2)]).toEqual([...values]);
    // Three places in two cells: two of them go to the first.
    const three = { extent: [3, 3], channels: 1 };
    const found = pooled({ shape: three, values: Float32Array.from([1, 3, 5, 3, 5, 7, 10, 20, 30]) }, 2);
    expect([...found]).toEqual([3, 6, 15, 30]);
    expect([...pooled({ shape: { extent: [], channels: 2 }, values: Float32Array.from([1, 2, 3, 4]) }, 2)]).toEqual([
      1, 2, 3, 4,
    ]);
    expect(featuresOf(three, 2)).toBe(4);
    expect(featuresOf({ extent: [], channels: 7 }, 2)).toBe(7);
  });

  it('depend on the picture, the noise and its level, and on nothing else in the batch', async () => {
    const trainer = await createImageTrainer('simd', shippedSettings.digits);
    const blocks = [
      { path: '3.2.5', cells: 1 },
      { path: '3.3', cells: 2 },
    ];
    const x = Float32Array.from({ length: 3 * 784 }, (_, i) => Math.sin(i));
    const draw = (i: number) => random(i).split('noise');
    const all = diffusionFeatures(trainer, x, 0.4, blocks, draw);
    expect(all.map(({ length }) => length)).toEqual([3 * 192, 3 * 192]);
    const last = diffusionFeatures(trainer, x.subarray(2 * 784), 0.4, blocks, () => draw(2));
    last.forEach((one, k) => one.forEach((v, j) => expect(v).toBeCloseTo(all[k][2 * 192 + j], 4)));
    const other = diffusionFeatures(trainer, x, 0.5, blocks, draw);
    expect(other[0]).not.toEqual(all[0]);
    expect(() => diffusionFeatures(trainer, x, 0.4, [{ path: '9.9', cells: 1 }], draw)).toThrow('no layer 9.9');
    expect(() => diffusionFeatures(trainer, x, 0, blocks, draw)).toThrow('t is 0 (expected above 0 and below 1)');

    // Averaged over draws, which are the row's own.
    const [block] = blocks;
    const one = searchFeatures('diffusion', { trainer }, x, { t: 0.4, draws: 2, block, first: 5 });
    const rest = searchFeatures('diffusion', { trainer }, x.subarray(784), { t: 0.4, draws: 2, block, first: 6 });
    rest.forEach((v, j) => expect(v).toBeCloseTo(one[192 + j], 4));
    expect(() => searchFeatures('classifier', {}, x, { t: 0.4, draws: 1, block, first: 0 })).toThrow(
      'no classifier (expected it for the space of classifier)',
    );
    trainer.dispose();
  });
});
