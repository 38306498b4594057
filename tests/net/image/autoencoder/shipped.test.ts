import { execFileSync } from 'node:child_process';
import { beforeAll, expect, test } from 'vitest';
import { autoencoderOf, reconstructions } from '../../../../scripts/train/codes';
import { readDigits, readShipped, type DigitSplit } from '../../../../scripts/train/files';
import { standard } from '../../../../scripts/train/measure';
import { digitClassifier } from '../../../../src/core/image-network/digits';
import { bind } from '../../../../src/core/image-network/parameters';
import { codeScale } from '../../../../src/net/image/autoencoder/normalise';
import { shippedAutoencoders, type ShippedAutoencoder } from '../../../../src/net/image/autoencoder/shipped';
import { ImageClassifier } from '../../../../src/net/image/classifier';
import { shippedSettings } from '../../../../src/net/image/shipped';
import { simdDevice } from '../helpers';

let split: DigitSplit;
beforeAll(async () => {
  execFileSync(process.execPath, ['scripts/digits.mjs']);
  split = await readDigits();
});

/** What a reconstruction may be worth, at most and at least. */
const bars: Record<ShippedAutoencoder, { readonly frechet: number; readonly agreement: number }> = {
  flat: { frechet: 4, agreement: 0.975 },
  spatial: { frechet: 2.5, agreement: 0.985 },
};

test.each(Object.keys(shippedAutoencoders) as ShippedAutoencoder[])(
  '%s: held-out digits come back as the manifest says, better tuned than not, by codes of mean 0 and deviation 1',
  async (name) => {
    const { training } = shippedAutoencoders[name];
    const [encoder, decoder] = (['encoder', 'decoder'] as const).map((half) =>
      readShipped(`${name}-${half}`, training.networks[half], split.hash),
    );
    const codec = await autoencoderOf(training, { encoder: encoder.weights, decoder: decoder.weights });
    const judge = new ImageClassifier(await simdDevice(bind(digitClassifier)), shippedSettings.classifier);
    judge.load({ weights: readShipped('classifier', digitClassifier, split.hash).weights });
    const { metrics } = encoder.manifest;
    expect(decoder.manifest.metrics).toEqual(metrics);
    const codes = codec.encode(standard(split.heldOut));
    const found = reconstructions(codec, judge, split, codes.means);
    for (const key of ['agreement', 'frechet', 'distortion'] as const)
      expect(Math.abs(found[key] / metrics[key] - 1)).toBeLessThan(0.005);
    expect(found.frechet).toBeLessThan(bars[name].frechet);
    expect(found.frechet).toBeLessThan(metrics.frechetBeforeTuning);
    expect(found.agreement).toBeGreaterThan(bars[name].agreement);
    const { mean, deviation } = codeScale(codes.means, training.networks.code.channels, codes.deviations);
    for (let k = 0; k < mean.length; k++) {
      expect(Math.abs(mean[k])).toBeLessThan(0.12);
      expect(Math.abs(deviation[k] - 1)).toBeLessThan(0.08);
    }
    codec.dispose();
  },
);
