import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { digitPixelsOf, type Digits } from '../../src/core/data/digits';
import { fromGrey } from '../../src/core/image-network/pixels';
import { nearestRows } from '../../src/core/search/nearest';
import { recall } from '../../src/core/search/relevance';
import { indexNames, searchSpaces } from '../../src/core/search/spaces';
import type { Searched, SearchSpec } from '../../src/engine/kinds/shipped/search';
import { loadIndex } from '../../src/engine/kinds/shipped/search-index';
import { loadWeights, type ShippedName } from '../../src/engine/kinds/shipped/weights';
import { standingBy } from '../../src/engine/kinds/shipped/worker';
import { shippedDigits } from '../../src/engine/kinds/shipped/worker/networks';
import { readDigits } from '../../scripts/train/files';
import { silent as never } from './runs';
import { servePublic } from './served';

vi.mock('../../src/engine/worker/messages', () => ({
  yieldToMessages: () => new Promise((resolve) => setImmediate(resolve)),
}));

const networks = shippedDigits(['webgl', 'wasm', 'cpu']);
let digits: Digits;
beforeAll(async () => {
  servePublic();
  ({ digits } = await readDigits());
});
afterAll(() => {
  networks.forget();
  vi.unstubAllGlobals();
});

const ask = (spec: Partial<SearchSpec>) =>
  standingBy(networks)('search', { spaces: searchSpaces, t: 0.4, ...spec }, never) as Promise<Searched>;
const pictureOf = (row: number) => fromGrey(digitPixelsOf(digits, row));

describe('searching the training digits', () => {
  it('finds a training digit itself in every space, nearer than any held-out digit comes', async () => {
    for (const row of [5, 4000]) {
      const { spaces } = await ask({ picture: pictureOf(row), row });
      expect(spaces.map(({ space }) => space)).toEqual([...searchSpaces]);
      for (const { rows, distances, nearer } of spaces) {
        expect(rows[0]).toBe(row);
        expect(distances[0]).toBeLessThan(0.2);
        expect(nearer!).toBeLessThan(0.01);
        expect([...distances]).toEqual([...distances].sort((a, b) => a - b));
      }
    }
  });

  it('finds digits of the class of a held-out one, mostly', async () => {
    let right = 0;
    for (let row = 9001; row < 9011; row++) {
      const { spaces } = await ask({ picture: pictureOf(row), row, spaces: ['classifier'] });
      right += Array.from(spaces[0].rows).filter((one) => digits.labels[one] === digits.labels[row]).length;
      expect(spaces[0].nearer!).toBeGreaterThan(0);
      expect(spaces[0].nearer!).toBeLessThan(1);
    }
    expect(right).toBeGreaterThan(90);
  });

  it('finds pictures of words', async () => {
    const { spaces } = await ask({ text: 'a bold seven', spaces: ['contrastive'], count: 20 });
    expect(spaces[0].nearer).toBeNull();
    expect(Array.from(spaces[0].rows).filter((row) => digits.labels[row] === 7).length).toBeGreaterThanOrEqual(18);
  });

  it('finds in pixels nearly what looking at all pixels finds', async () => {
    const set = { data: fromGrey(digits.images.subarray(0, digits.trainCount * 784)), dim: 784 };
    let share = 0;
    const rows = [9001, 9200, 9400];
    for (const row of rows) {
      const picture = pictureOf(row);
      const { spaces } = await ask({ picture, row, spaces: ['pixels'] });
      share += recall(spaces[0].rows, nearestRows(set, picture, 10).rows) / rows.length;
    }
    expect(share).toBeGreaterThan(0.5);
  });

  it('refuses what cannot be looked for', async () => {
    const refused = (spec: object) => ask(spec).then(() => 'answered', String);
    const picture = pictureOf(0);
    expect(await refused({})).toContain('a search for nothing (expected a picture, or words, and not both)');
    expect(await refused({ picture, text: 'a 3' })).toContain('a picture and words');
    expect(await refused({ text: 'a 3' })).toContain('words in the space of pixels (expected contrastive');
    expect(await refused({ picture, t: 0.5 })).toContain('there is no index at t = 0.5 (expected 0.1, 0.4, 0.7)');
    expect(await refused({ picture, spaces: [] })).toContain('no spaces');
    expect(await refused({ picture, spaces: ['sound'] })).toContain('unknown space: sound');
    expect(await refused({ picture: picture.subarray(1) })).toContain('783 numbers of the picture (expected 784)');
    expect(await refused({ picture, count: 0 })).toContain('number of neighbours is 0');
    expect(await refused({ picture, row: -1 })).toContain('row is -1');
  });
});

describe('the shipped indices', () => {
  it('are of the digits and the weights that are shipped, and weigh little', async () => {
    const of: Readonly<Record<string, ShippedName>> = { classifier: 'classifier', contrastive: 'clip-image' };
    for (const name of indexNames) {
      const { head, codes } = await loadIndex(name);
      expect(head.count).toBe(digits.trainCount);
      expect(codes.values.length + 2 * head.dim * head.size).toBeLessThan(300_000);
      expect(head.held).toEqual([...head.held].sort((a, b) => a - b));
      if (name === 'pixels') continue;
      const { manifest } = await loadWeights(of[name] ?? 'digits');
      expect(head.weights, 'run npm run index').toBe(manifest.weights.hash);
    }
    await expect(loadIndex('none')).rejects.toThrow('The index of none could not be fetched');
  });
});
