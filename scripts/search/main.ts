/** `npm run index`: the indices of the training digits in public/search, one a space; what belongs to the digits and the weights at hand is left as it is. */
import { existsSync, readFileSync } from 'node:fs';
import { quantile } from '../../src/core/statistics/index';
import { random } from '../../src/core/random';
import { packIndex, placed, readIndex, searchIndex, type SearchIndex } from '../../src/core/search/index-file';
import { least, squaredToCodes } from '../../src/core/search/nearest';
import { principal } from '../../src/core/search/projection';
import {
  indexName,
  searchBlock,
  searchDraws,
  searchSpaces,
  searchTimes,
  type SearchSpace,
} from '../../src/core/search/spaces';
import { digitClassifier, shippedUNet } from '../../src/core/image-network/digits';
import { createImageClassifier, createImageTrainer } from '../../src/net/image/create';
import { searchFeatures, type FeatureNetworks } from '../../src/net/image/search-features';
import { shippedSettings } from '../../src/net/image/shipped';
import { tell } from '../record/kept';
import { shippedClip } from '../train/clip';
import { at, readDigits, readShipped, write } from '../train/files';
import { standard } from '../train/measure';

/** Numbers of a code: with a byte each and the directions, an index weighs 200 to 300 kB. */
export const codeSizes: Readonly<Record<SearchSpace, number>> = {
  pixels: 28,
  classifier: 24,
  contrastive: 32,
  diffusion: 28,
};
/** Pictures that go through a network at once. */
const atOnce = 64;

/** Networks and digits, each once. */
export async function searched() {
  const split = await readDigits();
  const classifier = readShipped('classifier', digitClassifier, split.hash);
  const judge = await createImageClassifier('simd', shippedSettings.classifier);
  judge.load({ weights: classifier.weights });
  const { clip, hashes } = await shippedClip(split.hash);
  const { weights, manifest } = readShipped('digits', shippedUNet, split.hash);
  const trainer = await createImageTrainer('simd', shippedSettings.digits);
  trainer.load({ weights });
  const networks: FeatureNetworks = { judge, clip, trainer };
  const hashOf: Readonly<Record<SearchSpace, string>> = {
    pixels: '',
    classifier: classifier.manifest.weights.hash,
    contrastive: hashes['clip-image'],
    diffusion: manifest.weights.hash,
  };
  return {
    split,
    networks,
    trainer,
    hashOf,
    textHash: hashes['clip-text'],
    train: standard(split.train),
    held: standard(split.heldOut),
  };
}
export type Searched = Awaited<ReturnType<typeof searched>>;

/** Features of many pictures, in parts. `first` is the row of the first among all digits. */
export function featuresOfAll(
  space: SearchSpace,
  networks: FeatureNetworks,
  pictures: Float32Array,
  t: number,
  first: number,
): Float32Array {
  const n = pictures.length / 784;
  let out = new Float32Array(0);
  for (let from = 0; from < n; from += atOnce) {
    const some = pictures.subarray(from * 784, Math.min(n, from + atOnce) * 784);
    const reading = { t, draws: searchDraws, block: searchBlock, first: first + from };
    const found = searchFeatures(space, networks, some, reading);
    const dim = (found.length * 784) / some.length;
    if (from === 0) out = new Float32Array(n * dim);
    out.set(found, from * dim);
  }
  return out;
}

/** One index, with the distances of all held-out digits to it. */
export function indexOf(
  { split, networks, hashOf, train, held }: Searched,
  space: SearchSpace,
  t: number,
): SearchIndex {
  const features = featuresOfAll(space, networks, train, t, 0);
  const dim = (features.length * 784) / train.length;
  const directions = principal(
    { data: Float64Array.from(features), dim },
    codeSizes[space],
    random(1).split('principal'),
  );
  const index = searchIndex(
    {
      name: indexName(space, t),
      data: split.hash,
      weights: hashOf[space],
      made: space === 'diffusion' ? { t, draws: searchDraws, cells: searchBlock.cells } : {},
    },
    directions,
    features,
  );
  const places = placed(index, featuresOfAll(space, networks, held, t, train.length / 784));
  const nearest = Float64Array.from({ length: held.length / 784 }, (_, i) => {
    const point = places.subarray(i * index.head.size, (i + 1) * index.head.size);
    return least(squaredToCodes(index.codes, point), 1).distances[0];
  }).sort();
  const quantiles = Array.from({ length: 101 }, (_, p) => Number(quantile(nearest, p / 100).toPrecision(6)));
  return { ...index, head: { ...index.head, held: quantiles } };
}

const pathOf = (name: string): string => `public/search/${name}.bin`;

export async function makeIndices(args: readonly string[]): Promise<number> {
  const fresh = args.includes('--fresh');
  const all = await searched();
  for (const space of searchSpaces)
    for (const t of space === 'diffusion' ? searchTimes : [searchTimes[0]]) {
      const name = indexName(space, t);
      if (!fresh && stands(name, all, space)) continue;
      const begun = performance.now();
      const bytes = packIndex(indexOf(all, space, t));
      write(at(pathOf(name)), bytes);
      tell(`${pathOf(name)} is written: ${bytes.length} bytes, ${((performance.now() - begun) / 1000).toFixed(0)} s`);
    }
  return 0;
}

function stands(name: string, { split, hashOf }: Searched, space: SearchSpace): boolean {
  if (!existsSync(at(pathOf(name)))) return false;
  try {
    readIndex(readFileSync(at(pathOf(name))), { name, data: split.hash, weights: hashOf[space] });
    return true;
  } catch {
    return false;
  }
}
