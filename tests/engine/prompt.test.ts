import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readPrompt } from '../../src/core/caption';
import { spatialDomain } from '../../src/core/image-network/autoencoder';
import { textDenoiser } from '../../src/core/image-network/text';
import { checkPromptSpec } from '../../src/engine/kinds/shipped/prompt';
import type { DigitPromptProgress, DigitPromptSpec, DigitsPrompted } from '../../src/engine/kinds/shipped/prompt';
import { standingBy } from '../../src/engine/kinds/shipped/worker';
import { shippedDigits } from '../../src/engine/kinds/shipped/worker/networks';
import { createImageTrainer } from '../../src/net/image/create';
import { liveImageSettings } from '../../src/net/image/settings';
import type { ImageTrainer } from '../../src/net/image/trainer';
import { random } from '../../src/core/random';
import { silent } from './runs';
import { servePublic } from './served';

vi.mock('../../src/engine/worker/messages', () => ({
  yieldToMessages: () => new Promise((resolve) => setImmediate(resolve)),
}));

/** A narrow network of captions with weights that say something of every word, in place of the shipped one. */
let text: ImageTrainer;
const networks = { ...shippedDigits(['webgl', 'wasm', 'cpu']), text: () => Promise.resolve(text) };
beforeAll(async () => {
  servePublic();
  const network = textDenoiser([7, 7], { width: 8, blocks: 2, text: { channels: 8, blocks: 1, heads: 2 } });
  text = await createImageTrainer('simd', { ...liveImageSettings, network, domain: spatialDomain, seed: 2 });
  const draw = random(5);
  text.load({ weights: text.save().weights.map((w) => (w === 0 ? 0.2 * draw.normal() : w)) });
});
afterAll(() => {
  networks.forget();
  vi.unstubAllGlobals();
});

const said = (typed: string) => {
  const { tokens, mask } = readPrompt(typed);
  return { tokens, mask };
};
const spec = (change: Partial<DigitPromptSpec> = {}): DigitPromptSpec => ({
  prompt: said('a thin slanted 7'),
  seed: 4,
  rows: [0, 1, 2],
  evaluations: 4,
  ...change,
});
const ask = (change: Partial<DigitPromptSpec> = {}, tell: (p: DigitPromptProgress) => void = () => {}) =>
  standingBy(networks)('prompt', spec(change), {
    ...silent,
    tell: tell as (p: unknown) => void,
  }) as Promise<DigitsPrompted>;

describe('asking with words', () => {
  it('tells every step: the guess drawn, and where each place of it looked', async () => {
    const heard: DigitPromptProgress[] = [];
    const { grey, steps: all, measures, judgement, backend } = await ask({}, (p) => void heard.push(p));
    expect(heard.map(({ step, steps }) => [step, steps])).toEqual([1, 2, 3, 4].map((k) => [k, 4]));
    expect(heard[0].noise).toBeCloseTo(30, 6);
    heard.slice(1).forEach(({ noise }, i) => expect(noise).toBeLessThan(heard[i].noise));
    for (const { attention, grey: guess } of heard) {
      expect(guess).toHaveLength(3 * 784);
      expect(attention).toHaveLength(3 * 14 * 49);
      for (let i = 0; i < 3; i++)
        for (let p = 0; p < 49; p++) {
          const shares = Array.from({ length: 14 }, (_, w) => attention[(i * 14 + w) * 49 + p]);
          expect(Math.abs(shares.reduce((a, b) => a + b, 0) - 1)).toBeLessThan(1e-5);
          // Four words: the places after them hold nothing.
          expect(shares.slice(4)).toEqual(new Array(10).fill(0));
        }
    }
    expect(all).toEqual(heard.map(({ noise, grey: guess, attention }) => ({ noise, grey: guess, attention })));
    // The last guess is the picture.
    expect(heard[3].grey).toEqual(grey);
    expect(measures.slant).toHaveLength(3);
    expect(judgement.classes).toHaveLength(3);
    expect(backend).toBe('simd');
  });

  it('gives each row its own noise, whatever else is drawn, watched or not', async () => {
    const { grey } = await ask({ guidance: 1 });
    const alone = await ask({ guidance: 1, rows: [2], watch: false });
    expect(Array.from(alone.grey)).toEqual(Array.from(grey.subarray(2 * 784)));
    const many = await ask({ guidance: 1, rows: Array.from({ length: 12 }, (_, i) => i) });
    many.grey.subarray(0, 3 * 784).forEach((v, i) => expect(Math.abs(v - grey[i])).toBeLessThanOrEqual(1));
  });

  it('hears its words, and what it is led away from', async () => {
    const one = (change: Partial<DigitPromptSpec>) => ask(change).then(({ grey }) => Array.from(grey));
    const thin = await one({ guidance: 2 });
    expect(await one({ guidance: 2, prompt: said('a bold slanted 7') })).not.toEqual(thin);
    expect(await one({ guidance: 2, negative: said('wide') })).not.toEqual(thin);
    // Nothing said is what guidance leads away from anyhow; without guidance nothing is.
    expect(await one({ guidance: 2, negative: said('') })).toEqual(thin);
    expect(await one({ negative: said('wide') })).toEqual(await one({}));
  });

  it('stops when nobody waits', async () => {
    const asked = standingBy(networks)('prompt', spec({ evaluations: 200 }), { tell: () => {}, gone: () => true });
    await expect(asked).rejects.toThrow('Cancelled');
  });

  const short = { tokens: [1], mask: [1] };
  it.each<readonly [string, Partial<DigitPromptSpec>, string]>([
    ['a caption of another length', { prompt: short }, '1 tokens of the prompt (expected 14)'],
    ['a negative one', { negative: short }, '1 tokens of the negative prompt (expected 14)'],
    [
      'a word that is none',
      { prompt: { ...said('7'), tokens: new Int32Array(14).fill(999) } },
      'token 0 of the prompt is 999 (expected a whole number from 0 to',
    ],
    [
      'nothing to look at',
      { prompt: { ...said('7'), mask: new Uint8Array(14) } },
      'a prompt whose places are all masked (expected one to look at)',
    ],
    ['absurd guidance', { guidance: NaN }, 'guidance by NaN (expected a number from -100 to 100)'],
    ['no pictures', { rows: [] }, 'number of pictures is 0 (expected a whole number from 1 to 200)'],
    ['half a seed', { seed: 0.5 }, 'seed is 0.5 (expected a whole number'],
    ['no evaluations', { evaluations: 0 }, 'evaluations is 0 (expected a whole number from 1 to 200)'],
  ])('refuses %s with a sentence', (_, change, sentence) => {
    expect(() => checkPromptSpec(spec(change))).toThrow(sentence);
  });
});
