/**
 * Both shipped models of digits, measured over many sets of samples, each from codes of its own: what one set says of a model, and how much of that
 * is the set's. Beside them real digits. Chapters 10 and 15 read it.
 */
import { experiment } from './record';
import { fields, list, name, nullable, number, optional, table, text, type Shaped } from './shape';
import { lead, spreadOfValues, type Spread } from './spread';
import { fixed } from './words';

/** Of one set: as many samples of each class as there are held-out digits. */
const set = fields({
  seed: number,
  /** Share that the judge takes for the class asked for. */
  agreement: number,
  /** To all training digits, in the judge's 64 features. */
  frechet: number,
  /** Mean distance within a class, the held-out digits' being 1. */
  diversity: number,
  /** Share of the held-out digits that the samples reach. */
  recall: number,
  /** Share of the pictures whose ink is in more than one piece, at a quarter and at half of full ink. */
  brokenAtQuarter: number,
  brokenAtHalf: number,
});

const byClass = list(number, 10);

const row = fields({
  model: name('gan', 'diffusion'),
  evaluations: optional(number),
  guidance: optional(number),
  sets: list(set),
  /** Broken shares of each class, of all sets together. */
  byClassAtQuarter: byClass,
  byClassAtHalf: byClass,
});

const real = fields({
  says: text,
  pictures: number,
  /** To all training digits; null for these themselves. */
  frechet: nullable(number),
  agreement: number,
  brokenAtQuarter: number,
  brokenAtHalf: number,
  byClassAtQuarter: byClass,
  byClassAtHalf: byClass,
});

const shape = fields({
  command: text,
  machine: text,
  /** Hashes of the shipped weights, by name. */
  weights: table(text),
  /** Pictures of a set. */
  samples: number,
  /** Thresholds of ink, and the least pixels of a piece. */
  quarter: number,
  half: number,
  leastPiece: number,
  heldOut: real,
  training: real,
  rows: list(row),
});

export type DigitSets = Shaped<typeof shape>;
export type SetsRow = Shaped<typeof row>;
export type SampleSet = Shaped<typeof set>;

/** One model's row. Throws where there is none. */
export function rowOf({ rows }: Pick<DigitSets, 'rows'>, evaluations?: number): SetsRow {
  const model = evaluations === undefined ? 'gan' : 'diffusion';
  const found = rows.find((one) => one.model === model && one.evaluations === evaluations);
  if (!found)
    throw new Error(
      `src/record/digit-sets.json lacks ${model} ${evaluations ?? ''} (expected it from: npm run record -- digit-sets)`,
    );
  return found;
}

/** A measure over the sets of a row. */
export const spreadOf = ({ sets }: Pick<SetsRow, 'sets'>, of: Exclude<keyof SampleSet, 'seed'>): Spread =>
  spreadOfValues(sets.map((one) => one[of]));

/** Fewest evaluations with which the diffusion model's mean Fréchet distance is below the GAN's; null where none is. */
export function evaluationsToMatch(data: Pick<DigitSets, 'rows'>): number | null {
  const own = spreadOf(rowOf(data), 'frechet').mean;
  const passing = data.rows.flatMap((one) =>
    one.evaluations !== undefined && spreadOf(one, 'frechet').mean < own ? [one.evaluations] : [],
  );
  return passing.length > 0 ? Math.min(...passing) : null;
}

const percent = (v: number, digits = 0) => `${fixed(100 * v, digits)}\u00a0%`;
/** The mean with its deviation; of one set there is none. */
export const within = ({ mean: m, deviation, n }: Spread, digits = 2): string =>
  n > 1 ? `${fixed(m, digits)} ± ${fixed(deviation, digits)}` : fixed(m, digits);
const brokenAt = (evaluations?: number) => (data: DigitSets) =>
  percent(spreadOf(rowOf(data, evaluations), 'brokenAtHalf').mean);

const sentences = {
  'broken-diffusion': brokenAt(10),
  'broken-gan': brokenAt(),
  'broken-training': ({ training }: DigitSets) => percent(training.brokenAtHalf, 1),
  'broken-worst': (data: DigitSets) => {
    const { byClassAtHalf } = rowOf(data, 10);
    const [a, b, c] = byClassAtHalf
      .map((share, digit) => ({ share, digit }))
      .sort((one, other) => other.share - one.share)
      .map(({ share, digit }) => `${percent(share)} of the ${digit}s`);
    return `${a}, ${b} and ${c}`;
  },
  match: (data: DigitSets) => {
    const least = evaluationsToMatch(data);
    if (least === null) return 'at no number that I tried does the diffusion model’s mean get to the GAN’s';
    const { sure } = lead(spreadOf(rowOf(data, least), 'frechet'), spreadOf(rowOf(data), 'frechet'));
    return `${least} are the fewest of the table with which the diffusion model’s mean is below the GAN’s${sure ? '' : ', by less than twice the error of the difference'}`;
  },
};

export const digitSets = experiment({
  name: 'digit-sets',
  says: 'both shipped models over ten sets of samples each: Fréchet distances, and digits in more than one piece; again when either changes',
  takes: 'half an hour',
  shape,
  sentences,
  weights: ({ weights }) => weights,
});
