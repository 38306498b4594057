import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  agreement,
  asAsked,
  heldOutLoss,
  accuracy,
  accuracyByNoise,
  classesOf,
  pupilDigits,
  sampleDigits,
  standard,
  turns,
} from '../../../scripts/train/measure';
import { generated } from '../../../scripts/train/measure-gan';
import { readDigits, readShipped, weightsPath, type DigitSplit } from '../../../scripts/train/files';
import { ganTrainingFlops } from '../../../src/core/image-network/gan';
import { bind, parameterCount } from '../../../src/core/image-network/parameters';
import { forwardFlops, trainingFlops } from '../../../src/core/image-network/flops';
import { type ShippedName, shippedNetworks } from '../../../src/engine/kinds/shipped/weights';
import { beside } from '../../../src/net/image/gan/saved';
import { shippedGanSettings, shippedGanSteps } from '../../../src/net/image/gan/shipped';
import { ImageGan } from '../../../src/net/image/gan/trainer';
import {
  autoencoderCommands,
  planFlops,
  shippedAutoencoders,
  shippedLatentSettings,
  type ShippedAutoencoder,
} from '../../../src/net/image/autoencoder/shipped';
import { shippedCascade } from '../../../src/net/image/cascade/settings';
import { ImageClassifier } from '../../../src/net/image/classifier';
import { shippedContrastive } from '../../../src/net/image/contrastive/settings';
import { distillationFlops } from '../../../src/net/image/distil/settings';
import { shippedPupilSettings } from '../../../src/net/image/distil/shipped';
import { shippedTextSettings } from '../../../src/net/image/text/shipped';
import type { ImageTrainerSettings } from '../../../src/net/image/settings';
import { shippedSettings } from '../../../src/net/image/shipped';
import { ImageTrainer } from '../../../src/net/image/trainer';
import { translationSettings } from '../../../src/net/image/translation/settings';
import { shippedUnclip } from '../../../src/net/image/unclip/settings';
import { recorded } from '../../../src/record/index';
import { simdDevice } from './helpers';

let split: DigitSplit;
beforeAll(async () => {
  execFileSync(process.execPath, ['scripts/digits.mjs']);
  split = await readDigits();
});

async function classifier(name: 'classifier' | 'noisy-classifier'): Promise<ImageClassifier> {
  const settings = shippedSettings[name];
  const judge = new ImageClassifier(await simdDevice(bind(settings.network)), settings);
  judge.load({ weights: readShipped(name, settings.network, split.hash).weights });
  return judge;
}

/** Denoising networks of systems of several, by one command each. */
const systems: Readonly<
  Record<string, { readonly command: string; readonly settings: ImageTrainerSettings } | undefined>
> = {
  prior: { command: 'prior', settings: shippedUnclip.prior },
  unclip: { command: 'prior', settings: shippedUnclip.unclip },
  'cascade-7': { command: 'cascade', settings: shippedCascade[7] },
  'cascade-14': { command: 'cascade', settings: shippedCascade[14] },
  'cascade-28': { command: 'cascade', settings: shippedCascade[28] },
};

/** How each came about; both players of the game by one run. */
const plans = Object.fromEntries(
  (Object.keys(shippedNetworks) as ShippedName[]).map((name) => {
    if (name === 'gan-generator' || name === 'gan-discriminator') {
      return [
        name,
        {
          command: 'gan',
          steps: shippedGanSteps,
          batchSize: shippedGanSettings.batchSize,
          seed: shippedGanSettings.seed,
          flops: ganTrainingFlops(shippedGanSettings.networks),
        },
      ];
    }
    if (name === 'pupil') {
      const { decaySteps: steps, batchSize, seed } = shippedPupilSettings.pupil;
      return [name, { command: name, steps, batchSize, seed, flops: distillationFlops(shippedPupilSettings) }];
    }
    if (name === 'latent') {
      const { decaySteps: steps, batchSize, seed } = shippedLatentSettings;
      return [name, { command: name, steps, batchSize, seed, flops: trainingFlops(shippedNetworks.latent) }];
    }
    if (name === 'text' || name === 'pairs') {
      const { network, decaySteps: steps, batchSize, seed } = shippedTextSettings[name];
      return [name, { command: name, steps, batchSize, seed, flops: trainingFlops(network) }];
    }
    const [autoencoder, half] = name.split('-');
    if (half === 'encoder' || half === 'decoder') {
      const plan = shippedAutoencoders[autoencoder as ShippedAutoencoder];
      const { decaySteps: steps, batchSize, seed } = plan.training;
      const [command] = Object.entries(autoencoderCommands).find(([, of]) => of === autoencoder)!;
      return [name, { command, steps, batchSize, seed, flops: planFlops(plan) / (steps * batchSize) }];
    }
    if (name === 'clip-image' || name === 'clip-text') {
      const { decaySteps: steps, batchSize, seed, image, text } = shippedContrastive;
      return [name, { command: 'clip', steps, batchSize, seed, flops: trainingFlops(image) + trainingFlops(text) }];
    }
    const of = systems[name];
    if (of) {
      const { decaySteps: steps, batchSize, seed, network } = of.settings;
      return [name, { command: of.command, steps, batchSize, seed, flops: trainingFlops(network) }];
    }
    const {
      decaySteps: steps,
      batchSize,
      seed,
    } = { ...shippedSettings, ...translationSettings }[
      name as keyof typeof shippedSettings | keyof typeof translationSettings
    ];
    return [name, { command: name, steps, batchSize, seed, flops: trainingFlops(shippedNetworks[name]) }];
  }),
) as Record<
  ShippedName,
  {
    readonly command: string;
    readonly steps: number;
    readonly batchSize: number;
    readonly seed: number;
    readonly flops: number;
  }
