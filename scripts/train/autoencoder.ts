import { packWeights, readWeights } from '../../src/core/image-network/weights-file';
import { frechet } from '../../src/core/metric/frechet';
import { random } from '../../src/core/random';
import {
  autoencoderCommands,
  planFlops,
  shippedAutoencoders,
  type AutoencoderPlan,
} from '../../src/net/image/autoencoder/shipped';
import type { ImageClassifier } from '../../src/net/image/classifier';
import {
  autoencoderOf,
  halvesOf,
  rate,
  reconstructions,
  shippedJudge,
  tunedDecoder,
  tuningOf,
  unitCodes,
  type Halves,
  type Reconstructions,
} from './codes';
import { machine, numbersOnly, readDigits, weightsPath, write, type DigitSplit } from './files';
import { standard } from './measure';
import { run } from './run';

export type AutoencoderCommand = keyof typeof autoencoderCommands;
export const isAutoencoderCommand = (name: string | undefined): name is AutoencoderCommand =>
  name !== undefined && name in autoencoderCommands;

/** A plan carried out: both halves as they were after their training together, the tuned decoder, and the seconds of all sittings. */
export interface Trained {
  readonly halves: Halves;
  readonly tuned: Float32Array;
  readonly seconds: number;
}

export interface Sitting {
  readonly fresh: boolean;
  readonly minutes: number;
}

/** Trains both halves together, then tunes the decoder; nothing where it was stopped. The same name goes on. */
export async function trainPlan(
  name: string,
  { training, tuning }: AutoencoderPlan,
  split: DigitSplit,
  sitting: Sitting,
): Promise<Trained | undefined> {
  const codec = await autoencoderOf(training);
  codec.setData(split.train);
  const identity = JSON.stringify([training, split.hash]);
  const seconds = await run(codec, { name, total: training.decaySteps, identity, ...sitting });
  if (seconds === undefined) return undefined;
  const halves = halvesOf(codec);
  const tune = await tuningOf(tuning, halves);
  tune.setData(split.train);
  const more = await run(tune, {
    name: `${name}-tuning`,
    total: tuning.decaySteps,
    identity: JSON.stringify([identity, tuning]),
    ...sitting,
  });
  return more === undefined ? undefined : { halves, tuned: tunedDecoder(tune), seconds: seconds + more };
}

/** Trains a shipped autoencoder, tunes its decoder, brings its codes to mean 0 and deviation 1, and writes both halves. */
export async function trainAutoencoder(command: AutoencoderCommand, options: readonly string[]): Promise<number> {
  const split = await readDigits();
  const judge = await shippedJudge(split.hash);
  const plan = shippedAutoencoders[autoencoderCommands[command]];
  const found = await trainPlan(command, plan, split, {
    fresh: options.includes('--fresh'),
    minutes: options.includes('--minutes') ? Number(options[options.indexOf('--minutes') + 1]) : 60,
  });
  if (!found) return 0;
  const { halves, tuned, seconds } = found;
  const codec = await autoencoderOf(plan.training, halves);
  const before = { ...reconstructions(codec, judge, split), rate: rate(codec, split) };
  const codes = codec.encode(standard(split.train));
  const unit = unitCodes(plan.training, { encoder: halves.encoder, decoder: tuned }, codes);
  await ship(command, unit, { split, judge, before, seconds });
  return 0;
}

interface Found {
  readonly split: DigitSplit;
  readonly judge: ImageClassifier;
  readonly before: Reconstructions & { readonly rate: number };
  readonly seconds: number;
}

/** Packs both halves, measures what was packed, writes the files. */
async function ship(
  command: AutoencoderCommand,
  halves: Halves,
  { split, judge, before, seconds }: Found,
): Promise<void> {
  const name = autoencoderCommands[command];
  const plan = shippedAutoencoders[name];
  const { networks, seed, ...how } = plan.training;
  const { critic, seed: _seed, ...tuned } = plan.tuning;
  const training = {
    command: `npm run train -- ${command}`,
    seed,
    steps: how.decaySteps,
    images: how.decaySteps * how.batchSize,
    flops: planFlops(plan),
    dataHash: split.hash,
    machine: machine(),
    seconds: Math.round(seconds),
    settings: {
      ...numbersOnly(how),
      drawn: Number(how.drawn),
      critic: critic.name,
      ...Object.fromEntries(Object.entries(numbersOnly(tuned)).map(([key, value]) => [`tuning ${key}`, value])),
    },
  };
  const pack = (half: keyof Halves, metrics: Readonly<Record<string, number>>) =>
    packWeights(networks[half], halves[half], training, metrics);
  const quantised = (half: keyof Halves) => {
    const { manifest, bytes } = pack(half, {});
    return readWeights(manifest, bytes);
  };
  const codec = await autoencoderOf(plan.training, { encoder: quantised('encoder'), decoder: quantised('decoder') });
  const after = reconstructions(codec, judge, split);
  const { means, deviations } = codec.encode(standard(split.heldOut));
  const draw = random(1).split('posterior');
  const metrics = {
    rate: before.rate,
    agreementBeforeTuning: before.agreement,
    frechetBeforeTuning: before.frechet,
    distortionBeforeTuning: before.distortion,
    ...after,
    frechetOfDrawnCodes: reconstructions(
      codec,
      judge,
      split,
      means.map((v, i) => v + deviations[i] * draw.normal()),
    ).frechet,
    frechetOfHeldOut: frechet(
      judge.judge(standard(split.heldOut)).features,
      judge.judge(standard(split.train)).features,
    ),
  };
  for (const half of ['encoder', 'decoder'] as const) {
    const { manifest, bytes } = pack(half, metrics);
    write(weightsPath(`${name}-${half}`, 'bin'), bytes);
    write(weightsPath(`${name}-${half}`, 'json'), `${JSON.stringify(manifest, null, 2)}\n`);
    process.stdout.write(`${name}-${half}: ${bytes.length} bytes in public/weights\n`);
  }
  process.stdout.write(`${command}: ${JSON.stringify(metrics)}\n`);
}
