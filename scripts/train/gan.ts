import type { ImageNetwork } from '../../src/core/image-network/description';
import { digitClassifier } from '../../src/core/image-network/digits';
import { ganParameterCount, ganTrainingFlops } from '../../src/core/image-network/gan';
import { bind } from '../../src/core/image-network/parameters';
import { packWeights, readWeights } from '../../src/core/image-network/weights-file';
import { beside } from '../../src/net/image/gan/saved';
import { shippedGanSettings as settings, shippedGanSteps } from '../../src/net/image/gan/shipped';
import { ImageGan } from '../../src/net/image/gan/trainer';
import { ImageClassifier } from '../../src/net/image/classifier';
import { shippedSettings } from '../../src/net/image/shipped';
import { createSimdDevice } from '../../src/net/image/simd/device';
import { machine, readDigits, readShipped, weightsPath, write, type DigitSplit } from './files';
import { ganMetrics, ganOutputs } from './measure-gan';
import { run } from './run';

/** Plays the shipped game to its end and writes both networks. */
export async function trainGan(options: readonly string[]): Promise<number> {
  const split = await readDigits();
  // The digits are judged at the end: better to miss the judge now.
  readShipped('classifier', digitClassifier, split.hash);
  const { generator, discriminator } = settings.networks;
  const gan = new ImageGan(
    await createSimdDevice(bind(generator)),
    await createSimdDevice(bind(discriminator)),
    settings,
  );
  gan.setData(split.train);
  const minutes = options.includes('--minutes') ? Number(options[options.indexOf('--minutes') + 1]) : 90;
  const identity = JSON.stringify([settings, split.hash]);
  const seconds = await run(gan, {
    name: 'gan',
    total: shippedGanSteps,
    identity,
    fresh: options.includes('--fresh'),
    minutes,
  });
  if (seconds !== undefined) await ship(gan, split, seconds);
  return 0;
}

/** Packs the generator's average of weights and the discriminator's last ones, measures what was packed, writes the files. */
export async function ship(gan: ImageGan, split: DigitSplit, seconds: number): Promise<void> {
  const {
    networks: { generator, discriminator },
    seed,
    domain: _digits,
    ...rest
  } = settings;
  const { ema, weights: last, steps, images } = gan.save();
  const training = {
    command: 'npm run train -- gan',
    seed,
    steps,
    images,
    flops: images * ganTrainingFlops(settings.networks),
    dataHash: split.hash,
    machine: machine(),
    seconds: Math.round(seconds),
    settings: { ...rest, parametersOfBoth: ganParameterCount(settings.networks) },
  };
  const cut = bind(generator).size;
  const makes = ema.slice(0, cut),
    judges = last.slice(cut);
  const quantised = (network: ImageNetwork, values: Float32Array) => {
    const { manifest, bytes } = packWeights(network, values, training, {});
    return readWeights(manifest, bytes);
  };
  gan.load({ weights: beside(quantised(generator, makes), quantised(discriminator, judges)) });
  const judge = new ImageClassifier(await createSimdDevice(bind(digitClassifier)), shippedSettings.classifier);
  judge.load({ weights: readShipped('classifier', digitClassifier, split.hash).weights });
  const metrics = ganMetrics(gan, judge, split);
  const files = [
    ['gan-generator', packWeights(generator, makes, training, metrics)],
    ['gan-discriminator', packWeights(discriminator, judges, training, ganOutputs(gan, split))],
  ] as const;
  for (const [name, { manifest, bytes }] of files) {
    write(weightsPath(name, 'bin'), bytes);
    write(weightsPath(name, 'json'), `${JSON.stringify(manifest, null, 2)}\n`);
  }
  process.stdout.write(
    `gan: ${files.map(([, { bytes }]) => bytes.length).join(' and ')} bytes in public/weights; ${JSON.stringify(metrics)}\n`,
  );
}
