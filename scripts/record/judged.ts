import type { Batch } from '../../src/core/batch';
import { digitClassifier } from '../../src/core/image-network/digits';
import { bind } from '../../src/core/image-network/parameters';
import { ImageClassifier } from '../../src/net/image/classifier';
import { createImageGan } from '../../src/net/image/gan/create';
import { beside } from '../../src/net/image/gan/saved';
import { shippedGanSettings } from '../../src/net/image/gan/shipped';
import { shippedSettings } from '../../src/net/image/shipped';
import { createSimdDevice } from '../../src/net/image/simd/device';
import { readDigits, readShipped } from '../train/files';
import { standard } from '../train/measure';

async function judgeAll() {
  const split = await readDigits();
  const judge = new ImageClassifier(await createSimdDevice(bind(digitClassifier)), shippedSettings.classifier);
  const { manifest, weights } = readShipped('classifier', digitClassifier, split.hash);
  judge.load({ weights });
  return {
    split,
    judge,
    /** Of the judge's weights. */
    hash: manifest.weights.hash,
    accuracy: manifest.metrics.heldOutAccuracy,
    /** Features and classes of all digits of either part. */
    train: judge.judge(standard(split.train)),
    held: judge.judge(standard(split.heldOut)),
  };
}

export type Judged = Awaited<ReturnType<typeof judgeAll>>;

let found: Promise<Judged> | undefined;

/** The digits, the shipped judge and what it says of them: some seconds, once a process. */
export const judgedDigits = (): Promise<Judged> => (found ??= judgeAll());

/** The shipped game with both players' weights, and the manifest of the generator's. Throws where they are of other digits than `dataHash`. */
export async function shippedGan(dataHash: string) {
  const { networks } = shippedGanSettings;
  const generator = readShipped('gan-generator', networks.generator, dataHash);
  const discriminator = readShipped('gan-discriminator', networks.discriminator, dataHash);
  const gan = await createImageGan('simd', shippedGanSettings);
  gan.load({ weights: beside(generator.weights, discriminator.weights) });
  return { gan, networks, manifest: generator.manifest };
}

/** Pictures of grey levels in ink, 0 to 1. */
export const inkOf = (grey: Uint8Array): Batch => ({ data: Float64Array.from(grey, (p) => p / 255), dim: 784 });
