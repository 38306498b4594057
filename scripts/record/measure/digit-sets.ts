import { shippedUNet } from '../../../src/core/image-network/digits';
import { bind } from '../../../src/core/image-network/parameters';
import { greyOf } from '../../../src/core/image-network/pixels';
import { frechetToRooted, inkPieces, LEAST_PIECE, prdc, rooted, sampleMoments } from '../../../src/core/metric/index';
import { shippedSettings } from '../../../src/net/image/shipped';
import { createSimdDevice } from '../../../src/net/image/simd/device';
import { ImageTrainer } from '../../../src/net/image/trainer';
import { digitSets, type DigitSets, type SampleSet, type SetsRow } from '../../../src/record/digit-sets';
import { inkOf, judgedDigits, shippedGan } from '../judged';
import { keepForLater, kept, tell } from '../kept';
import { machine, readShipped } from '../../train/files';
import { agreement, sampleDigits } from '../../train/measure';
import { generated, spread } from '../../train/measure-gan';
import { beside, measured } from '../measurement';

/** Cheapest first: what is stopped goes on. */
const BUDGETS = [5, 10, 3, 20, 50];
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
/** Fewer sets where one takes minutes: they show that the share of broken digits stays, and need not place a distance. */
const FEWER: Readonly<Record<number, number>> = { 20: 3, 50: 1 };
const seedsAt = (evaluations = 0): readonly number[] => SEEDS.slice(0, FEWER[evaluations] ?? SEEDS.length);
const GUIDANCE = 1;
const QUARTER = 0.25;
const HALF = 0.5;

const broken = (grey: Uint8Array, threshold: number): readonly boolean[] =>
  Array.from(inkPieces(inkOf(grey), { side: 28, threshold, least: LEAST_PIECE }), (pieces) => pieces > 1);
const shareOf = (flags: readonly boolean[]): number => flags.filter(Boolean).length / flags.length;
const byClass = (flags: readonly boolean[], labels: ArrayLike<number>): number[] =>
  Array.from({ length: 10 }, (_, c) => shareOf(flags.filter((__, i) => labels[i % labels.length] === c)));

/** One set, with its broken pictures as 0 and 1, in the order of the held-out digits. */
interface Measured {
  readonly set: SampleSet;
  readonly quarter: readonly number[];
  readonly half: readonly number[];
}

async function prepared() {
  const { split, judge, hash, train, held } = await judgedDigits();
  const { labels } = split.heldOut;
  const { gan, manifest } = await shippedGan(split.hash);
  const digits = readShipped('digits', shippedUNet, split.hash);
  const trainer = new ImageTrainer(await createSimdDevice(bind(shippedUNet)), shippedSettings.digits);
  trainer.load({ weights: digits.weights });

  const reference = rooted(sampleMoments(train.features));
  const within = spread(held.features, labels);
  const one = (evaluations: number | undefined, seed: number): Measured => {
    const x =
      evaluations === undefined
        ? generated(gan, labels, seed)
        : sampleDigits(trainer, { labels, evaluations, guidance: GUIDANCE, seed });
    const { classes, features } = judge.judge(Float32Array.from(x.data));
    const grey = greyOf(x.data);
    const [quarter, half] = [broken(grey, QUARTER), broken(grey, HALF)];
    const set = {
      seed,
      agreement: agreement(classes, labels),
      frechet: frechetToRooted(reference, sampleMoments(features)),
      diversity: spread(features, labels) / within,
      recall: prdc(held.features, features).recall,
      brokenAtQuarter: shareOf(quarter),
      brokenAtHalf: shareOf(half),
    };
    return { set, quarter: quarter.map(Number), half: half.map(Number) };
  };
  const real = (which: 'heldOut' | 'train'): DigitSets['heldOut'] => {
    const part = split[which];
    const found = which === 'heldOut' ? held : train;
    const [quarter, half] = [broken(part.images, QUARTER), broken(part.images, HALF)];
    return {
      says: which === 'heldOut' ? 'real, held out' : 'real, learned from',
      pictures: part.labels.length,
      frechet: which === 'heldOut' ? frechetToRooted(reference, sampleMoments(found.features)) : null,
      agreement: agreement(found.classes, part.labels),
      brokenAtQuarter: shareOf(quarter),
      brokenAtHalf: shareOf(half),
      byClassAtQuarter: byClass(quarter, part.labels),
      byClassAtHalf: byClass(half, part.labels),
    };
  };
  const weights = {
    digits: digits.manifest.weights.hash,
    'gan-generator': manifest.weights.hash,
    classifier: hash,
  };
  return { labels, one, real, weights };
}

export const measurement = measured<DigitSets>({
  digits: 5,
  indent: 1,
  measure: async ({ quick, fresh, minutes }, keep) => {
    const { labels, one, real, weights } = await prepared();
    const path = '.cache/evaluate/digit-sets.json';
    const identity = JSON.stringify([weights, GUIDANCE, QUARTER, HALF, LEAST_PIECE]);
    const before = quick || fresh ? undefined : kept<Readonly<Record<string, Measured>>>(path, identity);
    const found: Record<string, Measured> = { ...before };
    const begun = performance.now();
    const rows: SetsRow[] = [];
    for (const evaluations of [undefined, ...(quick ? [5] : BUDGETS)]) {
      const seeds = quick ? SEEDS.slice(0, 2) : seedsAt(evaluations);
      const sets = seeds.map((seed) => {
        const key = `${evaluations ?? 'gan'} ${seed}`;
        if (!Object.hasOwn(found, key)) {
          if (performance.now() - begun > minutes * 60_000) return null;
          found[key] = one(evaluations, seed);
          if (!quick) keepForLater(path, identity, found);
          tell(`${key}: ${JSON.stringify(found[key].set)}`);
        }
        return found[key];
      });
      const whole = sets.filter((set) => set !== null);
      if (whole.length < seeds.length) {
        tell('stopped; the same command goes on from here');
        return 0;
      }
      const flags = (of: 'quarter' | 'half') => whole.flatMap((set) => set[of].map(Boolean));
      rows.push({
        ...(evaluations === undefined ? { model: 'gan' } : { model: 'diffusion', evaluations, guidance: GUIDANCE }),
        sets: whole.map(({ set }) => set),
        byClassAtQuarter: byClass(flags('quarter'), labels),
        byClassAtHalf: byClass(flags('half'), labels),
      });
    }
    if (quick) return 0;
    rows.sort((a, b) => (a.evaluations ?? 0) - (b.evaluations ?? 0));
    keep({
      command: digitSets.command,
      machine: machine(),
      weights,
      samples: labels.length,
      quarter: QUARTER,
      half: HALF,
      leastPiece: LEAST_PIECE,
      heldOut: real('heldOut'),
      training: real('train'),
      rows,
    });
    return 0;
  },
  again: async (record) => {
    const { one, real } = await prepared();
    const first = (evaluations?: number) =>
      record.rows.find((row) => row.evaluations === evaluations)!.sets.find(({ seed }) => seed === SEEDS[0])!;
    return [
      ...beside('held-out digits', record.heldOut, real('heldOut')),
      ...beside('training digits', record.training, real('train')),
      ...beside('the GAN', first(), one(undefined, SEEDS[0]).set),
      ...beside('three evaluations', first(3), one(3, SEEDS[0]).set),
    ];
  },
});
