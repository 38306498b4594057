import { expect, test } from 'vitest';
import { bind } from '../../../../src/core/image-network/parameters';
import { random } from '../../../../src/core/random';
import { codeScale, normalised } from '../../../../src/net/image/autoencoder/normalise';
import { narrow, narrowSpatial, trainer } from './helpers';

test.each([narrow, narrowSpatial])(
  'normalised halves give the same pictures, and codes of mean 0 and deviation 1: $code',
  async (networks) => {
    const made = await trainer({ networks });
    const { channels } = networks.code;
    const draw = random(5);
    const pictures = Float32Array.from({ length: 40 * 784 }, () => draw.normal());
    const before = made.encode(pictures);
    const scale = codeScale(before.means, channels);
    const { ema } = made.save();
    const cut = bind(networks.encoder).size;
    const { encoder, decoder } = normalised(
      { encoder: bind(networks.encoder), decoder: bind(networks.decoder) },
      { encoder: ema.slice(0, cut), decoder: ema.slice(cut) },
      scale,
    );
    const came = made.decode(before.means);
    made.load({ weights: Float32Array.from([...encoder, ...decoder]) });
    const after = made.encode(pictures);
    const again = codeScale(after.means, channels);
    for (let k = 0; k < channels; k++) {
      expect(again.mean[k]).toBeCloseTo(0, 5);
      expect(again.deviation[k]).toBeCloseTo(1, 5);
      expect(after.deviations[k]).toBeCloseTo(before.deviations[k] / scale.deviation[k], 4);
    }
    const difference = Math.max(...made.decode(after.means).map((v, i) => Math.abs(v - came[i])));
    expect(difference).toBeLessThan(1e-4);
    made.dispose();
  },
);

test('what is drawn around the means counts', () => {
  const { mean, deviation } = codeScale(Float32Array.from([1, 5, 3, 5]), 2, Float32Array.from([3, 2, 1, 4]));
  expect(Array.from(mean)).toEqual([2, 5]);
  // Means of variance 1 and 0; squares of deviations 5 and 10 in the mean.
  expect(deviation[0]).toBeCloseTo(Math.sqrt(6), 6);
  expect(deviation[1]).toBeCloseTo(Math.sqrt(10), 6);
});

test('a number that stands still is told', () => {
  expect(() => codeScale(Float32Array.from([1, 2, 1, 3]), 2)).toThrow(/number 0 of the codes does not vary/);
});

test('other layers beside the codes are refused', () => {
  const bound = { encoder: bind(narrow.encoder), decoder: bind(narrow.encoder) };
  const weights = { encoder: new Float32Array(bound.encoder.size), decoder: new Float32Array(bound.encoder.size) };
  expect(() => normalised(bound, weights, { mean: [0, 0, 0], deviation: [1, 1, 1] })).toThrow(/expected linear/);
});
