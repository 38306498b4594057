import { cascadeSides, mostAugmentation, type CascadeSide } from '../../../src/core/image-network/cascade';
import { frechetToRooted, rooted, sampleMoments } from '../../../src/core/metric/index';
import { shippedCascade } from '../../../src/net/image/cascade/settings';
import { createImageTrainer } from '../../../src/net/image/create';
import type { ImageTrainer } from '../../../src/net/image/trainer';
import { cascade, type CascadeRecord, type CascadeRow } from '../../../src/record/cascade';
import { askedOf, fulfilledBy } from '../../train/asked';
import { captioned, shown } from '../../train/facts';
import { inStandard, lowTeller, pyramid, trainedStage } from '../../train/cascade';
import { embeddedTexts, shippedClip } from '../../train/clip';
import { machine, readShipped, type DigitSplit } from '../../train/files';
import { basePictures, drawnUp, type Stages } from '../../train/measure-cascade';
import { standard } from '../../train/measure';
import { judgedDigits } from '../judged';
import { keepForLater, kept, tell } from '../kept';
import { beside, measured } from '../measurement';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const SENTENCES = 250;
const EVALUATIONS = [10, 6, 6] as const;
const LEVELS = [0, 0.1, 0.2, 0.4];
const GUIDANCE = [1, 2, 4, 8];

type Condition = Omit<CascadeRow, 'sets'>;
type One = CascadeRow['sets'][number];

/** Every row of the record, the shipped settings first. */
const conditions: readonly Condition[] = [
  ...(['made', 'real'] as const).flatMap((from) =>
    [...LEVELS.map((augmentation) => ({ trained: true, augmentation })), { trained: false, augmentation: 0 }].map(
      (how) => ({ from, ...how, guidance: 1, thresholding: 'static' as const }),
    ),
  ),
  ...GUIDANCE.flatMap((guidance) =>
    (['static', 'dynamic'] as const).map((thresholding) => ({
      from: 'made' as const,
      trained: true,
      augmentation: 0,
      guidance,
      thresholding,
    })),
  ).filter(({ guidance, thresholding }) => guidance !== 1 || thresholding !== 'static'),
];

async function prepared() {
  const { split, judge, hash, train } = await judgedDigits();
  const { clip, hashes } = await shippedClip(split.hash);
  const files = await Promise.all(
    cascadeSides.map(async (side) => {
      const { network } = shippedCascade[side];
      const { weights, manifest } = readShipped(`cascade-${side}`, network, split.hash);
      const trainer = await createImageTrainer('simd', shippedCascade[side]);
      trainer.load({ weights });
      return [side, trainer, manifest.weights.hash] as const;
    }),
  );
  const stages = Object.fromEntries(files.map(([side, trainer]) => [side, trainer])) as Record<
    CascadeSide,
    ImageTrainer
  >;
  const held = captioned(split.heldOut);
  const asked = askedOf(held, SENTENCES);
  const texts = embeddedTexts(
    clip,
    asked.map(({ text }) => text),
  );
  const rows = asked.map(({ row }) => row);
  const images = new Uint8Array(rows.length * 784);
  rows.forEach((row, i) => images.set(split.heldOut.images.subarray(row * 784, (row + 1) * 784), i * 784));
  const reference = rooted(sampleMoments(train.features));
  const judged = (x: Float32Array) => ({
    fulfilled: fulfilledBy(x, asked, judge),
    frechet: frechetToRooted(reference, sampleMoments(judge.judge(x).features)),
  });
  const one = (condition: Condition, seed: number, upper: Stages): One => {
    const { from, augmentation, guidance, thresholding } = condition;
    const how = { seed, augmentation, guidance, thresholding, evaluations: EVALUATIONS };
    const low = from === 'real' ? inStandard(pyramid(images)[7], 7) : basePictures(stages, texts, how);
    return { seed, ...judged(drawnUp(upper, drawnUp(upper, low, 14, how), 28, how)) };
  };
  return {
    split,
    stages,
    one,
    real: () => judged(standard({ images, labels: Uint8Array.from(asked, ({ digit }) => digit) })),
    weights: {
      ...hashes,
      ...Object.fromEntries(files.map(([side, , weights]) => [`cascade-${side}`, weights])),
      classifier: hash,
    },
  };
}

/** The upper stages trained as those that are shipped, but never under noise on what they are given; undefined where it was stopped. */
async function withoutAugmentation(split: DigitSplit, minutes: number): Promise<Pick<Stages, 14 | 28> | undefined> {
  const { images } = shown(split.train);
  const pictures = pyramid(images);
  const found: Partial<Record<14 | 28, ImageTrainer>> = {};
  for (const side of [14, 28] as const) {
    const made = await trainedStage(side, lowTeller(pictures, side, 0), pictures[side], {
      name: `cascade-${side}-without`,
      identity: split.hash,
      fresh: false,
      minutes,
    });
    if (!made) return undefined;
    found[side] = made.trainer;
  }
  return found as Pick<Stages, 14 | 28>;
}

export const measurement = measured<CascadeRecord>({
  digits: 5,
  indent: 1,
  measure: async ({ quick, fresh, minutes }, keep) => {
    const begun = performance.now();
    const left = () => minutes - (performance.now() - begun) / 60_000;
    const { split, stages, one, real, weights } = await prepared();
    const path = '.cache/evaluate/cascade.json';
    const identity = JSON.stringify([weights, SENTENCES, EVALUATIONS, mostAugmentation]);
    const found: Record<string, One> = { ...(quick || fresh ? {} : kept<Record<string, One>>(path, identity)) };
    let plain: Stages | undefined;
    // Set by set, so that what is stopped has whole sets.
    for (const seed of quick ? SEEDS.slice(0, 1) : SEEDS) {
      for (const condition of conditions) {
        const key = `${JSON.stringify(condition)} ${seed}`;
        if (Object.hasOwn(found, key) || (quick && !condition.trained)) continue;
        if (left() < 0) {
          tell('stopped; the same command goes on from here');
          return 0;
        }
        if (!condition.trained && !plain) {
          const upper = await withoutAugmentation(split, left());
          if (!upper) return 0;
          plain = { ...stages, ...upper };
        }
        found[key] = one(condition, seed, condition.trained ? stages : (plain ?? stages));
        tell(`${key}: ${JSON.stringify(found[key])}`);
        if (!quick) keepForLater(path, identity, found);
      }
    }
    if (quick) return 0;
    keep({
      command: cascade.command,
      machine: machine(),
      weights,
      sentences: SENTENCES,
      evaluations: EVALUATIONS,
      real: real(),
      rows: conditions.map((condition) => ({
        ...condition,
        sets: SEEDS.map((seed) => found[`${JSON.stringify(condition)} ${seed}`]),
      })),
    });
    return 0;
  },
  again: async (record) => {
    const { stages, one, real } = await prepared();
    const found = real();
    const first = one(conditions[0], SEEDS[0], stages);
    const [recorded] = record.rows[0].sets;
    return [
      ...beside('held-out digits', record.real, found),
      ...beside('held-out digits', record.real.fulfilled, found.fulfilled),
      ...beside('the first set', recorded, first),
      ...beside('the first set', recorded.fulfilled, first.fulfilled),
    ];
  },
});
