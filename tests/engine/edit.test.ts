import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readPrompt } from '../../src/core/caption';
import { digitEditTimes } from '../../src/core/image-network/editing';
import { fromGrey, inkPixels } from '../../src/core/image-network/pixels';
import { sampleDigits } from '../../src/core/data/digits-sample';
import {
  checkEditSpec,
  type DigitEditProgress,
  type DigitEditSpec,
  type DigitsEdited,
} from '../../src/engine/kinds/shipped/edit';
import { standingBy } from '../../src/engine/kinds/shipped/worker';
import { shippedDigits } from '../../src/engine/kinds/shipped/worker/networks';
import { silent } from './runs';
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

const three = sampleDigits().find(({ label }) => label === 3)!.pixels;
const said = (typed: string) => {
  const { tokens, mask } = readPrompt(typed);
  return { tokens, mask };
};
const spec = (change: Partial<DigitEditSpec> = {}): DigitEditSpec => ({
  picture: fromGrey(three),
  strength: 0.4,
  steps: 10,
  seed: 4,
  rows: [0, 1, 2],
  ...change,
});
const ask = (change: Partial<DigitEditSpec> = {}, tell: (p: DigitEditProgress) => void = () => {}) =>
  standingBy(networks)('edit', spec(change), {
    ...silent,
    tell: tell as (p: unknown) => void,
  }) as Promise<DigitsEdited>;
const apart = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, v, i) => sum + Math.abs(v - b[i % b.length]), 0) / a.length;

describe('editing a picture', () => {
  it.each([{}, { said: said('bold') }])('gives it back at strength 0, exactly, and asks no network', async (how) => {
    const { grey, start, times, backend, judgement } = await ask({ ...how, strength: 0 });
    for (let i = 0; i < 3; i++) expect(grey.slice(784 * i, 784 * (i + 1))).toEqual(three);
    expect(start).toEqual(grey);
    expect(Array.from(times)).toEqual([0]);
    expect(backend).toBeNull();
    expect(Array.from(judgement.classes)).toEqual([3, 3, 3]);
  });

  it('goes further from it the stronger it is, in steps that are told', async () => {
    const heard: DigitEditProgress[] = [];
    const weak = await ask({ strength: 0.1, label: 3 });
    const some = await ask({ label: 3 }, (p) => void heard.push(p));
    const strong = await ask({ strength: 1, label: 3 });
    expect(apart(weak.grey, three)).toBeLessThan(apart(some.grey, three));
    expect(apart(some.grey, three)).toBeLessThan(apart(strong.grey, three));
    expect(heard.map(({ step, steps }) => [step, steps])).toEqual([1, 2, 3, 4].map((k) => [k, 4]));
    expect(heard[3].grey).not.toBe(some.grey);
    expect(some.times).toEqual(digitEditTimes(10, 0.4));
    expect(some.backend).toBe('simd');
    expect(some.measures.slant).toHaveLength(3);
  });

  it('takes each row its own noise, the same whatever else is asked', async () => {
    const { grey, start } = await ask();
    const alone = await ask({ rows: [2] });
    expect(apart(alone.grey, grey.subarray(2 * 784))).toBeLessThan(1);
    expect(alone.start).toEqual(start.slice(2 * 784));
    expect(apart(grey.subarray(0, 784), grey.subarray(784, 2 * 784))).toBeGreaterThan(1);
  });

  it('reads other units alike', async () => {
    const ink = fromGrey(three, inkPixels);
    expect((await ask({ picture: ink, pixels: 'ink' })).grey).toEqual((await ask()).grey);
  });

  it('takes words, in codes: a bold three is thicker than a thin one', async () => {
    const width = async (typed: string) => {
      const { measures, judgement } = await ask({ said: said(typed), guidance: 2, strength: 0.5 });
      return { mean: measures.thickness.reduce((a, b) => a + b, 0) / 3, classes: judgement.classes };
    };
    const [bold, thin] = [await width('a bold digit'), await width('a thin digit')];
    expect(bold.mean).toBeGreaterThan(thin.mean + 0.5);
  });

  it('does nothing with whole steps where their product is below one, and something by time', async () => {
    expect((await ask({ strength: 0.05, steps: 10, rule: 'kept' })).times).toHaveLength(1);
    expect((await ask({ strength: 0.05, steps: 10 })).times).toHaveLength(2);
  });

  it('stops when nobody waits', async () => {
    const asked = standingBy(networks)('edit', spec({ strength: 1, steps: 200 }), { tell: () => {}, gone: () => true });
    await expect(asked).rejects.toThrow('Cancelled');
  });

  it.each<readonly [string, Partial<DigitEditSpec>, string]>([
    ['no picture', { picture: new Float32Array(3) }, '3 pixels (expected 784 for 1 pictures)'],
    ['a strength beyond 1', { strength: 1.01 }, 'strength 1.01 (expected a number from 0 to 1)'],
    ['no steps', { steps: 0 }, 'steps is 0 (expected a whole number from 1 to 200)'],
    ['a foreign rule', { rule: 'half' as 'time' }, 'unknown rule: half (expected time, kept, left)'],
    ['a foreign class', { label: 10 }, 'class is 10 (expected a whole number from -1 to 9)'],
    [
      'both words and a class',
      { label: 3, said: said('bold') },
      'words and a class (expected one of them, or neither)',
    ],
    ['a short caption', { said: { tokens: [1], mask: [1] } }, '1 tokens of the prompt (expected 14)'],
    ['absurd guidance', { guidance: NaN }, 'guidance by NaN (expected a number from -100 to 100)'],
    ['no rows', { rows: [] }, 'number of pictures is 0 (expected a whole number from 1 to 200)'],
  ])('refuses %s with a sentence', (_, change, sentence) => {
    expect(() => checkEditSpec(spec(change))).toThrow(sentence);
  });
});
