import { DIGIT_SIGMA_MAX, DIGIT_SIGMA_MIN } from '../../../src/core/image-network/sampling';
import { imageConsistency } from '../../../src/net/image/objective/consistency';
import { run } from '../../train/run';
import { shippedUNet } from '../../../src/core/image-network/digits';
import { forwardFlops } from '../../../src/core/image-network/flops';
import { bind } from '../../../src/core/image-network/parameters';
import { greyOf } from '../../../src/core/image-network/pixels';
import { pupilUNet, type PupilEvaluations } from '../../../src/core/image-network/pupil';
import { brokenShare, frechetToRooted, LEAST_PIECE, prdc, rooted, sampleMoments } from '../../../src/core/metric/index';
import { shippedPupilSettings } from '../../../src/net/image/distil/shipped';
import { shippedSettings } from '../../../src/net/image/shipped';
import { createSimdDevice } from '../../../src/net/image/simd/device';
import { ImageTrainer } from '../../../src/net/image/trainer';
import {
  digitPupil,
  pupilRow,
  type DigitPupil,
  type PupilModel,
  type PupilRow,
  type PupilSet,
} from '../../../src/record/digit-pupil';
import { digitSets, rowOf } from '../../../src/record/digit-sets';
import { recorded } from '../../../src/record/index';
import { inkOf, judgedDigits, shippedGan } from '../judged';
import { keepForLater, kept, tell } from '../kept';
import { machine, readShipped, type DigitSplit } from '../../train/files';
import { agreement, asAsked, pupilDigits, sampleDigits } from '../../train/measure';
import { generated, spread } from '../../train/measure-gan';
import { beside, measured } from '../measurement';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const QUARTER = 0.25;
const HALF = 0.5;
const GUIDANCE = 1;

type Entrant = readonly [model: PupilModel, evaluations: number];
/** Evaluations of the teacher that `digit-sets` has measured over the same sets. */
const ELSEWHERE = [5, 10];
/** Cheapest first: what is stopped goes on. */
const entrants: readonly Entrant[] = [
  ['gan', 1],
  ['pupil', 1],
  ['pupil', 2],
  ['consistency', 1],
  ['consistency', 2],
  ['diffusion', 1],
  ['diffusion', 2],
];

const broken = (grey: Uint8Array, threshold: number) =>
  brokenShare(inkOf(grey), { side: 28, threshold, least: LEAST_PIECE });

/** The pupil's network from nothing, by consistency training, for about `flops` operations: three of a step's four forwards are the step's own, one its target's. */
async function alone(split: DigitSplit, flops: number, minutes: number) {
  const network = { ...pupilUNet, name: 'digit U-Net without a teacher' };
  const perStep = 16 * 4 * forwardFlops(network);
  const total = Math.round(flops / perStep);
  const settings = {
    network,
    learningRate: 1e-3,
    warmup: 100,
    decaySteps: total,
    batchSize: 16,
    microBatch: 8,
    emaDecay: 0.995,
    labelDropout: 0,
    clip: 1,
    seed: 1,
  };
  const levels = { plan: { total, first: 10, last: 80 }, least: DIGIT_SIGMA_MIN, most: DIGIT_SIGMA_MAX };
  const trainer = new ImageTrainer(await createSimdDevice(bind(network)), settings, imageConsistency(levels));
  trainer.setData(split.train);
  const identity = JSON.stringify([settings, levels, split.hash]);
  const seconds = await run(trainer, { name: 'digit-consistency', total, identity, fresh: false, minutes });
  return { trainer: seconds === undefined ? null : trainer, flops: total * perStep };
}

