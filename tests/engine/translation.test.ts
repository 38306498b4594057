import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sampleDigits } from '../../src/core/data/digits-sample';
import { fromGrey } from '../../src/core/image-network/pixels';
import type { Translated, TranslationProgress, TranslationSpec } from '../../src/engine/kinds/shipped/translation';
import { standingBy } from '../../src/engine/kinds/shipped/worker';
import { shippedDigits } from '../../src/engine/kinds/shipped/worker/networks';
import { silent as never } from './runs';
import { servePublic } from './served';

vi.mock('../../src/engine/worker/messages', () => ({
  yieldToMessages: () => new Promise((resolve) => setImmediate(resolve)),
}));

const networks = shippedDigits(['webgl', 'wasm', 'cpu']);
beforeAll(servePublic);
afterAll(() => {
  networks.forget();
  vi.unstubAllGlobals();
});

const four = Float32Array.from(fromGrey(sampleDigits()[8].pixels));
const start: TranslationSpec = {
  picture: four,
  how: { way: 'bridge', to: 'type' },
  label: 4,
  count: 1,
  seed: 1,
  evaluations: 10,
};
const translate = (spec: Partial<TranslationSpec>, listener = never) =>
  standingBy(networks)('translate', { ...start, ...spec }, listener) as Promise<Translated>;
const greatest = (a: Float32Array, b: Float32Array) => Math.max(...a.map((v, i) => Math.abs(v - b[i])));

describe('translating a digit', () => {
  it('over a bridge: into the noise and out of it, the same whatever the seed', async () => {
    const heard: TranslationProgress[] = [];
    const { x, route, readings, source } = await translate(
      {},
      { ...never, tell: (p) => void heard.push(p as TranslationProgress) },
    );
    expect(route).toHaveLength(21);
    expect(route[10].sigma).toBeCloseTo(30, 6);
    expect([route[0].sigma, route[20].sigma]).toEqual([0, 0]);
    expect(greatest(route[0].x, four)).toBeLessThan(1e-6);
    expect(greatest(route[20].x, x)).toBeLessThan(1e-6);
    // A code is quieter than noise, whose deviation is 1: nearly all of the paper is flat.
    const rms = Math.sqrt(route[10].x.reduce((sum, v) => sum + v * v, 0) / 784);
    expect(rms).toBeGreaterThan(0.3);
    expect(rms).toBeLessThan(0.8);
    expect(heard.map(({ sigma }) => sigma)).toEqual(route.map(({ sigma }) => sigma));
    expect(heard.at(-1)!.done).toBe(1);
    expect(readings.judgement.classes[0]).toBe(4);
    expect(source.apart[0]).toBe(0);
    expect(source.type[0]).toBeLessThan(readings.type[0]);
    expect((await translate({ seed: 7 })).x).toEqual(x);
  });

  it('by SDEdit: further from the picture the greater the strength, and nothing at 0', async () => {
    const at = (strength: number, pull?: number) =>
      translate({
        how:
          pull === undefined ? { way: 'sdedit', to: 'type', strength } : { way: 'pulled', to: 'type', strength, pull },
        count: 4,
      });
    const mean = ({ readings: { apart } }: Translated) => apart.reduce((sum, v) => sum + v / 4, 0);
    const [none, some, all] = [await at(0), await at(0.3), await at(1)];
    expect(mean(none)).toBeLessThan(1e-6);
    expect(mean(some)).toBeGreaterThan(0.02);
    expect(mean(all)).toBeGreaterThan(mean(some));
    expect(greatest(all.x.subarray(0, 784), all.x.subarray(784, 1568))).toBeGreaterThan(0.5);
    expect(mean(await at(1, 1))).toBeLessThan(mean(all));
    // Row i depends on the seed and i alone.
    const { x } = await translate({ how: { way: 'sdedit', to: 'type', strength: 1 } });
    expect(greatest(x, all.x.subarray(0, 784))).toBeLessThan(1e-3);
  });

  it('from pairs: a bolder stroke, a greater slant', async () => {
    const bold = await translate({ how: { way: 'pairs', change: 'bold' }, count: 2 });
    expect(bold.readings.measures.thickness[0]).toBeGreaterThan(bold.source.measures.thickness[0] + 0.5);
    const slanted = await translate({ how: { way: 'pairs', change: 'slanted' } });
    expect(slanted.readings.measures.slant[0]).toBeGreaterThan(slanted.source.measures.slant[0] + 0.15);
  });

  it.each<readonly [string, Partial<TranslationSpec>, string]>([
    ['half a picture', { picture: four.slice(0, 392) }, '392 numbers of a picture (expected 784)'],
    ['a class that is none', { label: 10 }, 'class is 10 (expected a whole number from -1 to 9)'],
    [
      'two answers of a bridge',
      { count: 2 },
      'number of answers of a bridge is 2 (expected a whole number from 1 to 1)',
    ],
    ['too many answers', { count: 33 }, 'number of answers is 33 (expected a whole number from 1 to 32)'],
    [
      'a strength beyond all',
      { how: { way: 'sdedit', to: 'type', strength: 1.5 } },
      'strength 1.5 (expected a number from 0 to 1)',
    ],
    [
      'a pull beyond all',
      { how: { way: 'pulled', to: 'type', strength: 1, pull: 2 } },
      'pull 2 (expected a number from 0 to 1)',
    ],
    [
      'a domain that is none',
      { how: { way: 'bridge', to: 'emoji' as 'type' } },
      'unknown domain: emoji (expected hand or type)',
    ],
    [
      'a way that is none',
      { how: { way: 'wish' as 'bridge', to: 'type' } },
      'unknown way: wish (expected pairs, bridge,',
    ],
    [
      'a change that is none',
      { how: { way: 'pairs', change: 'blue' as 'bold' } },
      'unknown change: blue (expected bold, thin, slanted, upright)',
    ],
  ])('refuses %s with a sentence', async (_, spec, sentence) => {
    await expect(translate(spec)).rejects.toThrow(sentence);
  });
});
