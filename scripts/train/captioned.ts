import type { Batch } from '../../src/core/batch';
import {
  captionOf,
  factsOf,
  measures,
  pairCaptionOf,
  readPairPrompt,
  readPrompt,
  shownRows,
  type Facts,
} from '../../src/core/caption';
import { shippedSpatial } from '../../src/core/image-network/autoencoder';
import { numbersIn } from '../../src/core/image-network/shape';
import { random } from '../../src/core/random';
import { shippedAutoencoders } from '../../src/net/image/autoencoder/shipped';
import type { AutoencoderTrainer } from '../../src/net/image/autoencoder/trainer';
import { rowsOf } from '../../src/net/condition/arrays';
import type { ConditionedData } from '../../src/net/image/data';
import { captionedDenoising, captionsCondition } from '../../src/net/image/objective/captioned';
import type { ImageObjective } from '../../src/net/image/objective/objective';
import { pairAutoencoder, pairPictures } from '../../src/core/image-network/text-shipped';
import { autoencoderOf } from './codes';
import { readShipped, type DigitSplit } from './files';
import { standard } from './measure';

// What networks of captions learn from: codes of digits, and captions that are drawn anew at every visit.

type Part = DigitSplit['train'];

/** Codes with what is true of each, as a trainer takes them. */
export interface Captioned {
  readonly data: ConditionedData;
  readonly objective: ImageObjective;
  readonly rows: number;
}

/** The shipped spatial autoencoder, of one digit or of two side by side. */
export async function spatialCodec(
  dataHash: string,
  of: 'digit' | 'pair' = 'digit',
): Promise<{ readonly codec: AutoencoderTrainer; readonly hash: string }> {
  const { encoder, decoder } = shippedSpatial;
  const halves = {
    encoder: readShipped('spatial-encoder', encoder, dataHash),
    decoder: readShipped('spatial-decoder', decoder, dataHash),
  };
  const { training } = shippedAutoencoders.spatial;
  const settings = of === 'digit' ? training : { ...training, networks: pairAutoencoder, domain: pairPictures };
  const codec = await autoencoderOf(settings, { encoder: halves.encoder.weights, decoder: halves.decoder.weights });
  return { codec, hash: `${halves.encoder.manifest.weights.hash} ${halves.decoder.manifest.weights.hash}` };
}

/** What the instruments say of all digits of a part, and which of them may be shown. */
export function factsIn({ images, labels }: Part): { readonly facts: readonly Facts[]; readonly shown: Int32Array } {
  const ink: Batch = { data: Float64Array.from(images, (p) => p / 255), dim: 784 };
  const found = measures(ink, 28);
  return {
    facts: Array.from(labels, (digit, i) => factsOf(found, i, digit)),
    shown: shownRows(found, labels),
  };
}

/** Codes of the digits that may be shown, with captions of each. */
export function captionedDigits(part: Part, codec: AutoencoderTrainer): Captioned {
  const { facts, shown } = factsIn(part);
  const { means, deviations } = codec.encode(standard(part));
  const size = numbersIn(shippedSpatial.code);
  return {
    data: {
      values: rowsOf(means, size, shown),
      deviations: rowsOf(deviations, size, shown),
      condition: captionsCondition(Array.from(shown, () => readPrompt(''))),
    },
    objective: captionedDenoising((row, draw) => readPrompt(captionOf(facts[shown[row]], draw))),
    rows: shown.length,
  };
}

/** Pictures of 28 x 56: of each row the first digit on the left, the second on the right, by their places in `images`. */
export function sideBySide(images: Uint8Array, of: readonly (readonly [left: number, right: number])[]): Uint8Array {
  const pictures = new Uint8Array(of.length * 2 * 784);
  of.forEach((digits, i) =>
    digits.forEach((digit, side) => {
      for (let y = 0; y < 28; y++) {
        const from = digit * 784 + y * 28;
        pictures.set(images.subarray(from, from + 28), (2 * i * 28 + 2 * y + side) * 28);
      }
    }),
  );
  return pictures;
}

/** Two digits that may be shown, drawn `count` times. */
export function pairsOf(
  shown: ArrayLike<number>,
  count: number,
  seed: number,
): readonly (readonly [left: number, right: number])[] {
  const draw = random(seed).split('pairs');
  return Array.from(
    { length: count },
    () => [shown[draw.integer(shown.length)], shown[draw.integer(shown.length)]] as const,
  );
}

/** Codes of pairs of digits, with captions of each. `codec` is that of pairs. */
export function captionedPairs(part: Part, codec: AutoencoderTrainer, count: number, seed: number): Captioned {
  const { facts, shown } = factsIn(part);
  const of = pairsOf(shown, count, seed);
  const pictures = sideBySide(part.images, of);
  const size = numbersIn(pairAutoencoder.code);
  const values = new Float32Array(count * size),
    deviations = new Float32Array(count * size);
  // As floats all pictures at once would take four times their bytes.
  for (let from = 0; from < count; from += 1000) {
    const rows = Math.min(1000, count - from);
    const some = { images: pictures.subarray(from * 1568, (from + rows) * 1568), labels: new Uint8Array(rows) };
    const codes = codec.encode(standard(some));
    values.set(codes.means, from * size);
    deviations.set(codes.deviations, from * size);
  }
  return {
    data: { values, deviations, condition: captionsCondition(of.map(() => readPairPrompt(''))) },
    objective: captionedDenoising((row, draw) => {
      const [left, right] = of[row];
      return readPairPrompt(pairCaptionOf(facts[left], facts[right], draw));
    }),
    rows: count,
  };
}
