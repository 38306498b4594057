/** How the neighbours are found, and what of them is shown. */
import { digitPixels, digitPixelsOf, type Digits } from '../../../src/core/data/digits';
import { fromGrey, greyOf } from '../../../src/core/image-network/pixels';
import type { SearchSpace } from '../../../src/core/search/spaces';
import type { DigitAsks, Gone } from '../../../src/engine/kinds/shipped/asks';
import { toBytes, toText } from '../bytes';
import { neighbours, queryOf, searchKey, spacesFor, type Query, type SearchSettings } from './state';
import type { SampleDigit } from '../../../src/engine/digits';

export type Asks = Pick<DigitAsks, 'sample' | 'search'>;

/** The neighbours in one space, nearest first. */
export interface Row {
  readonly space: SearchSpace;
  /** [10, 784] grey levels. */
  readonly grey: Uint8Array;
  readonly labels: readonly number[];
  /** Rows of the digits. */
  readonly rows: readonly number[];
  /** 1 is the middle distance between a held-out digit and its nearest training digit. */
  readonly distances: readonly number[];
  /** Share of held-out digits that come nearer to a training digit; null for words. */
  readonly nearer: number | null;
}

export interface Shown {
  readonly key: string | null;
  /** What was looked for; null for words. */
  readonly query: Query | null;
  readonly words: string | null;
  readonly found: readonly Row[];
  /** Share of the work that is done. */
  readonly done: number;
}

/** Everything that an answer is made of besides the settings. */
export interface Means {
  readonly asks: Asks;
  readonly hand: readonly SampleDigit[];
  readonly digits: () => Promise<Digits>;
}

export async function find(
  s: SearchSettings,
  { asks, hand, digits }: Means,
  tell: (change: Partial<Shown>) => void,
  listening: Gone,
): Promise<void> {
  tell({ done: 0 });
  const query = s.of === 'sample' ? await drawn(s, asks, listening) : queryOf(s, hand, null);
  const set = await digits();
  const looked = query ?? queryOf(s, hand, set);
  if (!looked && s.of !== 'words') throw new Error(`There is no digit ${s.digit} (expected a row from 0 to 9999).`);
  tell({ query: looked, words: s.of === 'words' ? s.words : null, done: 0.4 });
  const { spaces } = await asks.search(
    {
      ...(looked
        ? { picture: fromGrey(looked.grey), ...(looked.row !== null && { row: looked.row }) }
        : { text: s.words }),
      spaces: spacesFor(s.of),
      t: Number(s.t),
      count: neighbours,
    },
    listening,
  );
  tell({
    key: searchKey(s),
    done: 1,
    found: spaces.map(({ space, rows, distances, nearer }) => ({
      space,
      grey: greysOf(rows, set),
      labels: Array.from(rows, (row) => set.labels[row]),
      rows: [...rows],
      distances: [...distances],
      nearer,
    })),
  });
}

/** One digit by the shipped model. */
async function drawn({ told, seed }: SearchSettings, asks: Asks, listening: Gone): Promise<Query> {
  const { x } = await asks.sample({ labels: [told], seed, every: 0 }, listening);
  return { grey: greyOf(x), label: told, row: null };
}

function greysOf(rows: ArrayLike<number>, set: Digits): Uint8Array {
  const out = new Uint8Array(rows.length * digitPixels);
  Array.from(rows, (row, i) => out.set(digitPixelsOf(set, row), i * digitPixels));
  return out;
}

export const nothing: Shown = { key: null, query: null, words: null, found: [], done: 0 };

export async function foundAtOnce(s: SearchSettings, means: Means): Promise<Shown> {
  let shown = nothing;
  await find(
    s,
    means,
    (change) => {
      shown = { ...shown, ...change };
    },
    {},
  );
  return shown;
}

/** What travels in the page. */
export interface BuiltShown extends Omit<Shown, 'query' | 'found'> {
  readonly query: (Omit<Query, 'grey'> & { readonly grey: string }) | null;
  readonly found: readonly (Omit<Row, 'grey'> & { readonly grey: string })[];
}

export const built = ({ query, found, ...rest }: Shown): BuiltShown => ({
  ...rest,
  query: query && { ...query, grey: toText(query.grey) },
  found: found.map(({ grey, distances, ...row }) => ({
    ...row,
    grey: toText(grey),
    distances: distances.map((d) => Number(d.toFixed(4))),
  })),
});

export const fromBuilt = ({ query, found, ...rest }: BuiltShown): Shown => ({
  ...rest,
  query: query && { ...query, grey: toBytes(query.grey) },
  found: found.map(({ grey, ...row }) => ({ ...row, grey: toBytes(grey) })),
});
