import { embeddingSize } from '../../../src/core/image-network/contrastive';
import { random } from '../../../src/core/random';
import { placed } from '../../../src/core/search/index-file';
import { least, squaredTo } from '../../../src/core/search/nearest';
import { projected } from '../../../src/core/search/projection';
import { alikeInStyle, precision, recall } from '../../../src/core/search/relevance';
import { searchDraws, searchTimes } from '../../../src/core/search/spaces';
import { bootstrapInterval, mean } from '../../../src/core/statistics/index';
import { diffusionFeatures } from '../../../src/net/image/diffusion-features';
import { searchNoise } from '../../../src/net/image/search-features';
import { search as record, type SearchRecord } from '../../../src/record/search';
import { all, byIndex, indexOnDisk, NEIGHBOURS, reverseOf, rowsOf, wordsOf } from '../../search/backwards';
import { codeSizes, featuresOfAll, searched, type Searched } from '../../search/main';
import { captioned } from '../../train/facts';
import { machine } from '../../train/files';
import { keepForLater, kept, tell } from '../kept';
import { measured } from '../measurement';

const STYLE = 0.1;
const CURVE = 1500;
const TIMES = [0.03, 0.15, 0.3, 0.4, 0.55, 0.7, 0.85];
const size = 784;

/** Layers of the shipped network by their places. */
const LAYERS = [
  { name: 'first at 14 by 14, 2 by 2', path: '2', cells: 2 },
  { name: 'middle, one mean', path: '3.3', cells: 1 },
  { name: 'middle, 2 by 2', path: '3.3', cells: 2 },
  { name: 'last at 14 by 14, 2 by 2', path: '4', cells: 2 },
  { name: 'inside the first wide block', path: '3.2.5', cells: 1 },
  { name: 'inside the second wide block', path: '3.4.5', cells: 1 },
] as const;

/** Each query's class and style precision. */
interface Hits {
  readonly class: readonly number[];
  readonly style: readonly number[];
}

const interval = (values: readonly number[]) =>
  bootstrapInterval(values, (some) => mean(some), { random: random(1).split('bootstrap'), resamples: 1000 });

/** Root mean squares of the columns. */
function deviations(rows: Float64Array, dim: number): Float64Array {
  const out = new Float64Array(dim);
  rows.forEach((v, i) => (out[i % dim] += (v * v * dim) / rows.length));
  return out.map(Math.sqrt);
}

function judgeOf({ split }: Searched, alike: readonly ReadonlySet<number>[]) {
  const { labels } = split.train;
  const queries = split.heldOut.labels;
  return (found: (q: number) => ArrayLike<number>): Hits => {
    const rows = Array.from(queries, (_, q) => found(q));
    return {
      class: rows.map((some, q) => precision(some, (row) => labels[row] === queries[q])),
      style: rows.map((some, q) => precision(some, (row) => alike[q].has(row))),
    };
  };
}

function spacesOf(of: Searched, alike: readonly ReadonlySet<number>[]) {
  const { split, networks, train, held } = of;
  const judge = judgeOf(of, alike);
  const n = split.train.labels.length;
  const spaces: SearchRecord['spaces'][number][] = [];
  const exactness: SearchRecord['exactness'][number][] = [];
  const told = (name: string, numbers: number, hits: Hits) => {
    spaces.push({ name, numbers, class: interval(hits.class), style: interval(hits.style) });
    tell(`${name}: ${JSON.stringify(spaces.at(-1))}`);
  };
  const draw = random(1).split('random rows');
  told(
    'random',
    0,
    judge(() => Array.from({ length: NEIGHBOURS }, () => draw.integer(n))),
  );
  told(
    'oracle',
    0,
    judge((q) => [...alike[q]].slice(0, NEIGHBOURS)),
  );
  for (const { space, t, name } of all) {
    const index = indexOnDisk(space, t);
    const places = placed(index, featuresOfAll(space, networks, held, t, n));
    told(name, index.head.size, judge(byIndex(index, places)));
    if (space === 'diffusion' && t !== searchTimes[1]) continue;
    const features = featuresOfAll(space, networks, train, t, 0);
    const queries = featuresOfAll(space, networks, held, t, n);
    const { dim } = index.head;
    const set = { data: Float64Array.from(features), dim };
    const inFull = Array.from(
      split.heldOut.labels,
      (_, q) => least(squaredTo(set, rowsOf(queries, dim, q)), NEIGHBOURS).rows,
    );
    const codes = { data: projected({ ...index.head, ...index }, features), dim: index.head.size };
    const unrounded = inFull.map((rows, q) =>
      recall(least(squaredTo(codes, rowsOf(places, codes.dim, q)), NEIGHBOURS).rows, rows),
    );
    told(
      `${name}, as they are`,
      dim,
      judge((q) => inFull[q]),
    );
    exactness.push({
      name,
      index: mean(inFull.map((rows, q) => recall(byIndex(index, places)(q), rows))),
      unrounded: mean(unrounded),
    });
    if (space === 'pixels') {
      // Every direction in units of its own deviation.
      const units = deviations(codes.data, codes.dim);
      const white = (x: Float64Array) => x.map((v, i) => v / units[i % codes.dim]);
      const whitened = { data: white(codes.data), dim: codes.dim };
      const own = white(places);
      told(
        'pixels, whitened',
        codes.dim,
        judge((q) => least(squaredTo(whitened, rowsOf(own, whitened.dim, q)), NEIGHBOURS).rows),
      );
    }
  }
  return { spaces, exactness };
}

