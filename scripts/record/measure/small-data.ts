import { keepForLater, kept, tell } from '../kept';
import { beside, measured } from '../measurement';
import { count, type Batch } from '../../../src/core/batch';
import { digitSubset, type DigitPart, type DigitSubset } from '../../../src/core/data/digit-subset';
import { liveUNet } from '../../../src/core/image-network/digits';
import { trainingFlops } from '../../../src/core/image-network/flops';
import { ganParameterCount, ganTrainingFlops } from '../../../src/core/image-network/gan';
import { parameterCount } from '../../../src/core/image-network/parameters';
import { greyOf } from '../../../src/core/image-network/pixels';
import { frechet } from '../../../src/core/metric/frechet';
import { prdc } from '../../../src/core/metric/prdc';
import { mean } from '../../../src/core/statistics/index';
import type { ImageClassifier } from '../../../src/net/image/classifier';
import { createImageTrainer } from '../../../src/net/image/create';
import { createImageGan } from '../../../src/net/image/gan/create';
import { liveGanSettings } from '../../../src/net/image/gan/shipped';
import { liveImageSettings } from '../../../src/net/image/settings';
import { smallData } from '../../../src/record/small-data/index';
import type { SmallDataFile, SmallRun } from '../../../src/record/small-data/shape';
import { machine } from '../../train/files';
import { inkOf, judgedDigits } from '../judged';
import { agreement, first, sampleDigits, standard, turns } from '../../train/measure';
import { generated, spread } from '../../train/measure-gan';
import { nearestDistances } from '../../train/nearest';

/** Every run spends what the live U-Net spends on so many pictures. */
const IMAGES = 48_000;
const SAMPLES = 500;
const SEEDS = [1, 2, 3];
const EVALUATIONS = 10;
const GUIDANCE = 1;

const cases: readonly DigitSubset[] = [{ count: 100 }, { count: 300 }, { count: 1000 }, {}, { only: 3 }];

const models = { diffusion: trainDiffusion, gan: trainGan };
type Model = keyof typeof models;

const keyOf = ({ data, only }: Case, model: Model, seed: number): string =>
  `${data.labels.length}-${only ?? 'all'}-${model}-${seed}`;

/** The digits, the judge, and a case's digits with what real ones have in the place of samples. */
async function prepared() {
  const { split, judge, hash } = await judgedDigits();
  const features = (part: DigitPart) => judge.judge(standard(part)).features;
  const caseOf = async (one: DigitSubset) => {
    const { only = null } = one;
    const data = digitSubset(split.train, one);
    const whole = digitSubset(split.train, only === null ? {} : { only });
    const held = digitSubset(split.heldOut, only === null ? { count: SAMPLES } : { only });
    const nearest = mean(await nearestDistances(inkOf(held.images), inkOf(data.images)));
    return caseAbout({ only, data, train: features(whole), held: features(held), labels: held.labels, nearest });
  };
  return { split, judge, hash, caseOf };
}

const about = {
  diffusion: () => ({
    parameters: parameterCount(liveUNet),
    flopsPerExample: trainingFlops(liveUNet),
    images: IMAGES,
    says: `the medium live U-Net, Adam at ${liveImageSettings.learningRate}, batches of ${liveImageSettings.batchSize}; sampled by DPM-Solver++(2M) with ${EVALUATIONS} evaluations and guidance ${GUIDANCE}`,
  }),
  gan: () => ({
    parameters: ganParameterCount(liveGanSettings.networks),
    flopsPerExample: ganTrainingFlops(liveGanSettings.networks),
    images: ganImages(),
    says: `the live GAN, ${liveGanSettings.loss} loss, Adam at ${liveGanSettings.generatorRate} and ${liveGanSettings.discriminatorRate} (first decay ${liveGanSettings.beta1}), batches of ${liveGanSettings.batchSize}, what the discriminator sees moved by up to ${liveGanSettings.shift} pixels`,
  }),
} as const;

/** Trains what is not in the cache yet: all of it, or the models that are named. */
export const measurement = measured<SmallDataFile>({
  digits: 5,
  measure: async ({ named, fresh, backwards, minutes }, keep) => {
    const names = Object.keys(models) as readonly Model[];
    const unknown = named.find((name) => !(name in models));
    if (unknown !== undefined) {
      process.stderr.write(`which model? ${unknown} (expected ${names.join(', ')}, or nothing for both)\n`);
      return 2;
    }
    const begun = performance.now();
    const { split, judge, hash, caseOf } = await prepared();
    const all: Case[] = [];
    for (const one of cases) all.push(await caseOf(one));
    const runs = new Map<string, SmallRun>();
    let missing = 0;
    // Seed by seed, so that a run that is stopped early has something of every case.
    for (const seed of backwards ? [...SEEDS].reverse() : SEEDS) {
      for (const one of all) {
        for (const name of names) {
          const key = keyOf(one, name, seed);
          const path = `.cache/small-data/${key}.json`;
          const settings = name === 'gan' ? liveGanSettings : [liveImageSettings, liveUNet];
          const { only, data } = one;
          const identity = JSON.stringify([settings, split.hash, hash, IMAGES, SAMPLES, only, data.labels.length]);
          let run = fresh ? undefined : kept<SmallRun>(path, identity);
          const time = performance.now() - begun < minutes * 60_000;
          if (!run && time && (named.length === 0 || named.includes(name))) {
            run = await trained(name, seed, one, judge);
            keepForLater(path, identity, run);
            tell(`${key}: ${JSON.stringify(run)}`);
          }
          if (run) runs.set(key, run);
          else missing++;
        }
      }
    }
    if (missing > 0) {
      tell(`${missing} runs are missing: the table is not written; the same command goes on from here`);
      return 0;
    }
    const runsOf = (one: Case, name: Model) => SEEDS.map((seed) => runs.get(keyOf(one, name, seed)));
    keep({
      command: smallData.command,
      machine: machine(),
      judge: hash,
      budget: { by: 'flops', examples: IMAGES, flops: FLOPS },
      samples: SAMPLES,
      seeds: SEEDS,
      models: { diffusion: about.diffusion(), gan: about.gan() },
      cases: all.map((one) => ({
        count: one.data.labels.length,
        only: one.only,
        real: one.real,
        diffusion: runsOf(one, 'diffusion'),
        gan: runsOf(one, 'gan'),
      })),
    });
    return 0;
  },
  again: async ({ budget, models: recorded, cases: rows }) => {
    const { caseOf } = await prepared();
    return [
      ...beside('budget', budget, { examples: IMAGES, flops: FLOPS }),
      ...beside('diffusion', recorded.diffusion, about.diffusion()),
      ...beside('the GAN', recorded.gan, about.gan()),
      ...beside('real digits beside a hundred', rows[0].real, (await caseOf(cases[0])).real),
    ];
  },
});

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

async function trained(
  name: Model,
  seed: number,
  { only, data, train, held, within }: Case,
  judge: ImageClassifier,
): Promise<SmallRun> {
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
