/** Real digits as the judge sees them, measured while the site is built. Imported by the `.astro` file alone. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { batch, type Batch } from '../../../src/core/batch';
import { parseDigits } from '../../../src/core/data/digits';
import { fromGrey } from '../../../src/core/image-network/pixels';
import { frechetOfMoments, sampleMoments } from '../../../src/core/metric/frechet';
import { judgedAtBuild } from '../../../src/engine/digit-prerender';
import { mostPictures, pictureSize } from '../../../src/engine/digit-samples';
import { packed } from '../packed';
import { packedMoments, type RealDigits } from './digit-race';
import { pictureCounts } from './settings';

let measured: Promise<RealDigits> | undefined;

export const realDigits = (): Promise<RealDigits> => (measured ??= measure());

async function measure(): Promise<RealDigits> {
  const { images, trainCount } = await parseDigits(new Uint8Array(await readFile(join(process.cwd(), 'public/data/digits.bin'))));
  const training = sampleMoments(await features(images.subarray(0, trainCount * pictureSize)));
  const held = await features(images.subarray(trainCount * pictureSize));
  return {
    moments: packed(packedMoments(training)), training: trainCount,
    floors: pictureCounts.map((n) => [n, frechetOfMoments(sampleMoments(batch(held.data.subarray(0, n * held.dim), held.dim)), training)]),
  };
}

async function features(images: Uint8Array): Promise<Batch> {
  const parts: number[] = [];
  let dim = 1;
  for (let from = 0; from < images.length; from += mostPictures * pictureSize) {
    const found = await judgedAtBuild({ x: Float32Array.from(fromGrey(images.subarray(from, from + mostPictures * pictureSize))) });
    dim = found.features.dim;
    for (const v of found.features.data) parts.push(v);
  }
  return batch(Float64Array.from(parts), dim);
}
