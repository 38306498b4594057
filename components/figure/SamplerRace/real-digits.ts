/** Real digits as the judge sees them, measured while the site is built. Imported by the `.astro` file alone. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { batch, type Batch } from '../../../src/core/batch';
import { parseDigits } from '../../../src/core/data/digits';
import { fromGrey } from '../../../src/core/image-network/pixels';
import { frechetOfMoments, sampleMoments } from '../../../src/core/metric/frechet';
import { builtAsks } from '../built-asks';
import { mostPictures, pictureSize } from '../../../src/engine/kinds/shipped/pixels';
import { packed } from '../packed';
import { packedMoments, type RealDigits } from './real-moments';
import { pictureCounts } from './settings';

let measured: Promise<RealDigits> | undefined;

export const realDigits = (): Promise<RealDigits> => (measured ??= measure());

async function measure(): Promise<RealDigits> {
  const { images, labels, trainCount } = await parseDigits(
    new Uint8Array(await readFile(join(process.cwd(), 'public/data/digits.bin'))),
  );
  const training = sampleMoments(await features(images.subarray(0, trainCount * pictureSize)));
  // As many of each class as the race asks for: an uneven hand would be further away for that alone.
  const held = await features(
    inTurn(images.subarray(trainCount * pictureSize), labels.subarray(trainCount), Math.max(...pictureCounts)),
  );
  return {
    moments: packed(packedMoments(training)),
    training: trainCount,
    floors: pictureCounts.map((n) => [
      n,
      frechetOfMoments(sampleMoments(batch(held.data.subarray(0, n * held.dim), held.dim)), training),
    ]),
  };
}

/** The first `n` pictures, classes 0 to 9 in turn. */
function inTurn(images: Uint8Array, labels: Uint8Array, n: number): Uint8Array {
  const byClass = Array.from({ length: 10 }, (_, c) => Array.from(labels.keys()).filter((i) => labels[i] === c));
  const out = new Uint8Array(n * pictureSize);
  for (let i = 0; i < n; i++) {
    const row = byClass[i % 10][Math.floor(i / 10)];
    if (row === undefined) throw new RangeError(`fewer than ${n / 10} held-out digits of class ${i % 10}`);
    out.set(images.subarray(row * pictureSize, (row + 1) * pictureSize), i * pictureSize);
  }
  return out;
}

async function features(images: Uint8Array): Promise<Batch> {
  const parts: number[] = [];
  let dim = 1;
  for (let from = 0; from < images.length; from += mostPictures * pictureSize) {
    const found = await builtAsks.judge({
      x: Float32Array.from(fromGrey(images.subarray(from, from + mostPictures * pictureSize))),
    });
    dim = found.features.dim;
    for (const v of found.features.data) parts.push(v);
  }
  return batch(Float64Array.from(parts), dim);
}
