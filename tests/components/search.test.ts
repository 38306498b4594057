import { describe, expect, it } from 'vitest';
import { blankPicture, encodePicture } from '../../components/figure/kit/picture-code';
import { neighbourText, queryText, rowText, sharesText, summary } from '../../components/figure/Search/labels';
import { heldOutHand, queryOf, readTimes, search, searchKey, spacesFor } from '../../components/figure/Search/state';
import { built, foundAtOnce, fromBuilt, nothing, type Asks } from '../../components/figure/Search/work';
import { decode, encode } from '../../components/figure/link';
import type { Digits } from '../../src/core/data/digits';
import { searchTimes } from '../../src/core/search/spaces';
import type { SearchSpec } from '../../src/engine/kinds/shipped/search';

const start = search.defaults;
/** Twenty digits to train on, and three held out of each class; digit `i` is grey `i` all over. */
const digits: Digits = {
  count: 50,
  trainCount: 20,
  side: 28,
  labels: Uint8Array.from({ length: 50 }, (_, i) => i % 10),
  images: Uint8Array.from({ length: 50 * 784 }, (_, k) => Math.floor(k / 784)),
};
const asked: SearchSpec[] = [];
/** Finds rows 0 to 9 at distances .5, 1, …; the sampler gives paper. */
const asks = {
  sample: ({ labels }: { labels: readonly number[] }) =>
    Promise.resolve({ x: new Float32Array(labels.length * 784).fill(-9) }),
  search: (spec: SearchSpec) => {
    asked.push(spec);
    return Promise.resolve({
      milliseconds: 1,
      spaces: spec.spaces.map((space) => ({
        space,
        rows: Int32Array.from({ length: 10 }, (_, i) => (i < 7 ? 13 : i)),
        distances: Float64Array.from({ length: 10 }, (_, i) => (i + 1) / 2),
        nearer: spec.text === undefined ? 0.25 : null,
      })),
    });
  },
} as unknown as Asks;
const means = { asks, hand: heldOutHand(0, digits), digits: () => Promise.resolve(digits) };

describe('what is looked for', () => {
  it('is a digit of the hand or of all, a drawing, a sample, or words', () => {
    const [, , two] = means.hand;
    expect(two).toMatchObject({ index: 22, label: 2 });
    expect(queryOf({ ...start, digit: 22 }, means.hand, null)).toMatchObject({ label: 2, row: 22 });
    expect(queryOf({ ...start, digit: 47 }, [], digits)).toMatchObject({ label: 7, row: 47 });
    expect(queryOf({ ...start, digit: 47 }, [], null)).toBeNull();
    const picture = encodePicture(new Float64Array(784).fill(1));
    expect(queryOf({ ...start, of: 'drawing', picture }, [], null)).toMatchObject({ label: null, row: null });
    expect(queryOf({ ...start, of: 'words' }, means.hand, digits)).toBeNull();
    expect(heldOutHand(0, digits, 47)[7]).toMatchObject({ index: 47, label: 7 });
    expect(heldOutHand(0, digits, 7)).toEqual(means.hand);
    expect(spacesFor('words')).toEqual(['contrastive']);
    expect(spacesFor('sample')).toHaveLength(4);
  });

  it('is asked for again when it changes, and not before there is something to look for', () => {
    expect(searchKey(start)).not.toBe(searchKey({ ...start, t: readTimes[0] }));
    expect(searchKey(start)).toBe(searchKey({ ...start, seed: 9, words: 'wide' }));
    expect(searchKey({ ...start, of: 'drawing' })).toBeNull();
    expect(searchKey({ ...start, of: 'drawing', picture: blankPicture() })).toBeNull();
    expect(searchKey({ ...start, of: 'words', words: '  ' })).toBeNull();
    expect(searchKey({ ...start, of: 'sample' })).not.toBe(searchKey({ ...start, of: 'sample', seed: 2 }));
    expect(readTimes.map(Number)).toEqual([...searchTimes]);
  });

  it('travels in a link', () => {
    const settings = { ...start, of: 'words', words: 'a bold 7', seed: 5, t: '0.1' } as const;
    expect(search.parse(decode(encode(search.encode(settings))).values).settings).toEqual(settings);
    expect(search.parse({ t: '0.5' }).problems).toEqual(['t is "0.5" (expected 0.1, 0.4, 0.7); using 0.4']);
  });
});

describe('what is found', () => {
  it('is shown with its pictures, classes and distances', async () => {
    const found = await foundAtOnce({ ...start, digit: 23 }, means);
    expect(asked.at(-1)).toMatchObject({ row: 23, t: 0.4, count: 10, spaces: spacesFor('digit') });
    expect(found.found.map(({ space }) => space)).toEqual(['pixels', 'classifier', 'contrastive', 'diffusion']);
    const [row] = found.found;
    expect(row.labels).toEqual([3, 3, 3, 3, 3, 3, 3, 7, 8, 9]);
    expect([...new Set(row.grey.subarray(0, 784))]).toEqual([13]);
    expect(row.grey[9 * 784]).toBe(9);
    expect(rowText(row)).toBe(
      '7 of 10 are 3s, 1 is a 7, 1 is an 8; nearest at 0.50; 25\u00a0% of held-out digits come nearer',
    );
    expect(neighbourText(row, 8)).toBe('an 8 at 4.50, training digit 8');
    expect(summary(found)).toContain('Denoiser: 7 of 10 are 3s');
    expect(found.done).toBe(1);
    expect(fromBuilt(JSON.parse(JSON.stringify(built(found))) as ReturnType<typeof built>)).toEqual(found);
  });

  it('of a sample is what the model drew, of words what lies near them', async () => {
    const sample = await foundAtOnce({ ...start, of: 'sample', told: 8 }, means);
    expect(sample.query).toMatchObject({ label: 8, row: null });
    expect(asked.at(-1)!.row).toBeUndefined();
    expect(queryText(sample)).toBe('A sample, told 8');
    const words = await foundAtOnce({ ...start, of: 'words', words: 'not a 3' }, means);
    expect(asked.at(-1)).toMatchObject({ text: 'not a 3', spaces: ['contrastive'] });
    expect(words.query).toBeNull();
    expect(rowText(words.found[0])).toMatch(/nearest at 0\.50$/);
    expect(queryText(words)).toBe('“not a 3”');
    expect(summary(nothing)).toBe('Nothing has been looked for yet.');
    expect(sharesText([8, 8])).toBe('2 of 2 are 8s');
  });

  it('is an error in words where there is no such digit', async () => {
    await expect(foundAtOnce({ ...start, digit: 400 }, means)).rejects.toThrow('There is no digit 400');
  });
});