/** Per query, of every layer: class and style precision at one noise. */
function curveAt(of: Searched, alike: readonly ReadonlySet<number>[], t: number): readonly Hits[] {
  const { split, trainer, train, held } = of;
  const n = split.train.labels.length;
  const few = train.subarray(0, CURVE * size);
  const read = (pictures: Float32Array, first: number) => {
    const count = pictures.length / size;
    const sums: Float32Array[] = [];
    for (let from = 0; from < count; from += 64) {
      const some = pictures.subarray(from * size, Math.min(count, from + 64) * size);
      for (let d = 0; d < searchDraws; d++)
        diffusionFeatures(trainer, some, t, LAYERS, (i) => searchNoise(first + from + i, d)).forEach((one, k) => {
          const dim = (one.length * size) / some.length;
          const sum = (sums[k] ??= new Float32Array(count * dim));
          one.forEach((v, j) => (sum[from * dim + j] += v / searchDraws));
        });
    }
    return sums;
  };
  const [set, queries] = [read(few, 0), read(held, n)];
  const judge = judgeOf(of, alike);
  return LAYERS.map((_, k) => {
    const dim = set[k].length / CURVE;
    const data = { data: Float64Array.from(set[k]), dim };
    return judge((q) => least(squaredTo(data, rowsOf(queries[k], dim, q)), NEIGHBOURS).rows);
  });
}

function curveOf(
  of: Searched,
  alike: readonly ReadonlySet<number>[],
  at_: (t: number) => readonly Hits[],
): SearchRecord['curve'] {
  const found = TIMES.map(at_);
  const pixels = { data: Float64Array.from(of.train.subarray(0, CURVE * size)), dim: size };
  const plain = judgeOf(of, alike)((q) => least(squaredTo(pixels, rowsOf(of.held, size, q)), NEIGHBOURS).rows);
  const half = (values: readonly number[], odd: 0 | 1) => values.filter((_, q) => q % 2 === odd);
  const score = (k: number, i: number) => mean(half(found[i][k].class, 0));
  const [k, i] = LAYERS.flatMap((_, a) => TIMES.map((__, b) => [a, b] as const)).reduce((best, one) =>
    score(...one) > score(...best) ? one : best,
  );
  const told = (b: number) => half(found[b][k].class, 1);
  const lead = (b: number) => interval(told(i).map((v, q) => v - told(b)[q]));
  return {
    training: CURVE,
    draws: searchDraws,
    times: TIMES,
    pixels: interval(plain.class),
    layers: LAYERS.map(({ name }, a) => ({
      name,
      numbers: numbersOf(a),
      class: TIMES.map((_, b) => interval(found[b][a].class)),
      style: TIMES.map((_, b) => interval(found[b][a].style)),
    })),
    chosen: {
      layer: LAYERS[k].name,
      t: TIMES[i],
      class: interval(told(i)),
      overLeast: lead(0),
      overMost: lead(TIMES.length - 1),
    },
  };
}

/** Channels of a layer times its cells. */
const numbersOf = (layer: number): number => [64, 48, 192, 64, 192, 192][layer];

async function prepared() {
  const of = await searched();
  const [train, held] = [captioned(of.split.train), captioned(of.split.heldOut)];
  return { of, train, alike: alikeInStyle(held, train, STYLE) };
}

export const measurement = measured<SearchRecord>({
  digits: 5,
  indent: 1,
  measure: async ({ fresh, quick }, keep) => {
    if (embeddingSize < codeSizes.contrastive) throw new Error('the code of embeddings is larger than they are');
    const { of, train, alike } = await prepared();
    const identity = JSON.stringify([of.hashOf, of.split.hash, CURVE, TIMES, LAYERS, searchDraws, STYLE]);
    const once = <T>(part: string, make: () => T): T => {
      const path = `.cache/evaluate/search-${part}.json`;
      const before = fresh ? undefined : kept<T>(path, identity);
      if (before !== undefined) return before;
      const begun = process.cpuUsage();
      const found = make();
      const { user, system } = process.cpuUsage(begun);
      tell(`${part}: ${((user + system) / 1e6).toFixed(0)} s of a core`);
      keepForLater(path, identity, found);
      return found;
    };
    if (quick) {
      tell(JSON.stringify(await wordsOf(of, train)));
      return 0;
    }
    const words = await wordsOf(of, train);
    const curve = curveOf(of, alike, (t) => once(`curve-${t}`, () => curveAt(of, alike, t)));
    const reverse = once('reverse', () => reverseOf(of));
    const { spaces, exactness } = once('spaces', () => spacesOf(of, alike));
    keep({
      command: record.command,
      machine: machine(),
      weights: weightsOf(of),
      queries: of.split.heldOut.labels.length,
      training: of.split.train.labels.length,
      neighbours: NEIGHBOURS,
      styleShare: STYLE,
      spaces,
      exactness,
      curve,
      reverse,
      words,
    });
    return 0;
  },
  again: async (data) => {
    const of = await searched();
    const { networks, held, split } = of;
    const judge = judgeOf(
      of,
      Array.from(split.heldOut.labels, () => new Set<number>()),
    );
    return (['classifier', 'contrastive'] as const).map((space) => {
      const index = indexOnDisk(space, searchTimes[0]);
      const places = placed(index, featuresOfAll(space, networks, held, searchTimes[0], split.train.labels.length));
      return {
        what: `class among the ten nearest, ${space}`,
        recorded: data.spaces.find(({ name }) => name === space)?.class.value ?? NaN,
        found: mean(judge(byIndex(index, places)).class),
      };
    });
  },
});

const weightsOf = ({ hashOf, textHash }: Searched): SearchRecord['weights'] => ({
  digits: hashOf.diffusion,
  classifier: hashOf.classifier,
  'clip-image': hashOf.contrastive,
  'clip-text': textHash,
});
