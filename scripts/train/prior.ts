import { shippedFlat } from '../../src/core/image-network/autoencoder';
import { embeddingDomain, embeddingSize } from '../../src/core/image-network/contrastive';
import { standard as inUnits } from '../../src/core/domain';
import { trainingFlops } from '../../src/core/image-network/flops';
import { random, type Random } from '../../src/core/random';
import { shippedAutoencoders } from '../../src/net/image/autoencoder/shipped';
import type { ContrastiveTrainer } from '../../src/net/image/contrastive/trainer';
import { createImageTrainer } from '../../src/net/image/create';
import { captionsCondition } from '../../src/net/image/objective/captioned';
import { toldDenoising, type Teller } from '../../src/net/image/objective/told';
import type { ImageTrainer } from '../../src/net/image/trainer';
import { shippedUnclip, type UnclipPart } from '../../src/net/image/unclip/settings';
import { judgedDigits } from '../record/judged';
import { shown, type CaptionedDigits } from './facts';
import { shippedClip } from './clip';
import { autoencoderOf } from './codes';
import { readDigits, readShipped, type DigitSplit } from './files';
import { standard } from './measure';
import { unclipMetrics } from './measure-unclip';
import { minutesOf, numbersOnly, rounded, writePacked } from './packed';
import { run } from './run';

/** Captions of each picture that the networks are told in turn, and draws of each picture's code. */
const captionsEach = 8;
const codesEach = 4;

/** Trains the prior, then the decoder of embeddings, and writes both. */
export async function trainPrior(options: readonly string[]): Promise<number> {
  const split = await readDigits();
  const { clip, hashes } = await shippedClip(split.hash);
  const { codec, hash } = await shippedCodec(split.hash);
  const digits = shown(split.train);
  const pictures = standard(digits);
  const seen = clip.pictures(pictures);
  const told = await trained('prior', options, [split.hash, hashes], {
    values: seen,
    teller: captionTeller(clip, digits),
  });
  if (!told) return 0;
  const { means, deviations } = codec.encode(pictures);
  const draw = random(1).split('posterior');
  const values = new Float32Array(codesEach * means.length);
  for (let k = 0; k < values.length; k++)
    values[k] = means[k % means.length] + deviations[k % means.length] * draw.normal();
  const made = await trained('unclip', options, [split.hash, hashes, hash], {
    values,
    teller: (row) => asTold(seen, row % digits.labels.length),
  });
  if (!made) return 0;
  const { judge } = await judgedDigits();
  const metrics = unclipMetrics({ clip, codec, prior: told.trainer, unclip: made.trainer, judge, split });
  const teachers = { ...hashes, 'flat-encoder': hash };
  ship('prior', told, split, hashes, metrics);
  ship('unclip', made, split, teachers, metrics);
  return 0;
}

/** An embedding as a network is told it, of row `row`. */
export const asTold = (embeddings: Float32Array, row: number): Float32Array =>
  embeddings.slice(row * embeddingSize, (row + 1) * embeddingSize).map((v) => inUnits(v, embeddingDomain));

/** Tells a row one of several true captions' embeddings. */
export function captionTeller(clip: ContrastiveTrainer, digits: CaptionedDigits): Teller {
  const root = random(1).split('captions');
  const banks = Array.from({ length: captionsEach }, (_, k) =>
    clip.captions(
      captionsCondition(Array.from(digits.labels, (_label, row) => digits.captioner(row, root.split(k).split(row)))),
    ),
  );
  return (row, draw: Random) => asTold(banks[draw.integer(captionsEach)], row);
}

/** The flat autoencoder as it is shipped, and the hash of its encoder's weights. */
export async function shippedCodec(dataHash: string) {
  const halves = {
    encoder: readShipped('flat-encoder', shippedFlat.encoder, dataHash),
    decoder: readShipped('flat-decoder', shippedFlat.decoder, dataHash),
  };
  const codec = await autoencoderOf(shippedAutoencoders.flat.training, {
    encoder: halves.encoder.weights,
    decoder: halves.decoder.weights,
  });
  return {
    codec,
    hash: halves.encoder.manifest.weights.hash,
    hashes: {
      'flat-encoder': halves.encoder.manifest.weights.hash,
      'flat-decoder': halves.decoder.manifest.weights.hash,
    },
  };
}

interface Trained {
  readonly trainer: ImageTrainer;
  readonly ema: Float32Array;
  readonly seconds: number;
}

async function trained(
  part: UnclipPart,
  options: readonly string[],
  of: unknown,
  { values, teller }: { readonly values: Float32Array; readonly teller: Teller },
): Promise<Trained | undefined> {
  const settings = shippedUnclip[part];
  const trainer = await createImageTrainer('simd', settings, toldDenoising(embeddingDomain.shape, teller));
  trainer.setData({ values, condition: { kind: 'none', n: values.length / settings.domain.shape.channels } });
  const seconds = await run(trainer, {
    name: part,
    total: settings.decaySteps,
    identity: JSON.stringify([settings, of]),
    fresh: options.includes('--fresh'),
    minutes: minutesOf(options),
  });
  if (seconds === undefined) return undefined;
  const { ema } = trainer.save();
  trainer.load({ ...trainer.save(), weights: rounded(settings.network, ema), ema: rounded(settings.network, ema) });
  return { trainer, ema, seconds };
}

function ship(
  part: UnclipPart,
  { trainer, ema, seconds }: Trained,
  split: DigitSplit,
  teachers: Readonly<Record<string, string>>,
  metrics: Readonly<Record<string, number>>,
): void {
  const { network, seed, ...how } = shippedUnclip[part];
  const { steps, images } = trainer;
  writePacked(
    part,
    network,
    ema,
    {
      command: 'npm run train -- prior',
      seed,
      steps,
      images,
      flops: images * trainingFlops(network),
      dataHash: split.hash,
      seconds: Math.round(seconds),
      settings: { ...numbersOnly(how), ...teachers },
    },
    metrics,
  );
}
