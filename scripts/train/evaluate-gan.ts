import { existsSync, readFileSync } from 'node:fs';
import { count, type Batch } from '../../src/core/batch';
import { digitClassifier, shippedUNet } from '../../src/core/image-network/digits';
import { forwardFlops, trainingFlops } from '../../src/core/image-network/flops';
import { ganParameterCount, ganTrainingFlops } from '../../src/core/image-network/gan';
import { bind, parameterCount } from '../../src/core/image-network/parameters';
import { greyOf } from '../../src/core/image-network/pixels';
import { frechet } from '../../src/core/metric/frechet';
import { prdc } from '../../src/core/metric/prdc';
import { ImageClassifier } from '../../src/net/image/classifier';
import { createImageGan } from '../../src/net/image/gan/create';
import { beside } from '../../src/net/image/gan/saved';
import { shippedGanSettings } from '../../src/net/image/gan/shipped';
import type { ImageGan } from '../../src/net/image/gan/trainer';
import { shippedSettings } from '../../src/net/image/shipped';
import { createSimdDevice } from '../../src/net/image/simd/device';
import { ImageTrainer } from '../../src/net/image/trainer';
import { at, machine, readDigits, readShipped, write } from './files';
import { agreement, classesOf, first, sampleDigits, standard } from './measure';
import { generated, spread } from './measure-gan';
import { nearestDistances } from './nearest';

/** One row: samples with the classes of the held-out digits, in the same numbers, as for the diffusion network (`evaluate.ts`). */
interface GanRow {
  readonly samples: number;
  readonly agreement: number;
  readonly frechet: number;
  /** Of as many of the samples as there are held-out digits. */
  readonly frechetOfAsMany: number;
  readonly precision: number;
  readonly recall: number;
  /** Mean distance within a class in the judge's features; 1 is that of the held-out digits. Of as many samples. */
  readonly diversity: number;
  /** Mean Euclidean distance to the nearest training digit, pixels from 0 to 1. */
  readonly nearest: number;
  /** For all samples, on this machine. */
  readonly seconds: number;
}

/** The diversity of the diffusion network's samples, which its own table lacks: of as many as there are held-out digits. */
interface DiversityRow {
  readonly evaluations: number;
  readonly guidance: number;
  readonly samples: number;
  readonly diversity: number;
}

const SEED = 1;

/** Measures the shipped GAN and writes src/site/gan-evaluation.json. */
export async function evaluateGan(args: readonly string[]): Promise<number> {
  const split = await readDigits();
  const judge = new ImageClassifier(await createSimdDevice(bind(digitClassifier)), shippedSettings.classifier);
  const shippedJudge = readShipped('classifier', digitClassifier, split.hash);
  judge.load({ weights: shippedJudge.weights });
  const { networks } = shippedGanSettings;
  const shipped = {
    generator: readShipped('gan-generator', networks.generator, split.hash),
    discriminator: readShipped('gan-discriminator', networks.discriminator, split.hash),
  };
  const gan = await createImageGan('simd', shippedGanSettings);
  gan.load({ weights: beside(shipped.generator.weights, shipped.discriminator.weights) });

  const train = judge.judge(standard(split.train)).features;
  const heldFound = judge.judge(standard(split.heldOut));
  const held = heldFound.features,
    n = count(held),
    { labels } = split.heldOut;
  const within = spread(held, labels);
  const trainInk = inkOf(split.train.images);
  const real = {
    samples: n,
    agreement: agreement(heldFound.classes, labels),
    frechet: frechet(held, train),
    nearest: mean(await nearestDistances(inkOf(split.heldOut.images), trainInk)),
    // The training digits' own, in the place of samples.
    diversity: spread(train, split.train.labels) / within,
  };
  const quick = args.includes('--quick');
  const wanted = classesOf(split, quick ? n : 2000);
  const begun = performance.now();
  const samples = generated(gan, wanted, SEED);
  const seconds = (performance.now() - begun) / 1000;
  const found = judge.judge(Float32Array.from(samples.data));
  const asMany = first(found.features, n);
  const { precision, recall } = prdc(held, asMany);
  const row: GanRow = {
    samples: wanted.length,
    agreement: agreement(found.classes, wanted),
    frechet: frechet(found.features, train),
    frechetOfAsMany: frechet(asMany, train),
    precision,
    recall,
    diversity: spread(asMany, labels) / within,
    nearest: mean(await nearestDistances(inkOf(greyOf(samples.data)), trainInk)),
    seconds,
  };
  process.stdout.write(`GAN: ${JSON.stringify(row)}\n`);
  if (quick) return 0;
  const diffusion = await diversities(
    judge,
    labels,
    within,
    `${shippedJudge.manifest.weights.hash}`,
    split.hash,
    args.includes('--fresh'),
  );
  const result = {
    command: 'npm run evaluate',
    machine: machine(),
    seed: SEED,
    weights: shipped.generator.manifest.weights.hash,
    judge: shippedJudge.manifest.weights.hash,
    flopsPerForward: forwardFlops(networks.generator),
    parameters: ganParameterCount(networks),
    trainingFlops: shipped.generator.manifest.training.images * ganTrainingFlops(networks),
    outputs: outputsOf(gan, standard(split.train), split.train.labels, standard(split.heldOut), labels, samples),
    real,
    rows: [row],
    diffusion: {
      parameters: parameterCount(shippedUNet),
      trainingFlops: diffusion.images * trainingFlops(shippedUNet),
      weights: diffusion.weights,
      rows: diffusion.rows,
    },
  };
  write(
    at('src/site/gan-evaluation.json'),
    `${JSON.stringify(result, (_, v: unknown) => (typeof v === 'number' && !Number.isInteger(v) ? Number(v.toPrecision(5)) : v), 2)}\n`,
  );
  return 0;
}

