import type { Batch } from '../../src/core/batch';
import { digitClassifier } from '../../src/core/image-network/digits';
import { bind } from '../../src/core/image-network/parameters';
import { frechet } from '../../src/core/metric/frechet';
import { asShown } from '../../src/core/image-network/pixels';
import { ofClass } from '../../src/net/condition/class';
import { ratesByNumber, type Codes } from '../../src/net/image/autoencoder/codes';
import { codeScale, normalised } from '../../src/net/image/autoencoder/normalise';
import { shippedAutoencoders, type ShippedAutoencoder } from '../../src/net/image/autoencoder/shipped';
import type { AutoencoderSettings, TuningSettings } from '../../src/net/image/autoencoder/settings';
import { AutoencoderTrainer } from '../../src/net/image/autoencoder/trainer';
import { DecoderTuning } from '../../src/net/image/autoencoder/tuning';
import { beside } from '../../src/net/image/gan/saved';
import { ImageClassifier } from '../../src/net/image/classifier';
import type { ConditionedData } from '../../src/net/image/data';
import { shippedSettings } from '../../src/net/image/shipped';
import { createSimdDevice } from '../../src/net/image/simd/device';
import type { ImageTrainer } from '../../src/net/image/trainer';
import { readShipped, type DigitSplit } from './files';
import { agreement, sampleDigits, standard, type SampleOptions } from './measure';

// Autoencoders made, tuned, brought to unit codes and measured, for the commands and the record.

export interface Halves {
  readonly encoder: Float32Array;
  readonly decoder: Float32Array;
}

/** An autoencoder on the kernel that begins anew, or with these weights. */
export async function autoencoderOf(settings: AutoencoderSettings, halves?: Halves): Promise<AutoencoderTrainer> {
  const { encoder, decoder } = settings.networks;
  const made = new AutoencoderTrainer(
    await createSimdDevice(bind(encoder)),
    await createSimdDevice(bind(decoder)),
    settings,
  );
  if (halves) made.load({ weights: beside(halves.encoder, halves.decoder) });
  return made;
}

/** The tuning of these halves' decoder. */
export async function tuningOf(settings: TuningSettings, { encoder, decoder }: Halves): Promise<DecoderTuning> {
  const devices = {
    encoder: await createSimdDevice(bind(settings.networks.encoder)),
    decoder: await createSimdDevice(bind(settings.networks.decoder)),
    critic: await createSimdDevice(bind(settings.critic)),
  };
  devices.encoder.load({ weights: encoder });
  devices.decoder.load({ weights: decoder });
  return new DecoderTuning(devices, settings);
}

/** The averages of both halves' weights. */
export function halvesOf(trainer: AutoencoderTrainer): Halves {
  const { ema } = trainer.save();
  return { encoder: ema.slice(0, trainer.encoder.size), decoder: ema.slice(trainer.encoder.size) };
}

/** The average of a tuned decoder's weights. */
export const tunedDecoder = (tuning: DecoderTuning): Float32Array =>
  tuning.save().ema.slice(0, tuning.networks.decoder.size);

/** Both halves with codes of mean 0 and deviation 1 in every channel, over what is drawn around the means of `codes`. */
export function unitCodes(
  { networks: { encoder, decoder, code } }: AutoencoderSettings,
  halves: Halves,
  { means, deviations }: Codes,
): Halves {
  return normalised(
    { encoder: bind(encoder), decoder: bind(decoder) },
    halves,
    codeScale(means, code.channels, deviations),
  );
}

export interface Reconstructions {
  /** Share of held-out digits whose reconstruction the classifier takes for their class. */
  readonly agreement: number;
  /** Fréchet distance of the held-out digits' reconstructions to the training digits. */
  readonly frechet: number;
  /** Mean squared error of a number, in standard units. */
  readonly distortion: number;
}

/** What comes back of the held-out digits' mean codes, or of `codes`. */
export function reconstructions(
  codec: AutoencoderTrainer,
  judge: ImageClassifier,
  { train, heldOut }: DigitSplit,
  codes: Float32Array = codec.encode(standard(heldOut)).means,
): Reconstructions {
  const pictures = standard(heldOut);
  const back = asShown(codec.decode(codes));
  const { classes, features } = judge.judge(back);
  return {
    agreement: agreement(classes, heldOut.labels),
    frechet: frechet(features, judge.judge(standard(train)).features),
    distortion: back.reduce((sum, v, i) => sum + (v - pictures[i]) ** 2, 0) / back.length,
  };
}

/** Divergence of the held-out digits' codes from the standard normal, nats a picture, before they are brought to unit codes. */
export function rate(codec: AutoencoderTrainer, { heldOut }: DigitSplit): number {
  const codes = codec.encode(standard(heldOut));
  return ratesByNumber(codes, codes.means.length / heldOut.labels.length).reduce((sum, v) => sum + v, 0);
}

/** What a denoiser of codes learns from: the pictures' codes, drawn anew at every visit, with their classes. */
export function codesToLearn(codec: AutoencoderTrainer, part: DigitSplit['train']): ConditionedData {
  const { means, deviations } = codec.encode(standard(part));
  return { values: means, deviations, condition: ofClass(part.labels) };
}

/** Digits in standard units: sampled codes, decoded. */
export function latentDigits(denoiser: ImageTrainer, codec: AutoencoderTrainer, options: SampleOptions): Batch {
  const codes = sampleDigits(denoiser, options);
  return { data: Float64Array.from(codec.decode(Float32Array.from(codes.data))), dim: 784 };
}

/** The shipped autoencoder of this name, and the hash of both halves' weights. */
export async function shippedCodec(
  name: ShippedAutoencoder,
  dataHash: string,
): Promise<{ readonly codec: AutoencoderTrainer; readonly hash: string }> {
  const { training } = shippedAutoencoders[name];
  const read = (half: keyof Halves) => readShipped(`${name}-${half}`, training.networks[half], dataHash);
  const [encoder, decoder] = [read('encoder'), read('decoder')];
  return {
    codec: await autoencoderOf(training, { encoder: encoder.weights, decoder: decoder.weights }),
    hash: `${encoder.manifest.weights.hash} ${decoder.manifest.weights.hash}`,
  };
}

/** The shipped classifier. */
export async function shippedJudge(dataHash: string): Promise<ImageClassifier> {
  const judge = new ImageClassifier(await createSimdDevice(bind(digitClassifier)), shippedSettings.classifier);
  judge.load({ weights: readShipped('classifier', digitClassifier, dataHash).weights });
  return judge;
}
