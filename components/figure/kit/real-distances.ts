/** How different real digits of a class are: measured when the book is built, on the held-out ones. Not for the browser. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { batch } from '../../../src/core/batch';
import { digitPixelsOf, parseDigits } from '../../../src/core/data/digits';
import { fromGrey } from '../../../src/core/image-network/pixels';
import { builtAsks } from '../built-asks';
import { meanPairwiseDistance } from '../../../src/core/metric/index';

let known: Promise<readonly number[]> | undefined;

/** Mean distance in the judge's 64 features between two held-out digits of each class. */
export function realDistances(): Promise<readonly number[]> {
  known ??= measure();
  return known;
}

async function measure(): Promise<readonly number[]> {
  const digits = await parseDigits(await readFile(join(process.cwd(), 'public/data/digits.bin')));
  const held = Array.from({ length: digits.count - digits.trainCount }, (_, i) => digits.trainCount + i);
  const x = Float64Array.from(held.flatMap((row) => Array.from(fromGrey(digitPixelsOf(digits, row)))));
  const { features } = await builtAsks.judge({ x });
  return Array.from({ length: 10 }, (_, c) => {
    const own = held.flatMap((row, i) =>
      digits.labels[row] === c ? Array.from(features.data.subarray(i * features.dim, (i + 1) * features.dim)) : [],
    );
    return meanPairwiseDistance(batch(own, features.dim));
  });
}
