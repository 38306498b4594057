import { digitClassifier } from '../../src/core/image-network/digits';
import { ganParameterCount, ganTrainingFlops } from '../../src/core/image-network/gan';
import { bind } from '../../src/core/image-network/parameters';
import { packWeights, readWeights } from '../../src/core/image-network/weights-file';
import { shippedGanSettings as settings, shippedGanSteps } from '../../src/net/image/gan/shipped';
import { ImageGan } from '../../src/net/image/gan/trainer';
import { ImageClassifier } from '../../src/net/image/classifier';
import { shippedSettings } from '../../src/net/image/shipped';
import { createSimdDevice } from '../../src/net/image/simd/device';
import { machine, readDigits, readShipped, weightsPath, write } from './files';
import { ganMetrics, ganOutputs } from './measure-gan';
import { run } from './run';

/** Plays the shipped game to its end and writes both networks. */
export async function trainGan(options: readonly string[]): Promise<number> {
  const split = await readDigits();
  // The digits are judged at the end: better to miss the judge now.
  const { weights } = readShipped('classifier', digitClassifier, split.hash);
  const { networks: { generator, discriminator }, seed, ...rest } = settings;
  const gan = new ImageGan(await createSimdDevice(bind(generator)), await createSimdDevice(bind(discriminator)), settings);
  gan.setData(split.train);
  const minutes = options.includes('--minutes') ? Number(options[options.indexOf('--minutes') + 1]) : 90;
  const identity = JSON.stringify([settings, split.hash]);
  const seconds = await run(gan, { name: 'gan', total: shippedGanSteps, identity, fresh: options.includes('--fresh'), minutes });
  if (seconds === undefined) return 0;

  const { ema, weights: last, steps, images } = gan.save();
  const { loss, ...numbers } = rest;
  const training = {
    command: 'npm run train -- gan', seed, steps, images, flops: images * ganTrainingFlops(settings.networks), dataHash: split.hash,
    machine: machine(), seconds: Math.round(seconds), settings: { ...numbers, [`loss: ${loss}`]: 1, parametersOfBoth: ganParameterCount(settings.networks) } as Readonly<Record<string, number>>,
  };
  const cut = bind(generator).size;
  const makes = ema.slice(0, cut), judges = last.slice(cut);
  const packed = [packWeights(generator, makes, training, {}), packWeights(discriminator, judges, training, {})];
  const [makesAgain, judgesAgain] = packed.map(({ manifest, bytes }) => readWeights(manifest, bytes));
  const both = new Float32Array(makesAgain.length + judgesAgain.length);
  both.set(makesAgain);
  both.set(judgesAgain, makesAgain.length);
  gan.load({ weights: both });
  const judge = new ImageClassifier(await createSimdDevice(bind(digitClassifier)), shippedSettings.classifier);
  judge.load({ weights });
  const metrics = ganMetrics(gan, judge, split);
  const files = [
    ['gan-generator', packWeights(generator, makes, training, metrics)],
    ['gan-discriminator', packWeights(discriminator, judges, training, ganOutputs(gan, split))],
  ] as const;
  for (const [name, { manifest, bytes }] of files) {
    write(weightsPath(name, 'bin'), bytes);
    write(weightsPath(name, 'json'), `${JSON.stringify(manifest, null, 2)}\n`);
  }
  process.stdout.write(`gan: ${files.map(([, { bytes }]) => bytes.length).join(' and ')} bytes in public/weights; ${JSON.stringify(metrics)}\n`);
  return 0;
}
