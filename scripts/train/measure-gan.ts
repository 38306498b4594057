import type { Batch } from '../../src/core/batch';
import { latentCodes } from '../../src/core/image-network/codes';
import { frechet } from '../../src/core/metric/frechet';
import { prdc } from '../../src/core/metric/prdc';
import type { ImageClassifier } from '../../src/net/image/classifier';
import type { ImageGan } from '../../src/net/image/gan/trainer';
import type { DigitSplit } from './files';
import { agreement, first, standard } from './measure';

/** Pictures in standard units by the averaged generator. Row i's code depends on the seed and i alone, as on the book's pages (`latentCodes`). */
export function generated(gan: ImageGan, labels: ArrayLike<number>, seed: number, which: 'ema' | 'raw' = 'ema'): Batch {
  const z = latentCodes(
    seed,
    Array.from(labels, (_, i) => i),
  );
  return { data: Float64Array.from(gan.generate(Float32Array.from(z), labels, which)), dim: 784 };
}

/** Mean Euclidean distance of two rows of a class, weighted by the classes' rows. */
export function spread({ data, dim }: Batch, labels: ArrayLike<number>): number {
  let sum = 0,
    rows = 0;
  for (let c = 0; c < 10; c++) {
    const of = Array.from(labels).flatMap((label, i) => (label === c ? [i] : []));
    if (of.length < 2) continue;
    let total = 0;
    for (const i of of) {
      for (const j of of) {
        let squared = 0;
        for (let k = 0; k < dim; k++) squared += (data[i * dim + k] - data[j * dim + k]) ** 2;
        total += Math.sqrt(squared);
      }
    }
    sum += total / (of.length - 1);
    rows += of.length;
  }
  return sum / rows;
}

/** What the generator's manifest says: as `sampleMetrics` says it of the diffusion network, with precision and recall against held-out digits, and diversity. */
export function ganMetrics(gan: ImageGan, judge: ImageClassifier, split: DigitSplit): Record<string, number> {
  const { labels } = split.heldOut;
  const found = judge.judge(Float32Array.from(generated(gan, labels, 1).data));
  const reference = judge.judge(standard(split.train)).features;
  const held = judge.judge(standard(split.heldOut)).features;
  const { precision, recall } = prdc(held, first(found.features, labels.length));
  return {
    samples: labels.length,
    agreement: agreement(found.classes, labels),
    frechet: frechet(found.features, reference),
    frechetOfHeldOut: frechet(held, reference),
    precision,
    recall,
    diversity: spread(found.features, labels) / spread(held, labels),
  };
}

/** The discriminator's mean output, before any sigmoid, on training digits, held-out digits and made ones, each with its class. */
export function ganOutputs(gan: ImageGan, split: DigitSplit): Record<string, number> {
  const mean = (x: Float64Array) => x.reduce((sum, v) => sum + v, 0) / x.length;
  const { labels } = split.heldOut;
  return {
    outputOnTraining: mean(gan.discriminate(standard(split.train), split.train.labels)),
    outputOnHeldOut: mean(gan.discriminate(standard(split.heldOut), labels)),
    outputOnMade: mean(gan.discriminate(Float32Array.from(generated(gan, labels, 1).data), labels)),
  };
}
