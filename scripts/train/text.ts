import { digitClassifier } from '../../src/core/image-network/digits';
import { trainingFlops } from '../../src/core/image-network/flops';
import { bind } from '../../src/core/image-network/parameters';
import { packWeights, readWeights } from '../../src/core/image-network/weights-file';
import { ImageClassifier } from '../../src/net/image/classifier';
import { shippedSettings } from '../../src/net/image/shipped';
import { createSimdDevice } from '../../src/net/image/simd/device';
import { adopted } from '../../src/net/image/text/adopt';
import { shippedText } from '../../src/core/image-network/text-shipped';
import { PAIRS, shippedTextSettings } from '../../src/net/image/text/shipped';
import { startingWeights } from '../../src/net/image/start';
import { ImageTrainer } from '../../src/net/image/trainer';
import { captionedDigits, captionedPairs, spatialCodec, type Captioned } from './captioned';
import { machine, readDigits, readShipped, weightsPath, write, type DigitSplit } from './files';
import { pairMetrics, wordMetrics } from './measure-words';
import { run } from './run';

export type TextCommand = keyof typeof shippedTextSettings;
export const isTextCommand = (name: string | undefined): name is TextCommand =>
  name !== undefined && name in shippedTextSettings;

/** Trains one of the networks that captions are told to, on codes of the shipped spatial autoencoder, and writes its weights. */
export async function trainText(command: TextCommand, options: readonly string[]): Promise<number> {
  const split = await readDigits();
  // What is made is judged at the end: better to miss the judge now.
  readShipped('classifier', digitClassifier, split.hash);
  const settings = shippedTextSettings[command];
  const { captioned, codec, begins, ...from } = await prepared(command, split);
  const trainer = new ImageTrainer(await createSimdDevice(bind(settings.network)), settings, captioned.objective);
  if (begins) trainer.load({ weights: begins });
  trainer.setData(captioned.data);
  const seconds = await run(trainer, {
    name: command,
    total: settings.decaySteps,
    identity: JSON.stringify([settings, split.hash, from]),
    fresh: options.includes('--fresh'),
    minutes: options.includes('--minutes') ? Number(options[options.indexOf('--minutes') + 1]) : 60,
  });
  if (seconds === undefined) return 0;
  const { network, domain: _codes, seed, ...how } = settings;
  const { ema, steps, images } = trainer.save();
  const training = {
    command: `npm run train -- ${command}`,
    seed,
    steps,
    images,
    flops: images * trainingFlops(network),
    dataHash: split.hash,
    machine: machine(),
    seconds: Math.round(seconds),
    settings: { ...how, rows: captioned.rows, ...from },
  };
  const packed = packWeights(network, ema, training, {});
  trainer.load({ weights: readWeights(packed.manifest, packed.bytes) });
  const judge = new ImageClassifier(await createSimdDevice(bind(digitClassifier)), shippedSettings.classifier);
  judge.load({ weights: readShipped('classifier', digitClassifier, split.hash).weights });
  const metrics = command === 'text' ? wordMetrics(trainer, codec, judge, split) : pairMetrics(trainer, codec, judge);
  const { manifest, bytes } = packWeights(network, ema, training, metrics);
  write(weightsPath(command, 'bin'), bytes);
  write(weightsPath(command, 'json'), `${JSON.stringify(manifest, null, 2)}\n`);
  process.stdout.write(`${command}: ${bytes.length} bytes in public/weights; ${JSON.stringify(metrics)}\n`);
  return 0;
}

interface Prepared {
  readonly captioned: Captioned;
  readonly codec: Awaited<ReturnType<typeof spatialCodec>>['codec'];
  /** Hashes of the shipped weights that it stands on. */
  readonly autoencoder: string;
  readonly text?: string;
  /** Weights to begin with, where they are another network's. */
  readonly begins?: Float32Array;
}

async function prepared(command: TextCommand, split: DigitSplit): Promise<Prepared> {
  if (command === 'text') {
    const { codec, hash: autoencoder } = await spatialCodec(split.hash);
    return { captioned: captionedDigits(split.train, codec), codec, autoencoder };
  }
  const { codec, hash: autoencoder } = await spatialCodec(split.hash, 'pair');
  const { manifest, weights } = readShipped('text', shippedText, split.hash);
  const { network, seed } = shippedTextSettings.pairs;
  const grown = bind(network);
  return {
    captioned: captionedPairs(split.train, codec, PAIRS, seed),
    codec,
    autoencoder,
    text: manifest.weights.hash,
    begins: adopted(grown, startingWeights(grown, seed), bind(shippedText), weights),
  };
}
