import { digitClassifier } from '../../src/core/image-network/digits';
import { bind } from '../../src/core/image-network/parameters';
import { ImageClassifier } from '../../src/net/image/classifier';
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
