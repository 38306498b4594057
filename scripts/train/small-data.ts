import { existsSync, readFileSync } from 'node:fs';
import { count, type Batch } from '../../src/core/batch';
import { digitSubset, type DigitPart } from '../../src/core/data/digit-subset';
import { digitClassifier, liveUNet } from '../../src/core/image-network/digits';
import { trainingFlops } from '../../src/core/image-network/flops';
import { ganParameterCount, ganTrainingFlops } from '../../src/core/image-network/gan';
import { bind, parameterCount } from '../../src/core/image-network/parameters';
import { greyOf } from '../../src/core/image-network/pixels';
import { frechet } from '../../src/core/metric/frechet';
import { prdc } from '../../src/core/metric/prdc';
import { ImageClassifier } from '../../src/net/image/classifier';
import { createImageTrainer } from '../../src/net/image/create';
import { createImageGan } from '../../src/net/image/gan/create';
import { liveGanSettings } from '../../src/net/image/gan/shipped';
import { liveImageSettings } from '../../src/net/image/settings';
import { shippedSettings } from '../../src/net/image/shipped';
import { createSimdDevice } from '../../src/net/image/simd/device';
import { at, machine, readDigits, readShipped, write } from './files';
import { agreement, first, sampleDigits, standard, turns } from './measure';
import { generated, spread } from './measure-gan';
import { nearestDistances } from './nearest';

/** Every run spends what the live U-Net spends on so many pictures. */
const IMAGES = 48_000;
const SAMPLES = 500;
const SEEDS = [1, 2, 3];
const EVALUATIONS = 10;
const GUIDANCE = 1;

const cases: readonly { readonly count: number | undefined; readonly only: number | null }[] = [
  { count: 100, only: null },
  { count: 300, only: null },
  { count: 1000, only: null },
  { count: undefined, only: null },
  { count: undefined, only: 3 },
];

/** One network, trained and measured. */
interface Measured {
  readonly seed: number;
  readonly agreement: number;
  /** To all training digits, or all of the one class, in the judge's features; of as many samples as `real.samples`. So are precision and recall, beside the held-out digits. */
  readonly frechet: number;
  readonly precision: number;
  readonly recall: number;
  /** Mean distance within a class in the judge's features; 1 is that of the held-out digits. */
  readonly diversity: number;
  /** Mean Euclidean distance to the nearest of the digits that it learned from, pixels from 0 to 1: copies are near 0. */
  readonly nearest: number;
  /** Real pictures seen, repeats counted. */
  readonly examples: number;
  readonly flops: number;
  readonly seconds: number;
}

const models = { diffusion: trainDiffusion, gan: trainGan };
type Model = keyof typeof models;

/** The command: trains what is not in the cache yet, with a model's name that one alone, with --backwards from the last seed on (so that two may share the work), and writes the file when nothing is missing. */
export async function smallData(args: readonly string[]): Promise<number> {
  const minutes = args.includes('--minutes') ? Number(args[args.indexOf('--minutes') + 1]) : Infinity;
  const named = (Object.keys(models) as Model[]).filter((name) => args.includes(name));
  const begun = performance.now();
  const split = await readDigits();
  const judge = new ImageClassifier(await createSimdDevice(bind(digitClassifier)), shippedSettings.classifier);
  const shipped = readShipped('classifier', digitClassifier, split.hash);
  judge.load({ weights: shipped.weights });
  const features = (part: DigitPart) => judge.judge(standard(part)).features;
  const all: Case[] = [];
  const runs = new Map<string, Measured>();
  let missing = 0;
  for (const { count: wanted, only } of cases) {
    const digit = only !== null && { only };
    const data = digitSubset(split.train, { ...(wanted !== undefined && { count: wanted }), ...digit });
    const whole = digitSubset(split.train, { ...digit });
    const held = digitSubset(split.heldOut, { ...(only === null && { count: SAMPLES }), ...digit });
    const nearest = mean(await nearestDistances(inkOf(held.images), inkOf(data.images)));
    all.push(caseAbout({ only, data, train: features(whole), held: features(held), labels: held.labels, nearest }));
  }
  // Seed by seed, so that a run that is stopped early has something of every case.
  for (const seed of args.includes('--backwards') ? [...SEEDS].reverse() : SEEDS) {
    for (const about of all) {
      for (const name of Object.keys(models) as Model[]) {
        const key = `${about.data.labels.length}-${about.only ?? 'all'}-${name}-${seed}`;
        const path = at(`.cache/small-data/${key}.json`);
        const identity = JSON.stringify([
          name === 'gan' ? liveGanSettings : [liveImageSettings, liveUNet],
          split.hash,
          shipped.manifest.weights.hash,
          IMAGES,
          SAMPLES,
          about.only,
          about.data.labels.length,
        ]);
        const kept = existsSync(path)
          ? (JSON.parse(readFileSync(path, 'utf8')) as { identity: string; measured: Measured })
          : undefined;
        let measured = kept?.identity === identity && !args.includes('--fresh') ? kept.measured : undefined;
        if (!measured && performance.now() - begun < minutes * 60_000 && (named.length === 0 || named.includes(name))) {
          measured = await measure(name, seed, about, judge);
          write(path, JSON.stringify({ identity, measured }));
          process.stdout.write(`${key}: ${JSON.stringify(measured)}\n`);
        }
        if (measured) runs.set(key, measured);
        else missing++;
      }
    }
  }
  if (missing > 0) {
    process.stdout.write(`${missing} runs are missing: the table is not written; the same command goes on from here\n`);
    return 0;
  }
  const result = {
    command: 'npm run train -- small-data',
    machine: machine(),
    judge: shipped.manifest.weights.hash,
    budget: { by: 'flops', examples: IMAGES, flops: FLOPS },
    samples: SAMPLES,
    seeds: SEEDS,
    models: {
      diffusion: {
        parameters: parameterCount(liveUNet),
        flopsPerExample: trainingFlops(liveUNet),
        images: IMAGES,
        says: `the medium live U-Net, Adam at ${liveImageSettings.learningRate}, batches of ${liveImageSettings.batchSize}; sampled by DPM-Solver++(2M) with ${EVALUATIONS} evaluations and guidance ${GUIDANCE}`,
      },
      gan: {
        parameters: ganParameterCount(liveGanSettings.networks),
        flopsPerExample: ganTrainingFlops(liveGanSettings.networks),
        images: ganImages(),
        says: `the live GAN, ${liveGanSettings.loss} loss, Adam at ${liveGanSettings.generatorRate} and ${liveGanSettings.discriminatorRate} (first decay ${liveGanSettings.beta1}), batches of ${liveGanSettings.batchSize}, what the discriminator sees moved by up to ${liveGanSettings.shift} pixels`,
      },
    },
    cases: all.map(({ only, data, real }) => ({
      count: data.labels.length,
      only,
      real,
      ...Object.fromEntries(
        (Object.keys(models) as Model[]).map((name) => [
          name,
          SEEDS.map((seed) => runs.get(`${data.labels.length}-${only ?? 'all'}-${name}-${seed}`)),
        ]),
      ),
    })),
  };
  write(
    at('src/site/small-data.json'),
    `${JSON.stringify(result, (_, v: unknown) => (typeof v === 'number' && !Number.isInteger(v) ? Number(v.toPrecision(5)) : v), 2)}\n`,
  );
  return 0;
}

