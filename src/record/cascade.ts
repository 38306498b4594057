/**
 * The cascade over ten sets of samples: noise on what the upper stages are given, where those are the first stage's pictures and where they are real ones, with
 * networks trained under such noise and without; and what high guidance does, the guesses being cut or drawn back. Chapter 12 reads it.
 */
import { within } from './digit-sets';
import { fulfilled } from './fulfilled';
import { experiment } from './record';
import { boolean, fields, list, name, number, table, text, type Shaped } from './shape';
import { spreadOfValues } from './spread';

const measured = fields({
  seed: number,
  fulfilled,
  /** To all training digits, in the judge's 64 features. */
  frechet: number,
});

const row = fields({
  /** What the upper stages begin with: the first stage's pictures of 7 x 7, or held-out digits'. */
  from: name('made', 'real'),
  /** Whether the upper stages were trained under noise on what they are given. */
  trained: boolean,
  augmentation: number,
  guidance: number,
  thresholding: name('none', 'static', 'dynamic'),
  sets: list(measured),
});

const shape = fields({
  command: text,
  machine: text,
  /** Hashes of the shipped weights, by name. */
  weights: table(text),
  /** Sentences of a set. */
  sentences: number,
  /** Calls of each stage's network. */
  evaluations: list(number, 3),
  /** The held-out digits that the sentences are true of. */
  real: fields({ fulfilled, frechet: number }),
  rows: list(row),
});

export type CascadeRecord = Shaped<typeof shape>;
export type CascadeRow = Shaped<typeof row>;

/** The row of these settings. Throws where there is none. */
export function cascadeRow(
  { rows }: Pick<CascadeRecord, 'rows'>,
  wanted: Partial<Omit<CascadeRow, 'sets'>>,
): CascadeRow {
  const all = { from: 'made', trained: true, augmentation: 0, guidance: 1, thresholding: 'static', ...wanted };
  const found = rows.find((one) =>
    Object.entries(all).every(([key, value]) => one[key as keyof typeof wanted] === value),
  );
  if (!found)
    throw new Error(
      `src/record/cascade.json lacks ${JSON.stringify(all)} (expected it from: npm run record -- cascade)`,
    );
  return found;
}

const frechet = (wanted: Partial<CascadeRow>) => (data: CascadeRecord) =>
  within(spreadOfValues(cascadeRow(data, wanted).sets.map((one) => one.frechet)), 1);
const share =
  (of: keyof CascadeRow['sets'][number]['fulfilled'], wanted: Partial<CascadeRow>) => (data: CascadeRecord) =>
    `${within(spreadOfValues(cascadeRow(data, wanted).sets.map((one) => 100 * one.fulfilled[of])), 1)}\u00a0%`;

const sentences = {
  frechet: frechet({}),
  digit: share('digit', {}),
  all: share('all', {}),
  'frechet-of-real': frechet({ from: 'real' }),
  'frechet-untrained': frechet({ trained: false }),
  'frechet-untrained-of-real': frechet({ trained: false, from: 'real' }),
  'frechet-static-8': frechet({ guidance: 8 }),
  'frechet-dynamic-8': frechet({ guidance: 8, thresholding: 'dynamic' }),
  'digit-static-8': share('digit', { guidance: 8 }),
  'digit-dynamic-8': share('digit', { guidance: 8, thresholding: 'dynamic' }),
};

export const cascade = experiment({
  name: 'cascade',
  says: 'the cascade over ten sets of samples: noise on what the upper stages are given, and thresholding at high guidance; again when it, the encoders or the judge change',
  takes: 'half an hour',
  shape,
  sentences,
  weights: ({ weights }) => weights,
});