>;

async function shippedGan(): Promise<ImageGan> {
  const {
    networks: { generator, discriminator },
  } = shippedGanSettings;
  const gan = new ImageGan(
    await simdDevice(bind(generator)),
    await simdDevice(bind(discriminator)),
    shippedGanSettings,
  );
  gan.load({
    weights: beside(
      readShipped('gan-generator', generator, split.hash).weights,
      readShipped('gan-discriminator', discriminator, split.hash).weights,
    ),
  });
  return gan;
}

describe('what is shipped', () => {
  test.each(Object.keys(shippedNetworks) as ShippedName[])(
    '%s: its manifest tells how it came about, and it is small',
    (name) => {
      const { manifest } = readShipped(name, shippedNetworks[name], split.hash);
      const { training } = manifest;
      const { command, steps, batchSize, seed, flops } = plans[name];
      expect(manifest.parameters).toBe(parameterCount(shippedNetworks[name]));
      expect(training.command).toBe(`npm run train -- ${command}`);
      expect(training.images).toBe(training.steps * batchSize);
      expect([training.steps, training.seed]).toEqual([steps, seed]);
      expect(training.flops / (training.images * flops)).toBeCloseTo(1, 9);
      expect(training.seconds).toBeLessThanOrEqual(5400);
      expect(statSync(weightsPath(name, 'bin')).size).toBeLessThanOrEqual(1e6);
    },
  );

  test('the classifier is as good as its manifest says, and good enough to judge', async () => {
    const { manifest } = readShipped('classifier', shippedNetworks.classifier, split.hash);
    const found = accuracy(await classifier('classifier'), split.heldOut);
    // One picture in a thousand may fall on the other side by rounding.
    expect(Math.abs(found - manifest.metrics.heldOutAccuracy)).toBeLessThan(0.0015);
    expect(found).toBeGreaterThanOrEqual(0.985);
  });

  test('the noisy classifier is as good as its manifest says at every noise level', async () => {
    const { manifest } = readShipped('noisy-classifier', shippedNetworks['noisy-classifier'], split.hash);
    const found = accuracyByNoise(await classifier('noisy-classifier'), split.heldOut);
    expect(Object.keys(found)).toEqual(Object.keys(manifest.metrics));
    for (const [name, value] of Object.entries(found))
      expect(Math.abs(value - manifest.metrics[name])).toBeLessThan(0.004);
  });

  test('the digits: 200 fresh samples agree with their classes as often as the manifest says', async () => {
    const { manifest, weights } = readShipped('digits', shippedNetworks.digits, split.hash);
    const trainer = new ImageTrainer(await simdDevice(bind(shippedNetworks.digits)), shippedSettings.digits);
    trainer.load({ weights });
    expect(Math.abs(heldOutLoss(trainer, split) - manifest.metrics.heldOutLoss)).toBeLessThan(1e-4);
    const n = 200,
      labels = classesOf(split, n);
    const samples = sampleDigits(trainer, { labels, evaluations: 10, guidance: 1, seed: 2 });
    const found = agreement((await classifier('classifier')).judge(Float32Array.from(samples.data)).classes, labels);
    const p = manifest.metrics.agreement;
    // Three standard deviations of a share among 200, and of the manifest's own among its samples.
    expect(Math.abs(found - p)).toBeLessThan(
      3 * Math.sqrt(p * (1 - p) * (1 / n + 1 / manifest.metrics.samples)) + 1 / n,
    );
    expect(found).toBeGreaterThan(0.96);
  });

  test('the GAN: 200 fresh samples agree with their classes as often as the manifest says, and the discriminator says of digits what its own does', async () => {
    const { manifest } = readShipped('gan-generator', shippedNetworks['gan-generator'], split.hash);
    const gan = await shippedGan();
    const n = 200,
      labels = classesOf(split, n);
    const samples = Float32Array.from(generated(gan, labels, 2).data);
    const found = agreement((await classifier('classifier')).judge(samples).classes, labels);
    const p = manifest.metrics.agreement;
    expect(Math.abs(found - p)).toBeLessThan(
      3 * Math.sqrt(p * (1 - p) * (1 / n + 1 / manifest.metrics.samples)) + 1 / n,
    );
    const outputs = readShipped('gan-discriminator', shippedNetworks['gan-discriminator'], split.hash).manifest.metrics;
    const said = gan.discriminate(standard(split.heldOut), split.heldOut.labels);
    expect(Math.abs(said.reduce((sum, v) => sum + v, 0) / said.length - outputs.outputOnHeldOut)).toBeLessThan(1e-3);
  });

  test('the pupil: 200 fresh samples of one evaluation agree with their classes as often as the manifest says, for at most 10 TFLOP', async () => {
    const { manifest, weights } = readShipped('pupil', shippedNetworks.pupil, split.hash);
    expect(manifest.training.flops).toBeLessThanOrEqual(1e13);
    expect(manifest.training.settings.teacher).toBe(
      readShipped('digits', shippedNetworks.digits, split.hash).manifest.weights.hash,
    );
    const pupil = new ImageTrainer(await simdDevice(bind(shippedNetworks.pupil)), shippedPupilSettings.pupil);
    pupil.load({ weights });
    const n = 200,
      labels = classesOf(split, n);
    const p = manifest.metrics.agreement;
    const judge = await classifier('classifier');
    for (const evaluations of [1, 2] as const) {
      const samples = Float32Array.from(pupilDigits(pupil, { labels, evaluations, seed: 2 }).data);
      const found = agreement(judge.judge(samples).classes, labels);
      expect(found).toBeGreaterThan(p - 3 * Math.sqrt(p * (1 - p) * (1 / n + 1 / manifest.metrics.samples)) - 1 / n);
    }
    expect(p).toBeGreaterThanOrEqual(0.96);
  });

  test('as many parameters and operations in the GAN as in the diffusion network, to a fiftieth', () => {
    const [generator, discriminator, digits] = (['gan-generator', 'gan-discriminator', 'digits'] as const).map(
      (name) => readShipped(name, shippedNetworks[name], split.hash).manifest,
    );
    expect(Math.abs((generator.parameters + discriminator.parameters) / digits.parameters - 1)).toBeLessThan(0.02);
    expect(Math.abs(generator.training.flops / digits.training.flops - 1)).toBeLessThan(0.02);
    expect(generator.training).toEqual(discriminator.training);
  });

  test('the evaluations in the book are of what is shipped', () => {
    const { digits, 'gan-generator': generator } = recorded('shipped');
    const gan = recorded('gan-evaluation');
    expect(Math.abs(gan.rows[0].agreement - generator.metrics.agreement)).toBeLessThan(0.02);
    const { flopsPerForward, rows, real } = recorded('digits-evaluation');
    expect(flopsPerForward).toBe(forwardFlops(shippedNetworks.digits));
    const row = rows.find(({ evaluations, guidance }) => evaluations === 10 && guidance === 1)!;
    expect(Math.abs(row.agreement - digits.metrics.agreement)).toBeLessThan(0.02);
    expect(row.agreement).toBeGreaterThanOrEqual(0.985);
    expect(row.frechetOfAsMany).toBeLessThan(3.5 * real.frechet);
    expect(row.nearest).toBeGreaterThanOrEqual(real.nearest);
  });

  test('real digits are held against samples with as many of each class', async () => {
    const judge = await classifier('classifier');
    const { features } = judge.judge(standard(split.heldOut));
    const { samples } = recorded('ablation');
    const chosen = asAsked(split.heldOut, { data: Float64Array.from(split.heldOut.labels), dim: 1 }, turns(samples));
    expect(Array.from(chosen.data)).toEqual(Array.from(turns(samples)));
    expect(() => asAsked(split.heldOut, features, new Uint8Array(999))).toThrow('too few digits of class 0');
  });
});
