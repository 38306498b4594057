/**
 * Digits brought from one kind to another, over ten sets of held-out pictures: by a network that learned from pairs, and between handwriting and type, of which there are no pairs,
 * by bridges through the noise, by SDEdit and by SDEdit with a pull. Chapter 13 reads it.
 *
 * The protocol was fixed before the sets were run, but for one setting, which was changed after a first look at ten held-out pictures and at set 1: the pull lets go at little noise, since its blocks showed.
 */
import { within } from './digit-sets';
import { experiment } from './record';
import { boolean, fields, list, name, nullable, number, table, text, type Shaped } from './shape';
import { spreadOfValues } from './spread';

const domain = name('hand', 'type');

/** What true pictures of a domain have on each metric. */
const real = fields({
  domain,
  pictures: number,
  /** Share that the judge, who learned from handwriting, calls by their class. */
  kept: number,
  /** Share that the classifier of domains calls type. */
  type: number,
  /** Mean of the unevenness of the stroke (`core/caption/instruments.ts`). */
  uneven: number,
  /** Mean root mean square difference, ink from 0 to 1, of two pictures of one class. */
  apart: number,
});

const unpaired = fields({
  to: domain,
  way: name('bridge', 'sdedit', 'pulled'),
  /** Share of the steps that SDEdit takes; null of a bridge, which takes all of them twice. */
  strength: nullable(number),
  pull: number,
  /** Whether the models were told the class. */
  told: boolean,
  sets: list(
    fields({
      seed: number,
      /** Shares: the judge finds the source's class; the classifier of domains finds the kind that was asked for; both. */
      kept: number,
      style: number,
      both: number,
      uneven: number,
      /** Mean root mean square difference from the source, ink from 0 to 1: of pixels, and of means over blocks of 4 x 4. */
      apart: number,
      coarse: number,
    }),
  ),
});

const paired = fields({
  change: name('bold', 'thin', 'slanted', 'upright'),
  sets: list(
    fields({
      seed: number,
      /** Mean root mean square difference, ink from 0 to 1: to the true result, of the untouched source to it, and of two answers from each other. */
      error: number,
      untouched: number,
      spread: number,
      kept: number,
      /** Mean change of the thickness in pixels, or of the slant: of the answers, and of the true results. */
      moved: number,
      asked: number,
    }),
  ),
});

const shape = fields({
  command: text,
  machine: text,
  weights: table(text),
  /** Pictures of a set, and calls of each network. */
  pictures: number,
  evaluations: number,
  real: list(real, 2),
  unpaired: list(unpaired),
  paired: list(paired),
});

export type TranslationRecord = Shaped<typeof shape>;
export type UnpairedRow = TranslationRecord['unpaired'][number];
export type PairedRow = TranslationRecord['paired'][number];

const lacking = (what: unknown) =>
  new Error(
    `src/record/translation.json lacks ${JSON.stringify(what)} (expected it from: npm run record -- translation)`,
  );

/** The row of these settings. Throws where there is none. */
export function unpairedRow(record: Pick<TranslationRecord, 'unpaired'>, wanted: Partial<Omit<UnpairedRow, 'sets'>>) {
  const all = { to: 'type', way: 'bridge', strength: null, pull: 0, told: true, ...wanted };
  const found = record.unpaired.find((one) =>
    Object.entries(all).every(([key, value]) => one[key as keyof typeof wanted] === value),
  );
  if (!found) throw lacking(all);
  return found;
}

export function pairedRow(record: Pick<TranslationRecord, 'paired'>, change: PairedRow['change']): PairedRow {
  const found = record.paired.find((one) => one.change === change);
  if (!found) throw lacking(change);
  return found;
}

export function realOf(record: Pick<TranslationRecord, 'real'>, of: 'hand' | 'type') {
  const found = record.real.find((one) => one.domain === of);
  if (!found) throw lacking(of);
  return found;
}

type Share = 'kept' | 'style' | 'both';
const percentOf = (values: readonly number[]) => `${within(spreadOfValues(values.map((v) => 100 * v)), 0)}\u00a0%`;
const share = (of: Share, wanted: Partial<Omit<UnpairedRow, 'sets'>>) => (record: TranslationRecord) =>
  percentOf(unpairedRow(record, wanted).sets.map((one) => one[of]));
const percent = (v: number) => `${(100 * v).toFixed(1)}\u00a0%`;

const edit = (strength: number, wanted: Partial<Omit<UnpairedRow, 'sets'>> = {}) => ({
  way: 'sdedit' as const,
  strength,
  ...wanted,
});

const sentences = {
  'judge-on-type': (record: TranslationRecord) => percent(realOf(record, 'type').kept),
  'type-of-hand': (record: TranslationRecord) => percent(realOf(record, 'hand').type),
  'type-of-type': (record: TranslationRecord) => percent(realOf(record, 'type').type),
  'bridge-both': share('both', {}),
  'bridge-untold-kept': share('kept', { told: false }),
  'sdedit-0.8-untold-kept': share('kept', edit(0.8, { told: false })),
  'sdedit-1-style': share('style', edit(1)),
};

export const translation = experiment({
  name: 'translation',
  says: 'digits brought from one kind to another: from pairs, and between handwriting and type without; again when one of the networks changes',
  takes: 'ten minutes',
  shape,
  sentences,
  weights: ({ weights }) => weights,
});
