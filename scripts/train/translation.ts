import { shippedUNet } from '../../src/core/image-network/digits';
import { fromGrey } from '../../src/core/image-network/pixels';
import { trainingFlops } from '../../src/core/image-network/flops';
import { toldOfChange } from '../../src/core/image-network/translation';
import { changes, pairOf, toldChange } from '../../src/core/translation/pairs';
import { ImageClassifier } from '../../src/net/image/classifier';
import { createImageClassifier, createImageTrainer } from '../../src/net/image/create';
import { toldDenoising } from '../../src/net/image/objective/told';
import { translationSettings as settings } from '../../src/net/image/translation/settings';
import type { ImageTrainer } from '../../src/net/image/trainer';
import { readDigits, readShipped, type DigitSplit } from './files';
import { readFonts } from './fonts';
import { accuracy, heldOutLoss } from './measure';
import { minutesOf, numbersOnly, rounded, writePacked } from './packed';
import { run } from './run';

export const translationNames = ['type', 'changes', 'domain'] as const;
type Name = (typeof translationNames)[number];
type Part = DigitSplit['train'];

export const isTranslation = (name: string | undefined): name is Name => translationNames.some((own) => own === name);

/** Trains a network that translates, or the one that tells handwriting from type, and writes its weights. */
export async function trainTranslation(name: Name, options: readonly string[]): Promise<number> {
  const digits = await readDigits();
  const fonts = await readFonts();
  const { trainee, begins, metrics } = await prepared[name](digits, fonts);
  const { network, seed, ...how } = settings[name];
  const from = { fonts: fonts.hash, ...(begins && { begins }) };
  const seconds = await run(trainee, {
    name,
    total: how.decaySteps,
    identity: JSON.stringify([settings[name], digits.hash, from]),
    fresh: options.includes('--fresh'),
    minutes: minutesOf(options),
  });
  if (seconds === undefined) return 0;
  const { ema, steps, images } = trainee.save();
  trainee.load({ weights: rounded(network, ema) });
  writePacked(
    name,
    network,
    ema,
    {
      command: `npm run train -- ${name}`,
      seed,
      steps,
      images,
      flops: images * trainingFlops(network),
      dataHash: digits.hash,
      seconds: Math.round(seconds),
      settings: { ...numbersOnly(how), ...from },
    },
    metrics(),
  );
  return 0;
}

interface Prepared {
  readonly trainee: ImageTrainer | ImageClassifier;
  /** Hash of the weights that it goes on from. */
  readonly begins?: string;
  readonly metrics: () => Readonly<Record<string, number>>;
}

const prepared: { readonly [N in Name]: (digits: DigitSplit, fonts: DigitSplit) => Promise<Prepared> } = {
  async type(digits, fonts) {
    const trainee = await createImageTrainer('simd', settings.type);
    const { manifest, weights } = readShipped('digits', shippedUNet, digits.hash);
    const before = await createImageTrainer('simd', settings.type);
    before.load({ weights });
    const lossBefore = heldOutLoss(before, fonts);
    trainee.load({ weights });
    trainee.setData(fonts.train);
    return {
      trainee,
      begins: manifest.weights.hash,
      metrics: () => ({ heldOutLoss: heldOutLoss(trainee, fonts), heldOutLossBefore: lossBefore }),
    };
  },

  async changes(digits) {
    const { sources, targets, told } = changePairs(digits.train);
    const trainee = await createImageTrainer(
      'simd',
      settings.changes,
      toldDenoising({ extent: [28, 28], channels: toldOfChange }, (row) => told(row)),
    );
    trainee.setData({ values: targets, condition: { kind: 'none', n: sources.length } });
    return { trainee, metrics: () => ({}) };
  },

  async domain(digits, fonts) {
    const trainee = await createImageClassifier('simd', settings.domain);
    const few = fonts.train.labels.length;
    const both = joined(first(digits.train, few), fonts.train);
    trainee.setData(both);
    const held = joined(first(digits.heldOut, fonts.heldOut.labels.length), fonts.heldOut);
    return {
      trainee,
      metrics: () => ({ trainingAccuracy: accuracy(trainee, both), heldOutAccuracy: accuracy(trainee, held) }),
    };
  },
};

/** The first `n` of a part. */
export const first = ({ images, labels }: Part, n: number): Part => ({
  images: images.subarray(0, 784 * n),
  labels: labels.subarray(0, n),
});

/** Handwriting (0) beside type (1). */
export function joined(hand: Part, type: Part): Part {
  const images = new Uint8Array(hand.images.length + type.images.length);
  images.set(hand.images);
  images.set(type.images, hand.images.length);
  const labels = new Uint8Array(hand.labels.length + type.labels.length);
  labels.fill(1, hand.labels.length);
  return { images, labels };
}

/** The pairs that digits make: of four digits in turn the first becomes bold, the second thin, the third slanted, the fourth upright. Targets in ink. */
function changePairs(part: Part) {
  const n = part.labels.length;
  const sources: Float32Array[] = [];
  const targets = new Float32Array(784 * n);
  for (let i = 0; i < n; i++) {
    const picture = Float64Array.from(part.images.subarray(784 * i, 784 * (i + 1)), (p) => p / 255);
    const { source, target } = pairOf(picture, 28, changes[i % changes.length]);
    sources.push(Float32Array.from(fromGrey(source.map((v) => 255 * v))));
    targets.set(target, 784 * i);
  }
  return { sources, targets, told: (row: number) => toldChange(sources[row], 28, changes[row % changes.length]) };
}
