import { digitClassifier } from '../../src/core/image-network/digits';
import type { ImageNetwork } from '../../src/core/image-network/description';
import { trainingFlops } from '../../src/core/image-network/flops';
import { bind } from '../../src/core/image-network/parameters';
import { packWeights, readWeights } from '../../src/core/image-network/weights-file';
import { createSimdDevice } from '../../src/net/image/simd/device';
import { ImageClassifier } from '../../src/net/image/classifier';
import { ImageTrainer } from '../../src/net/image/trainer';
import { isRecord, record } from '../record/main';
import { recordNames } from '../../src/record/index';
import { autoencoderCommands } from '../../src/net/image/autoencoder/shipped';
import { isAutoencoderCommand, trainAutoencoder } from './autoencoder';
import { trainCascade } from './cascade';
import { trainClip } from './clip';
import { trainGan } from './gan';
import { machine, readDigits, readShipped, weightsPath, write, type DigitSplit } from './files';
import { trainLatent } from './latent';
import { trainPrior } from './prior';
import { trainPupil } from './pupil';
import { isTextCommand, trainText } from './text';
import { isTranslation, trainTranslation, translationNames } from './translation';
import { shippedTextSettings } from '../../src/net/image/text/shipped';
import { accuracy, accuracyByNoise, heldOutLoss, sampleMetrics } from './measure';
import { run } from './run';
import { shippedSettings as settings } from '../../src/net/image/shipped';

type Name = keyof typeof settings;

/** Networks that have a way of their own of being trained. */
const commands = {
  gan: trainGan,
  pupil: trainPupil,
  latent: trainLatent,
  clip: trainClip,
  prior: trainPrior,
  cascade: trainCascade,
} as const;
type Command = keyof typeof commands;

/** The command: returns the exit status. */
export async function train(args: readonly string[]): Promise<number> {
  const [name, ...options] = args;
  if (Object.hasOwn(commands, name)) return commands[name as Command](options);
  if (isAutoencoderCommand(name)) return trainAutoencoder(name, options);
  if (isTextCommand(name)) return trainText(name, options);
  if (isTranslation(name)) return trainTranslation(name, options);
  if (isRecord(name)) return record(args);
  if (!(name in settings)) {
    process.stderr.write(
      `train what? ${name ?? 'nothing'} (expected ${[...Object.keys(settings), ...Object.keys(commands), ...Object.keys(autoencoderCommands), ...Object.keys(shippedTextSettings), ...translationNames, ...recordNames].join(', ')})\n`,
    );
    return 2;
  }
  const chosen = settings[name as Name];
  const split = await readDigits();
  // The digits are judged at the end: better to miss the judge now.
  if (name === 'digits') readShipped('classifier', digitClassifier, split.hash);
  const device = await createSimdDevice(bind(chosen.network));
  const trainee = 'labelDropout' in chosen ? new ImageTrainer(device, chosen) : new ImageClassifier(device, chosen);
  trainee.setData(split.train);
  const minutes = options.includes('--minutes') ? Number(options[options.indexOf('--minutes') + 1]) : 60;
  const identity = JSON.stringify([chosen, split.hash]);
  const seconds = await run(trainee, {
    name,
    total: chosen.decaySteps,
    identity,
    fresh: options.includes('--fresh'),
    minutes,
  });
  if (seconds === undefined) return 0;
  await ship(name as Name, trainee, split, seconds);
  return 0;
}

/** Packs the average of weights, measures what was packed, writes both files. */
async function ship(
  name: Name,
  trainee: ImageTrainer | ImageClassifier,
  split: DigitSplit,
  seconds: number,
): Promise<void> {
  const { network, seed, ...rest }: { readonly network: ImageNetwork; readonly seed: number } = settings[name];
  const { ema, steps, images } = trainee.save();
  const training = {
    command: `npm run train -- ${name}`,
    seed,
    steps,
    images,
    flops: images * trainingFlops(network),
    dataHash: split.hash,
    machine: machine(),
    seconds: Math.round(seconds),
    settings: rest as unknown as Readonly<Record<string, number>>,
  };
  const packed = packWeights(network, ema, training, {});
  trainee.load({ weights: readWeights(packed.manifest, packed.bytes) });
  const metrics = await measure(name, trainee, split);
  const { manifest, bytes } = packWeights(network, ema, training, metrics);
  write(weightsPath(name, 'bin'), bytes);
  write(weightsPath(name, 'json'), `${JSON.stringify(manifest, null, 2)}\n`);
  process.stdout.write(`${name}: ${bytes.length} bytes in public/weights; ${JSON.stringify(metrics)}\n`);
}

async function measure(
  name: Name,
  trainee: ImageTrainer | ImageClassifier,
  split: DigitSplit,
): Promise<Record<string, number>> {
  if (trainee instanceof ImageTrainer) {
    const judge = new ImageClassifier(await createSimdDevice(bind(digitClassifier)), settings.classifier);
    judge.load({ weights: readShipped('classifier', digitClassifier, split.hash).weights });
    return { heldOutLoss: heldOutLoss(trainee, split), ...sampleMetrics(trainee, judge, split) };
  }
  if (name === 'classifier')
    return { heldOutAccuracy: accuracy(trainee, split.heldOut), trainingAccuracy: accuracy(trainee, split.train) };
  return accuracyByNoise(trainee, split.heldOut);
}
