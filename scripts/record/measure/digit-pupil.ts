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
import { machine, readShipped } from '../../train/files';
import { agreement, asAsked, pupilDigits, sampleDigits, shortcutDigits } from '../../train/measure';
import { generated, spread } from '../../train/measure-gan';
import { beside, measured } from '../measurement';
import { consistencyAlone, SHORTCUT, shortcutAlone, shortcutUNet } from '../unaided';

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
  ['shortcut', 1],
  ['shortcut', 2],
  ['shortcut', 4],
  ['diffusion', 1],
  ['diffusion', 2],
];

const broken = (grey: Uint8Array, threshold: number) =>
  brokenShare(inkOf(grey), { side: 28, threshold, least: LEAST_PIECE });

/** Networks that learned without a teacher, where they are needed. */
type Unaided = Partial<Record<'consistency' | 'shortcut', ImageTrainer>>;

async function prepared(unaided: Unaided = {}) {
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
        : model === 'shortcut'
          ? shortcutDigits(unaided.shortcut!, { labels, evaluations, seed, grid: SHORTCUT.grid })
          : model === 'pupil' || model === 'consistency'
            ? pupilDigits(model === 'pupil' ? asPupil : unaided.consistency!, {
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
        : evaluations *
          forwardFlops(model === 'shortcut' ? shortcutUNet(SHORTCUT.grid) : shippedUNet) *
          (model === 'diffusion' ? 2 : 1),
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
    const alone = { consistency: consistencyAlone(split, work / 2), shortcut: shortcutAlone(split, work / 2) };
    const unaided: Unaided = {};
    const { labels, one, asRow, real, weights, training } = await prepared(unaided);
    const own = {
      gan: weights['gan-generator'],
      pupil: weights.pupil,
      // Those that are not shipped are told by what makes them.
      consistency: String(alone.consistency.flops),
      shortcut: [alone.shortcut.flops, SHORTCUT.grid, SHORTCUT.share].join(' '),
      diffusion: weights.digits,
    };
    const seeds = quick ? SEEDS.slice(0, 2) : SEEDS;
    const keyOf = ([model, evaluations]: Entrant, seed: number) =>
      [model, evaluations, seed, own[model], weights.classifier].join(' ');
    const path = '.cache/evaluate/digit-pupil.json';
    const identity = JSON.stringify([QUARTER, HALF, LEAST_PIECE, GUIDANCE]);
    const before = quick || fresh ? undefined : kept<Readonly<Record<string, PupilSet>>>(path, identity);
    // What was measured of one network stays true when another changes.
    const found: Record<string, PupilSet> = { ...before };
    for (const model of ['consistency', 'shortcut'] as const) {
      const due = entrants.some(
        (entrant) => entrant[0] === model && !seeds.every((seed) => keyOf(entrant, seed) in found),
      );
      if (!due) continue;
      const trainer = await alone[model].train(minutes);
      if (!trainer) return 0;
      unaided[model] = trainer;
    }
    const begun = performance.now();
    const rows: PupilRow[] = [];
    for (const entrant of entrants) {
      const sets: PupilSet[] = [];
      for (const seed of seeds) {
        const key = keyOf(entrant, seed);
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
      training: { ...training, consistency: alone.consistency.flops, shortcut: alone.shortcut.flops },
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
