/** Real digits in the judge's features, measured when the book is built. Not for the browser. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { batch, type Batch } from '../../../src/core/batch';
import { digitPixels, digitPixelsOf, parseDigits, type Digits } from '../../../src/core/data/digits';
import { fromGrey } from '../../../src/core/image-network/pixels';
import { rooted, sampleMoments } from '../../../src/core/metric/index';
import { random } from '../../../src/core/random';
import { builtAsks } from '../built-asks';
import { realDistances } from '../kit/real-distances';
import { measured, type Measures, type Reference } from './reference';
import { classesOf, measuredAt } from './state';

/** Hands of held-out digits that a floor is the mean of. */
const hands = 8;

let known: Promise<Reference> | undefined;

/** Once a build. */
export function realReference(): Promise<Reference> {
  known ??= measure();
  return known;
}

async function judged(
  digits: Digits,
  rows: readonly number[],
): Promise<{ readonly features: Batch; readonly classes: Int32Array }> {
  const x = new Float32Array(rows.length * digitPixels);
  rows.forEach((row, i) => x.set(fromGrey(digitPixelsOf(digits, row)), i * digitPixels));
  return builtAsks.judge({ x });
}

async function measure(): Promise<Reference> {
  const digits = await parseDigits(await readFile(join(process.cwd(), 'public/data/digits.bin')));
  const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
  const { features } = await judged(digits, rows(0, digits.trainCount));
  const known = { training: rooted(sampleMoments(features)), distances: await realDistances() };
  const held = rows(digits.trainCount, digits.count);
  const found = await judged(digits, held);
  const hand = (n: number, draw: number): Measures => {
    const r = random(draw).split('held-out hand');
    // Of each class in turn, as the samples are, none twice.
    const left = Array.from({ length: 10 }, (_, c) =>
      held.map((_, i) => i).filter((i) => digits.labels[held[i]] === c),
    );
    const picked = classesOf(0, n).map((c) => left[c].splice(r.integer(left[c].length), 1)[0]);
    const { dim } = found.features;
    const of = batch(
      picked.flatMap((i) => Array.from(found.features.data.subarray(i * dim, (i + 1) * dim))),
      dim,
    );
    return measured(
      of,
      picked.map((i) => found.classes[i]),
      classesOf(0, n),
      known,
    );
  };
  const mean = (n: number): Measures => {
    const drawn = Array.from({ length: hands }, (_, draw) => hand(n, draw));
    const of = (name: 'agreement' | 'frechet' | 'diversity') => drawn.reduce((sum, one) => sum + one[name], 0) / hands;
    return { n, agreement: of('agreement'), frechet: of('frechet'), diversity: of('diversity') };
  };
  return { ...known, real: measuredAt.map(mean) };
}
