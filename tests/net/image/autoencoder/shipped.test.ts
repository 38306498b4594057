import { execFileSync } from 'node:child_process';
import { beforeAll, expect, test } from 'vitest';
import { latentDigits, reconstructions, shippedCodec, shippedJudge } from '../../../../scripts/train/codes';
import { readDigits, readShipped, type DigitSplit } from '../../../../scripts/train/files';
import { agreement, classesOf, standard } from '../../../../scripts/train/measure';
import { shippedLatent } from '../../../../src/core/image-network/autoencoder';
import { bind } from '../../../../src/core/image-network/parameters';
import { codeScale } from '../../../../src/net/image/autoencoder/normalise';
import {
  planFlops,
  shippedAutoencoders,
  shippedLatentSettings,
  type ShippedAutoencoder,
} from '../../../../src/net/image/autoencoder/shipped';
import { ImageTrainer } from '../../../../src/net/image/trainer';
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
  map: { frechet: 150, agreement: 0.72 },
};

test.each(Object.keys(shippedAutoencoders) as ShippedAutoencoder[])(
  '%s: held-out digits come back as the manifest says, better tuned than not where it was, by codes of mean 0 and deviation 1',
  async (name) => {
    const { training, tuning } = shippedAutoencoders[name];
    const [encoder, decoder] = (['encoder', 'decoder'] as const).map((half) =>
      readShipped(`${name}-${half}`, training.networks[half], split.hash),
    );
    const { codec } = await shippedCodec(name, split.hash);
    const judge = await shippedJudge(split.hash);
    const { metrics } = encoder.manifest;
    expect(decoder.manifest.metrics).toEqual(metrics);
    const codes = codec.encode(standard(split.heldOut));
    const found = reconstructions(codec, judge, split, codes.means);
    for (const key of ['agreement', 'frechet', 'distortion'] as const)
      expect(Math.abs(found[key] / metrics[key] - 1)).toBeLessThan(0.005);
    expect(found.frechet).toBeLessThan(bars[name].frechet);
    if (tuning.decaySteps > 0) expect(found.frechet).toBeLessThan(metrics.frechetBeforeTuning);
    expect(found.agreement).toBeGreaterThan(bars[name].agreement);
    const { mean, deviation } = codeScale(codes.means, training.networks.code.channels, codes.deviations);
    for (let k = 0; k < mean.length; k++) {
      expect(Math.abs(mean[k])).toBeLessThan(0.12);
      expect(Math.abs(deviation[k] - 1)).toBeLessThan(0.08);
    }
    codec.dispose();
  },
);

test('latent: 400 fresh samples agree with their classes as often as the manifest says, for at most 1.7 TFLOP with the autoencoder', async () => {
  const { manifest, weights } = readShipped('latent', shippedLatent, split.hash);
  const { codec, hash } = await shippedCodec('flat', split.hash);
  expect(manifest.training.settings.autoencoder).toBe(hash);
  expect(manifest.training.flops + planFlops(shippedAutoencoders.flat)).toBeLessThanOrEqual(1.7e12);
  const denoiser = new ImageTrainer(await simdDevice(bind(shippedLatent)), shippedLatentSettings);
  denoiser.load({ weights });
  const n = 400,
    labels = classesOf(split, n);
  const { agreement: p, frechet, guidance, samples } = manifest.metrics;
  const made = latentDigits(denoiser, codec, { labels, evaluations: 10, guidance, seed: 2 });
  const judge = await shippedJudge(split.hash);
  const found = agreement(judge.judge(Float32Array.from(made.data)).classes, labels);
  expect(Math.abs(found - p)).toBeLessThan(3 * Math.sqrt(p * (1 - p) * (1 / n + 1 / samples)) + 1 / n);
  expect(p).toBeGreaterThanOrEqual(0.98);
  expect(frechet).toBeLessThanOrEqual(6);
});