async function prepared(taught: ImageTrainer | null = null) {
  const { split, judge, hash, train, held } = await judgedDigits();
  const { labels } = split.heldOut;
  const { gan, networks, manifest } = await shippedGan(split.hash);
  const teacher = readShipped('digits', shippedUNet, split.hash);
  const pupil = readShipped('pupil', pupilUNet, split.hash);
  const network = async (settings: typeof shippedPupilSettings.pupil, weights: Float32Array) => {
    const trainer = new ImageTrainer(await createSimdDevice(bind(settings.network)), settings);
    trainer.load({ weights });
    return trainer;
  };
  const [asTeacher, asPupil] = [
    await network(shippedSettings.digits, teacher.weights),
    await network(shippedPupilSettings.pupil, pupil.weights),
  ];
  const reference = rooted(sampleMoments(train.features));
  const within = spread(held.features, labels);
  const one = ([model, evaluations]: Entrant, seed: number): PupilSet => {
    const x =
      model === 'gan'
        ? generated(gan, labels, seed)
        : model === 'pupil' || model === 'consistency'
          ? pupilDigits(model === 'pupil' ? asPupil : taught!, {
              labels,
              evaluations: evaluations as PupilEvaluations,
              seed,
            })
          : sampleDigits(asTeacher, { labels, evaluations, guidance: GUIDANCE, seed });
    const { classes, features } = judge.judge(Float32Array.from(x.data));
    const { precision, recall } = prdc(held.features, features);
    const grey = greyOf(x.data);
    return {
      seed,
      agreement: agreement(classes, labels),
      frechet: frechetToRooted(reference, sampleMoments(features)),
      diversity: spread(features, labels) / within,
      precision,
      recall,
      brokenAtQuarter: broken(grey, QUARTER),
      brokenAtHalf: broken(grey, HALF),
    };
  };
  const asRow = ([model, evaluations]: Entrant, sets: readonly PupilSet[]): PupilRow => ({
    model,
    evaluations,
    guidance: model === 'diffusion' ? GUIDANCE : 0,
    flops:
      model === 'gan'
        ? forwardFlops(networks.generator)
        : evaluations * forwardFlops(shippedUNet) * (model === 'diffusion' ? 2 : 1),
    sets,
  });
  const real = (): DigitPupil['real'] => {
    const { precision, recall } = prdc(held.features, asAsked(split.train, train.features, labels));
    return {
      pictures: labels.length,
      agreement: agreement(held.classes, labels),
      frechet: frechetToRooted(reference, sampleMoments(held.features)),
      precision,
      recall,
      brokenAtQuarter: broken(split.heldOut.images, QUARTER),
      brokenAtHalf: broken(split.heldOut.images, HALF),
    };
  };
  const weights = {
    digits: teacher.manifest.weights.hash,
    pupil: pupil.manifest.weights.hash,
    'gan-generator': manifest.weights.hash,
    classifier: hash,
  };
  const training = {
    pupil: pupil.manifest.training.flops,
    pupilSeconds: pupil.manifest.training.seconds,
    teacher: teacher.manifest.training.flops,
    gan: manifest.training.flops,
  };
  return { labels, one, asRow, real, weights, training };
}

/** The teacher's sets that another record has. Throws where it is of other weights. */
function elsewhere(weights: Readonly<Record<string, string>>): (readonly [number, readonly PupilSet[]])[] {
  const sets = recorded('digit-sets');
  for (const name of ['digits', 'classifier'])
    if (sets.weights[name] !== weights[name])
      throw new Error(
        `src/record/digit-sets.json is of other weights of ${name} (expected it from: ${digitSets.command})`,
      );
  return ELSEWHERE.map((n) => [n, rowOf(sets, n).sets] as const);
}

export const measurement = measured<DigitPupil>({
  digits: 5,
  indent: 1,
  measure: async ({ quick, fresh, minutes }, keep) => {
    const { split } = await judgedDigits();
    const work = readShipped('pupil', pupilUNet, split.hash).manifest.training.flops;
    const { trainer, flops } = await alone(split, work / 2, minutes);
    if (!trainer) return 0;
    const { labels, one, asRow, real, weights, training } = await prepared(trainer);
    const path = '.cache/evaluate/digit-pupil.json';
    const identity = JSON.stringify([QUARTER, HALF, LEAST_PIECE, GUIDANCE]);
    const before = quick || fresh ? undefined : kept<Readonly<Record<string, PupilSet>>>(path, identity);
    const found: Record<string, PupilSet> = { ...before };
    const begun = performance.now();
    const rows: PupilRow[] = [];
    for (const entrant of entrants) {
      const [model, evaluations] = entrant;
      const hash =
        model === 'consistency'
          ? String(flops)
          : weights[model === 'gan' ? 'gan-generator' : model === 'pupil' ? 'pupil' : 'digits'];
      const sets: PupilSet[] = [];
      for (const seed of quick ? SEEDS.slice(0, 2) : SEEDS) {
        // What was measured of one network stays true when another changes.
        const key = [model, evaluations, seed, hash, weights.classifier].join(' ');
        if (!Object.hasOwn(found, key)) {
          if (performance.now() - begun > minutes * 60_000) {
            tell('stopped; the same command goes on from here');
            return 0;
          }
          found[key] = one(entrant, seed);
          if (!quick) keepForLater(path, identity, found);
          tell(`${key}: ${JSON.stringify(found[key])}`);
        }
        sets.push(found[key]);
      }
      rows.push(asRow(entrant, sets));
    }
    if (quick) return 0;
    keep({
      command: digitPupil.command,
      machine: machine(),
      weights,
      samples: labels.length,
      quarter: QUARTER,
      half: HALF,
      leastPiece: LEAST_PIECE,
      training: { ...training, consistency: flops },
      real: real(),
      rows: [
        ...rows,
        ...elsewhere(weights).map(([n, sets]) => ({ ...asRow(['diffusion', n], sets), from: 'digit-sets' })),
      ],
    });
    return 0;
  },
  again: async (record) => {
    const { one, real } = await prepared();
    const first = (...of: Entrant) => pupilRow(record, ...of).sets.find(({ seed }) => seed === SEEDS[0])!;
    return [
      ...beside('held-out digits', record.real, real()),
      ...beside('the pupil', first('pupil', 1), one(['pupil', 1], SEEDS[0])),
      ...beside('the pupil, twice', first('pupil', 2), one(['pupil', 2], SEEDS[0])),
      ...beside('the GAN', first('gan', 1), one(['gan', 1], SEEDS[0])),
    ];
  },
});