const FLOPS = IMAGES * trainingFlops(liveUNet);

/** Pictures of the GAN for the same operations, in whole batches. */
function ganImages(): number {
  return (
    liveGanSettings.batchSize *
    Math.round(FLOPS / ganTrainingFlops(liveGanSettings.networks) / liveGanSettings.batchSize)
  );
}

type Case = ReturnType<typeof caseAbout>;

/** A case's digits, and the held-out digits in the place of samples. */
function caseAbout({
  only,
  data,
  train,
  held,
  labels,
  nearest,
}: {
  readonly only: number | null;
  readonly data: DigitPart;
  readonly train: Batch;
  readonly held: Batch;
  readonly labels: Uint8Array;
  readonly nearest: number;
}) {
  return {
    only,
    data,
    train,
    held,
    within: spread(held, labels),
    real: { samples: count(held), frechet: frechet(held, train), nearest, diversity: 1 },
  };
}

async function measure(
  name: Model,
  seed: number,
  { only, data, train, held, within }: Case,
  judge: ImageClassifier,
): Promise<Measured> {
  const labels = only === null ? turns(SAMPLES) : new Int32Array(SAMPLES).fill(only);
  const { samples, examples, flops, seconds } = await models[name](seed, data, labels);
  const found = judge.judge(Float32Array.from(samples.data));
  const asMany = first(found.features, count(held));
  const { precision, recall } = prdc(held, asMany);
  return {
    seed,
    agreement: agreement(found.classes, labels),
    frechet: frechet(asMany, train),
    precision,
    recall,
    diversity: spread(found.features, labels) / within,
    nearest: mean(await nearestDistances(inkOf(greyOf(samples.data)), inkOf(data.images))),
    examples,
    flops,
    seconds,
  };
}

interface Trained {
  readonly samples: Batch;
  readonly examples: number;
  readonly flops: number;
  /** Of training, by the clock: the machine had other work besides. */
  readonly seconds: number;
}

async function trainDiffusion(seed: number, data: DigitPart, labels: Int32Array): Promise<Trained> {
  const trainer = await createImageTrainer('simd', { ...liveImageSettings, network: liveUNet, seed });
  trainer.setData(data);
  const begun = performance.now();
  finite(trainer.train(IMAGES / liveImageSettings.batchSize), 'diffusion', seed);
  const seconds = Math.round((performance.now() - begun) / 1000);
  const samples = sampleDigits(trainer, { labels, evaluations: EVALUATIONS, guidance: GUIDANCE, seed: 1 });
  const { images } = trainer;
  trainer.dispose();
  return { samples, examples: images, flops: images * trainingFlops(liveUNet), seconds };
}

async function trainGan(seed: number, data: DigitPart, labels: Int32Array): Promise<Trained> {
  const gan = await createImageGan('simd', { ...liveGanSettings, seed });
  gan.setData(data);
  const begun = performance.now();
  finite(gan.train(ganImages() / liveGanSettings.batchSize), 'GAN', seed);
  const seconds = Math.round((performance.now() - begun) / 1000);
  const samples = generated(gan, labels, 1);
  const { images } = gan;
  gan.dispose();
  return { samples, examples: images, flops: images * ganTrainingFlops(liveGanSettings.networks), seconds };
}

function finite(loss: number, model: string, seed: number): void {
  if (!Number.isFinite(loss)) throw new Error(`the loss became ${loss} (${model}, seed ${seed})`);
}

const mean = (x: Float64Array) => x.reduce((sum, v) => sum + v, 0) / x.length;
const inkOf = (images: Uint8Array): Batch => ({ data: Float64Array.from(images, (p) => p / 255), dim: 784 });
