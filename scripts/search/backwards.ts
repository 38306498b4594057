/** What the record of searching measures besides precision: samples beside held-out digits, and words. */
import { readFileSync } from 'node:fs';
import { valueOf } from '../../src/core/caption/index';
import { asShown } from '../../src/core/image-network/pixels';
import { placed, readIndex, shareNearer, type SearchIndex } from '../../src/core/search/index-file';
import { least, squaredToCodes } from '../../src/core/search/nearest';
import { precision } from '../../src/core/search/relevance';
import { indexName, searchSpaces, searchTimes, type SearchSpace } from '../../src/core/search/spaces';
import { mean } from '../../src/core/statistics/index';
import type { SearchRecord } from '../../src/record/search';
import { tell } from '../record/kept';
import { embeddedTexts, shippedClip } from '../train/clip';
import type { captioned } from '../train/facts';
import { at } from '../train/files';
import { sampleDigits, turns } from '../train/measure';
import { featuresOfAll, type Searched } from './main';

export const NEIGHBOURS = 10;
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const EACH = 100;
const MOVED = 200;
const size = 784;

/** Row `i` of many. */
export const rowsOf = (values: ArrayLike<number>, dim: number, i: number): Float64Array =>
  Float64Array.from({ length: dim }, (_, k) => values[i * dim + k]);

export const indexOnDisk = (space: SearchSpace, t: number): SearchIndex =>
  readIndex(readFileSync(at(`public/search/${indexName(space, t)}.bin`)), { name: indexName(space, t) });

/** The indices in the order of the figure. */
export const all = searchSpaces.flatMap((space) =>
  (space === 'diffusion' ? searchTimes : [searchTimes[1]]).map((t) => ({ space, t, name: indexName(space, t) })),
);

/** The neighbours of every query by an index. */
export const byIndex = (index: SearchIndex, places: Float64Array) => (q: number) =>
  least(squaredToCodes(index.codes, rowsOf(places, index.head.size, q)), NEIGHBOURS).rows;

export function reverseOf({ split, trainer, networks, train }: Searched): SearchRecord['reverse'] {
  const samples = SEEDS.map((seed) =>
    asShown(sampleDigits(trainer, { labels: turns(EACH), evaluations: 10, guidance: 0, seed }).data),
  );
  const moved = movedRight(train.subarray(0, MOVED * size));
  const first = split.train.labels.length + split.heldOut.labels.length;
  return {
    each: EACH,
    spaces: all
      .filter(({ space, t }) => space !== 'diffusion' || t === searchTimes[1])
      .map(({ space, t, name }) => {
        const index = indexOnDisk(space, t);
        const ranks = (x: Float32Array, from: number) => {
          const places = placed(index, featuresOfAll(space, networks, x, t, from));
          return Array.from({ length: x.length / size }, (_, i) =>
            shareNearer(
              index.head,
              least(squaredToCodes(index.codes, rowsOf(places, index.head.size, i)), 1).distances[0],
            ),
          );
        };
        const near = (some: readonly number[]) => some.filter((r) => r < 0.01).length / some.length;
        const of = samples.map((x, s) => ranks(x, first + s * EACH));
        const control = ranks(moved, first + SEEDS.length * EACH);
        tell(`${name}: samples near ${of.map(near).join(' ')}; moved ${near(control)}`);
        return {
          name,
          near: of.map(near),
          rank: of.map((some) => mean(some)),
          movedNear: near(control),
          movedRank: mean(control),
        };
      }),
  };
}

/** Pictures moved right by one pixel, paper coming in. */
function movedRight(x: Float32Array): Float32Array {
  const paper = Math.min(...x.subarray(0, size));
  return x.map((_, i) => (i % 28 === 0 ? paper : x[i - 1]));
}

export async function wordsOf(
  { split }: Searched,
  train: ReturnType<typeof captioned>,
): Promise<SearchRecord['words']> {
  const { clip } = await shippedClip(split.hash);
  const index = indexOnDisk('contrastive', searchTimes[0]);
  const bold = (row: number) => valueOf('thickness', train.measured.thickness[row]) === 'bold';
  const shares = (sentence: (digit: number) => string, relevant: (row: number, digit: number) => boolean) => {
    const places = placed(
      index,
      embeddedTexts(
        clip,
        Array.from({ length: 10 }, (_, digit) => sentence(digit)),
      ),
    );
    return Array.from({ length: 10 }, (_, digit) =>
      precision(byIndex(index, places)(digit), (row) => relevant(row, digit)),
    );
  };
  const { labels } = split.train;
  const same = (row: number, digit: number) => labels[row] === digit;
  return {
    bold: shares((d) => `a bold ${d}`, bold),
    notBold: shares((d) => `a ${d} that is not bold`, bold),
    plain: shares((d) => `a ${d}`, bold),
    named: shares((d) => `a ${d}`, same),
    notNamed: shares((d) => `not a ${d}`, same),
    boldInAll: precision([...labels.keys()], bold),
  };
}
