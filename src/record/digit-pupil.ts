/**
 * The shipped pupil beside its teacher, the shipped GAN and real digits, over ten sets of samples each: what one or two evaluations give. The protocol,
 * written before the numbers: of each model and number of evaluations ten sets, seeds 1 to 10, each of as many samples of each class as there are
 * held-out digits (the teacher at 5 and 10 as `digit-sets` has measured it, over the same sets); the Fréchet distance to all training digits, everything else against the held-out ones, by the shipped classifier and in its 64
 * features. Models are compared by means over their sets, and a difference is one when it is more than twice its error. Chapters 8, 15 and 16 read it.
 */
import { experiment } from './record';
import { fields, list, name, number, optional, table, text, type Shaped } from './shape';
import { lead, spreadOfValues, type Spread } from './spread';
import { fixed } from './words';

/** Of one set. */
const set = fields({
  seed: number,
  /** Share that the judge takes for the class asked for. */
  agreement: number,
  frechet: number,
  /** Mean distance within a class, the held-out digits' being 1. */
  diversity: number,
  /** Share of the samples that lie among the held-out digits, and of these that the samples reach; the first is not in the other record. */
  precision: optional(number),
  recall: number,
  /** Share of the pictures whose ink is in more than one piece, at a quarter and at half of full ink. */
  brokenAtQuarter: number,
  brokenAtHalf: number,
});

const row = fields({
  model: name('gan', 'pupil', 'consistency', 'shortcut', 'diffusion'),
  /** Times that the model is asked, one after the other; the GAN once. */
  evaluations: number,
  /** w of guidance, which asks the network twice; of the others 0. */
  guidance: number,
  /** Floating-point operations for one picture. */
  flops: number,
  /** The record that has measured these very sets, where it was another. */
  from: optional(text),
  sets: list(set),
});

const real = fields({
  pictures: number,
  agreement: number,
  frechet: number,
  precision: number,
  recall: number,
  brokenAtQuarter: number,
  brokenAtHalf: number,
});

const shape = fields({
  command: text,
  machine: text,
  /** Hashes of the shipped weights, by name. */
  weights: table(text),
  /** Pictures of a set. */
  samples: number,
  quarter: number,
  half: number,
  leastPiece: number,
  /**
   * What each cost in floating-point operations, and the pupil in seconds. Consistency and shortcut are the pupil's network from nothing, without a teacher, for half of the
   * pupil’s work; the shortcut model is told the size of a jump beside.
   */
  training: fields({
    pupil: number,
    pupilSeconds: number,
    teacher: number,
    gan: number,
    consistency: number,
    shortcut: number,
  }),
  /**
   * Held-out digits in the place of samples. Precision and recall compare two sets of digits, so there the samples are as many training digits of the same classes.
   */
  real,
  rows: list(row),
});

export type DigitPupil = Shaped<typeof shape>;
export type PupilRow = Shaped<typeof row>;
export type PupilSet = Shaped<typeof set>;
export type PupilModel = PupilRow['model'];

/** One model's row. Throws where there is none. */
export function pupilRow({ rows }: Pick<DigitPupil, 'rows'>, model: PupilModel, evaluations = 1): PupilRow {
  const found = rows.find((one) => one.model === model && one.evaluations === evaluations);
  if (!found)
    throw new Error(
      `src/record/digit-pupil.json lacks ${model} ${evaluations} (expected it from: npm run record -- digit-pupil)`,
    );
  return found;
}

/** A measure over the sets of a row. */
export const pupilSpread = ({ sets }: Pick<PupilRow, 'sets'>, of: Exclude<keyof PupilSet, 'seed'>): Spread =>
  spreadOfValues(sets.flatMap((one) => one[of] ?? []));

/** How far the pupil's mean Fréchet distance is below another's; where it is above, the lead is negative. */
export const frechetLead = (data: DigitPupil, pupil: 1 | 2, model: PupilModel, evaluations = 1) =>
  lead(
    pupilSpread(pupilRow(data, 'pupil', pupil), 'frechet'),
    pupilSpread(pupilRow(data, model, evaluations), 'frechet'),
  );

const percent = (v: number, digits = 0) => `${fixed(100 * v, digits)}\u00a0%`;
/** The mean with its deviation over the sets. */
const within = ({ mean, deviation, n }: Spread, digits: number): string =>
  n > 1 ? `${fixed(mean, digits)} ± ${fixed(deviation, digits)}` : fixed(mean, digits);

type Who = readonly [name: string, model: PupilModel, evaluations: number];
const who: readonly Who[] = [
  ['one', 'pupil', 1],
  ['two', 'pupil', 2],
  ['gan', 'gan', 1],
  ['alone-one', 'consistency', 1],
  ['alone-two', 'consistency', 2],
  ['shortcut-one', 'shortcut', 1],
  ['shortcut-two', 'shortcut', 2],
  ['shortcut-four', 'shortcut', 4],
  ...[1, 2, 5, 10].map((n): Who => [`teacher-${n}`, 'diffusion', n]),
];
/** `frechet-one`, `agreement-teacher-10` and so on: every measure of every row by its name. */
const ofRows = Object.fromEntries(
  who.flatMap(([name, model, evaluations]) => {
    const of = (measure: Exclude<keyof PupilSet, 'seed'>) => (data: DigitPupil) =>
      pupilSpread(pupilRow(data, model, evaluations), measure);
    const share = (measure: 'agreement' | 'precision' | 'recall' | 'brokenAtHalf', digits = 0) => {
      const spread = of(measure);
      return (data: DigitPupil) => percent(spread(data).mean, digits);
    };
    return [
      [`frechet-${name}`, (data: DigitPupil) => within(of('frechet')(data), 1)],
      [`agreement-${name}`, share('agreement', 1)],
      [`diversity-${name}`, (data: DigitPupil) => fixed(of('diversity')(data).mean, 2)],
      ...(model === 'diffusion' && evaluations > 2 ? [] : [[`precision-${name}`, share('precision')] as const]),
      [`recall-${name}`, share('recall')],
      [`broken-${name}`, share('brokenAtHalf')],
    ] as const;
  }),
) as Readonly<Record<string, (data: DigitPupil) => string>>;

const sentences = {
  ...ofRows,
  'frechet-real': ({ real }: DigitPupil) => fixed(real.frechet, 1),
  'recall-real': ({ real }: DigitPupil) => percent(real.recall),
  'broken-real': ({ real }: DigitPupil) => percent(real.brokenAtHalf),
  teraflop: ({ training }: DigitPupil) => fixed(training.pupil / 1e12, 1),
  minutes: ({ training }: DigitPupil) => fixed(training.pupilSeconds / 60, 0),
  share: ({ training }: DigitPupil) => percent(training.pupil / training.teacher),
};

export const digitPupil = experiment({
  name: 'digit-pupil',
  says: 'the shipped pupil with one and two evaluations over ten sets of samples, beside its teacher with 1, 2, 5 and 10 and the shipped GAN; again when any of them changes',
  takes: 'a quarter of an hour',
  shape,
  sentences,
  weights: ({ weights }) => weights,
});