/** The discriminator's mean output, before any sigmoid, on what it learned from, on held-out digits, and on samples. */
function outputsOf(
  gan: ImageGan,
  train: Float32Array,
  trainLabels: Uint8Array,
  held: Float32Array,
  labels: Uint8Array,
  { data, dim }: Batch,
) {
  return {
    training: mean(gan.discriminate(train, trainLabels)),
    heldOut: mean(gan.discriminate(held, labels)),
    samples: mean(gan.discriminate(Float32Array.from(data.subarray(0, labels.length * dim)), labels)),
  };
}

async function diversities(
  judge: ImageClassifier,
  labels: Uint8Array,
  within: number,
  judgeHash: string,
  dataHash: string,
  fresh: boolean,
) {
  const shipped = readShipped('digits', shippedUNet, dataHash);
  const { hash } = shipped.manifest.weights;
  const path = at('.cache/evaluate/diversity.json');
  const identity = `${hash} ${judgeHash} ${SEED}`;
  const rows: DiversityRow[] = [];
  if (!fresh && existsSync(path)) {
    const kept = JSON.parse(readFileSync(path, 'utf8')) as {
      readonly identity: string;
      readonly rows: readonly DiversityRow[];
    };
    if (kept.identity === identity) rows.push(...kept.rows);
  }
  const trainer = new ImageTrainer(await createSimdDevice(bind(shippedUNet)), shippedSettings.digits);
  trainer.load({ weights: shipped.weights });
  for (const evaluations of [5, 10, 20, 50]) {
    for (const guidance of [0, 1]) {
      if (rows.some((row) => row.evaluations === evaluations && row.guidance === guidance)) continue;
      const { features } = judge.judge(
        Float32Array.from(sampleDigits(trainer, { labels, evaluations, guidance, seed: SEED }).data),
      );
      rows.push({ evaluations, guidance, samples: labels.length, diversity: spread(features, labels) / within });
      write(path, JSON.stringify({ identity, rows }));
      process.stdout.write(`diffusion: ${JSON.stringify(rows[rows.length - 1])}\n`);
    }
  }
  rows.sort((a, b) => a.evaluations - b.evaluations || a.guidance - b.guidance);
  return { rows, weights: hash, images: shipped.manifest.training.images };
}

const mean = (x: Float64Array) => x.reduce((sum, v) => sum + v, 0) / x.length;
const inkOf = (images: Uint8Array): Batch => ({ data: Float64Array.from(images, (p) => p / 255), dim: 784 });
