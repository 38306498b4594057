/**
 * What comes of prompts: the shipped networks of captions over ten sets of samples at each guidance, classes by the shipped classifier and attributes by the
 * instruments that captions are true by (`core/caption`), never by a network that was trained on them. The protocol, written before the numbers: the prompts of
 * `core/caption/asks.ts` and `pair-asks.ts`, seeds 1 to 10, 10 evaluations; a share is the mean over sets, its deviation that of the sets. The best guidance is
 * the one at which one digit's `value` share is greatest. Beside it what the decoder alone loses, and smaller trainings that differ in one thing each.
 */
import { experiment } from './record';
import { fields, list, number, table, text, type Shaped } from './shape';
import { spreadOfValues, type Spread } from './spread';
import { fixed } from './words';

/** Shares over one set of all prompts: by part (`class`, `value`, `not`, `held-out`, `thickness` and so on) and by group (`value: slant left`). */
const set = fields({ seed: number, parts: table(number), groups: table(number) });

const row = fields({
  /** w of guidance. */
  guidance: number,
  sets: list(set),
});

const variant = fields({
  name: text,
  parameters: number,
  /** Floating-point operations of one evaluation, and of all training. */
  flops: number,
  training: number,
  images: number,
  sets: list(set),
});

const shape = fields({
  command: text,
  machine: text,
  /** Hashes of the shipped weights, by name. */
  weights: table(text),
  /** Prompts of a set, for one digit and for two. */
  prompts: number,
  pairPrompts: number,
  evaluations: number,
  /** Training of each network in floating-point operations, of one evaluation, and its seconds. */
  training: fields({
    text: number,
    textSeconds: number,
    textFlops: number,
    pairs: number,
    pairsSeconds: number,
    pairsFlops: number,
  }),
  /** Training digits that were kept back, of all. */
  keptBack: number,
  digits: number,
  rows: list(row),
  /** For two digits: shares by part, `sides classes`, `thickness swapped` and so on. */
  pairs: list(fields({ guidance: number, sets: list(fields({ seed: number, parts: table(number) })) })),
  /** Held-out digits through the autoencoder: how many have the class and the values afterwards that they had before, of those that captions tell. */
  ceiling: table(number),
  /** At guidance 2, smaller trainings of equal operations. */
  variants: list(variant, 0),
});

export type AskedInWords = Shaped<typeof shape>;
export type WordsSet = Shaped<typeof set>;
export type WordsVariant = Shaped<typeof variant>;

/** The row of the best guidance. */
export function bestRow({ rows }: Pick<AskedInWords, 'rows'>): AskedInWords['rows'][number] {
  const score = (one: AskedInWords['rows'][number]) => partSpread(one, 'value').mean;
  return rows.reduce((best, one) => (score(one) > score(best) ? one : best));
}

/** The row without guidance. Throws where there is none. */
function unguided({ rows }: Pick<AskedInWords, 'rows'>): AskedInWords['rows'][number] {
  const found = rows.find(({ guidance }) => guidance === 0);
  if (!found) throw new Error('words has no row without guidance (expected one at w = 0)');
  return found;
}

/** A part's share over sets. Throws where there is no such part. */
export function partSpread(
  { sets }: { readonly sets: readonly { readonly parts: Readonly<Record<string, number>> }[] },
  part: string,
): Spread {
  const values = sets.map(({ parts }) => parts[part]);
  if (values.some((v: number | undefined) => v === undefined))
    throw new RangeError(`no part ${part} (expected ${Object.keys(sets[0].parts).join(', ')})`);
  return spreadOfValues(values);
}

/** A group's share over sets: `value: slant left`. */
export function groupSpread({ sets }: { readonly sets: readonly WordsSet[] }, group: string): Spread {
  return partSpread({ sets: sets.map(({ groups }) => ({ parts: groups })) }, group);
}

const percent = ({ mean }: Spread): string => `${fixed(100 * mean, 0)}\u00a0%`;
const within = ({ mean, deviation }: Spread): string => `${fixed(100 * mean, 0)} ± ${fixed(100 * deviation, 0)}\u00a0%`;

/** Names of parts as sentences have them: at the best guidance with its deviation; `unguided-` at w = 0. */
const parts = ['class', 'value', 'thickness', 'slant', 'width', 'both', 'not', 'held-out', 'control'] as const;
const ofParts = Object.fromEntries(
  parts.flatMap((part) => [
    [part, (data: AskedInWords) => within(partSpread(bestRow(data), part))] as const,
    [`unguided-${part}`, (data: AskedInWords) => within(partSpread(unguided(data), part))] as const,
  ]),
);
const values = ['thin', 'medium', 'bold'].map((v) => ['thickness', v] as const);
const ofValues = Object.fromEntries(
  [
    ...values,
    ...['left', 'upright', 'right'].map((v) => ['slant', v] as const),
    ...['narrow', 'wide'].map((v) => ['width', v] as const),
  ].flatMap(([attribute, value]) => {
    const of = (row: AskedInWords['rows'][number]) => percent(groupSpread(row, `value: ${attribute} ${value}`));
    return [
      [`word-${value}`, (data: AskedInWords) => of(bestRow(data))] as const,
      [`unguided-word-${value}`, (data: AskedInWords) => of(unguided(data))] as const,
    ];
  }),
);
const pairNames = [
  'sides classes',
  'sides exchanged',
  'beside classes',
  ...['thickness', 'slant', 'width'].flatMap((part) => [`${part} values`, `${part} swapped`]),
] as const;
const bestPairs = ({ pairs }: AskedInWords) =>
  pairs.reduce((best, one) =>
    partSpread(one, 'sides classes').mean > partSpread(best, 'sides classes').mean ? one : best,
  );
const ofPairs = Object.fromEntries(
  pairNames.map((name) => [
    `pairs-${name.replace(' ', '-')}`,
    (data: AskedInWords) => within(partSpread(bestPairs(data), name)),
  ]),
);

export const askedInWords = experiment({
  name: 'words',
  says: 'what comes of prompts for one digit and for two, over ten sets of samples at each guidance, and trainings that differ in one thing; again when a network of captions, the spatial autoencoder or the judge changes; `--minutes N` divides the work',
  takes: 'half an hour',
  shape,
  sentences: {
    ...ofParts,
    ...ofValues,
    ...ofPairs,
    guidance: (data: AskedInWords) => fixed(bestRow(data).guidance, 0),
    prompts: ({ prompts }: AskedInWords) => String(prompts),
    'kept-back': ({ keptBack, digits }: AskedInWords) => `${fixed((100 * keptBack) / digits, 0)}\u00a0%`,
    teraflop: ({ training }: AskedInWords) => fixed(training.text / 1e12, 1),
    megaflop: ({ training }: AskedInWords) => fixed(training.textFlops / 1e6, 1),
    minutes: ({ training }: AskedInWords) => fixed(training.textSeconds / 60, 0),
    'ceiling-thickness': ({ ceiling }: AskedInWords) => `${fixed(100 * ceiling.thickness, 0)}\u00a0%`,
    'ceiling-slant': ({ ceiling }: AskedInWords) => `${fixed(100 * ceiling.slant, 0)}\u00a0%`,
    'ceiling-width': ({ ceiling }: AskedInWords) => `${fixed(100 * ceiling.width, 0)}\u00a0%`,
    'ceiling-class': ({ ceiling }: AskedInWords) => `${fixed(100 * ceiling.class, 0)}\u00a0%`,
  },
  weights: ({ weights }) => weights,
});
