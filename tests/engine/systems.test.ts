import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sampleDigits as realDigits } from '../../src/core/data/digits-sample';
import { embeddingSize } from '../../src/core/image-network/contrastive';
import { fromGrey } from '../../src/core/image-network/pixels';
import type { Cascaded, CascadeProgress, CascadeSpec } from '../../src/engine/kinds/shipped/cascade';
import type { Embedded, EmbedSpec } from '../../src/engine/kinds/shipped/embed';
import type { Unclipped, UnclipProgress, UnclipSpec } from '../../src/engine/kinds/shipped/unclip';
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

const digits = realDigits();
const pictures = Float32Array.from(digits.flatMap(({ pixels }) => [...fromGrey(pixels)]));
const one = (i: number) => pictures.slice(784 * i, 784 * (i + 1));
const embed = (spec: EmbedSpec) => standingBy(networks)('embed', spec, never) as Promise<Embedded>;
const unclip = (spec: Partial<UnclipSpec>, listener = never) =>
  standingBy(networks)(
    'unclip',
    { source: { kind: 'text', text: 'a seven', count: 6 }, seed: 1, ...spec },
    listener,
  ) as Promise<Unclipped>;
const cascade = (spec: Partial<CascadeSpec>, listener = never) =>
  standingBy(networks)('cascade', { text: 'a seven', count: 4, seed: 1, ...spec }, listener) as Promise<Cascaded>;
const lengths = (rows: Float32Array) =>
  Array.from({ length: rows.length / embeddingSize }, (_, i) =>
    Math.hypot(...rows.subarray(i * embeddingSize, (i + 1) * embeddingSize)),
  );
const greatest = (a: Float32Array, b: Float32Array) => Math.max(...a.map((v, i) => Math.abs(v - b[i])));

describe('embedding prompts and pictures', () => {
  const names = Array.from({ length: 10 }, (_, digit) => `a ${digit}`);

  it('most digits are nearest to their own name', async () => {
    const { texts, pictures: seen, cosines, temperature } = await embed({ texts: names, pictures });
    for (const length of [...lengths(texts), ...lengths(seen)]) expect(length).toBeCloseTo(1, 4);
    expect(temperature).toBeGreaterThan(0);
    const right = digits.filter(({ label }, i) => {
      const row = cosines.subarray(10 * i, 10 * (i + 1));
      return row.indexOf(Math.max(...row)) === label;
    });
    expect(right.length).toBeGreaterThanOrEqual(17);
  });

  it('takes prompts alone, pictures alone in any units, and leaves unknown words out', async () => {
    const { texts, pictures: none } = await embed({ texts: ['a bold 3', 'a bold 🙂 3', ''] });
    expect(none).toHaveLength(0);
    expect(texts.subarray(0, 32)).toEqual(texts.subarray(32, 64));
    const ink = Float32Array.from(digits.flatMap(({ pixels }) => [...pixels].map((p) => p / 255)));
    const [a, b] = [await embed({ pictures }), await embed({ pictures: ink, pixels: 'ink' })];
    expect(greatest(a.pictures, b.pictures)).toBeLessThan(1e-3);
  });

  it.each<readonly [string, EmbedSpec, string]>([
    ['nothing', {}, 'number of prompts is 0 (expected a whole number from 1 to 2000)'],
    ['a prompt that is none', { texts: [7 as never] }, 'a prompt that is number (expected text)'],
    ['an endless prompt', { texts: ['x'.repeat(20_001)] }, 'a prompt of 20001 characters (expected at most 20000)'],
    ['half a picture', { pictures: pictures.slice(0, 392) }, 'number of pictures is 0.5 (expected a whole number'],
    ['prompts that are no list', { texts: 'seven' as never }, 'prompts that are no list (expected a list of texts)'],
  ])('refuses %s with a sentence', async (_, spec, sentence) => {
    await expect(embed(spec)).rejects.toThrow(sentence);
  });
});

describe('pictures of embeddings', () => {
  it('a prompt by way of the prior: digits of its class, with every step of both networks', async () => {
    const heard: UnclipProgress[] = [];
    const made = await unclip(
      { evaluations: { prior: 5, decoder: 6 }, path: true, judge: true },
      { ...never, tell: (p) => void heard.push(p as UnclipProgress) },
    );
    expect(Array.from(made.judgement!.classes).filter((c) => c === 7).length).toBeGreaterThanOrEqual(4);
    expect([made.x.length, made.codes.length, made.text!.length]).toEqual([6 * 784, 6 * 32, 32]);
    for (const length of [...lengths(made.embeddings), ...lengths(made.again)]) expect(length).toBeCloseTo(1, 4);
    expect([made.prior!.states.length, made.decoder!.guesses.length]).toEqual([6, 7]);
    expect(made.decoder!.states.at(-1)).toEqual(made.codes);
    expect(heard.map(({ part, step }) => `${part} ${step}`)).toEqual([
      ...[1, 2, 3, 4, 5].map((k) => `prior ${k}`),
      ...[1, 2, 3, 4, 5, 6].map((k) => `decoder ${k}`),
    ]);
    expect(heard.at(-1)!.done).toBe(1);
    expect(Math.min(...made.cosines)).toBeGreaterThan(0.3);
  });

  it('without the prior the decoder is told the prompt’s own embedding', async () => {
    const { text, embeddings, prior } = await unclip({
      source: { kind: 'text', text: 'a seven', count: 2, prior: false },
      path: true,
    });
    expect(embeddings.subarray(0, 32)).toEqual(text);
    expect(prior).toBeNull();
  });

  it('variations of a digit have one embedding and differ', async () => {
    const { embeddings, x, text } = await unclip({ source: { kind: 'picture', picture: one(3), count: 3 } });
    expect(text).toBeNull();
    expect(embeddings.subarray(32, 64)).toEqual(embeddings.subarray(0, 32));
    expect(greatest(x.subarray(0, 784), x.subarray(784, 1568))).toBeGreaterThan(0.5);
  });

  it('between two digits the ends are their embeddings, and share 0 of a difference is the digit itself', async () => {
    const two = Float32Array.from([...one(2), ...one(9)]);
    const { pictures: own } = await embed({ pictures: two });
    const { embeddings } = await unclip({ source: { kind: 'between', pictures: two, shares: [0, 0.5, 1] } });
    expect(greatest(embeddings.subarray(0, 32), own.subarray(0, 32))).toBeLessThan(1e-4);
    expect(greatest(embeddings.subarray(64), own.subarray(32))).toBeLessThan(1e-4);
    expect(lengths(embeddings)[1]).toBeCloseTo(1, 4);
    const turned = await unclip({
      source: { kind: 'difference', picture: one(2), from: 'thin', to: 'bold', shares: [0, 1] },
    });
    expect(greatest(turned.embeddings.subarray(0, 32), own.subarray(0, 32))).toBeLessThan(1e-4);
  });

  it.each<readonly [string, Partial<UnclipSpec>, string]>([
    [
      'no pictures',
      { source: { kind: 'text', text: 'a', count: 0 } },
      'number of pictures is 0 (expected a whole number from 1 to 200)',
    ],
    [
      'an unknown source',
      { source: { kind: 'dream' } as never },
      'embeddings from dream (expected text, picture, between, difference)',
    ],
    [
      'a share beyond the ends',
      { source: { kind: 'between', pictures: new Float32Array(1568), shares: [2] } },
      'share 2 (expected a number from 0 to 1)',
    ],
    [
      'one picture for two',
      { source: { kind: 'between', pictures: new Float32Array(784), shares: [0] } },
      '784 numbers of two pictures (expected 1568)',
    ],
    [
      'prompts without a difference',
      { source: { kind: 'difference', picture: pictures.slice(0, 784), from: 'bold', to: 'bold 🙂', shares: [0] } },
      'two prompts that come to the same (expected two that differ',
    ],
    ['absurd guidance', { guidance: { prior: 99 } }, 'guidance of the prior 99 (expected a number from -1 to 20)'],
    ['no evaluations', { evaluations: { decoder: 0 } }, 'evaluations of the decoder is 0 (expected a whole number'],
  ])('refuses %s with a sentence', async (_, spec, sentence) => {
    await expect(unclip(spec)).rejects.toThrow(sentence);
  });
});

describe('the cascade', () => {
  it('goes from 7 to 14 to 28, with every step of each stage', async () => {
    const heard: CascadeProgress[] = [];
    const { x, stages } = await cascade(
      { evaluations: [4, 3, 3], path: true, augmentation: 0.1, pixels: 'ink' },
      { ...never, tell: (p) => void heard.push(p as CascadeProgress) },
    );
    expect(stages.map(({ side, x: of, states, given }) => [side, of.length, states.length, given?.length])).toEqual([
      [7, 4 * 49, 5, undefined],
      [14, 4 * 196, 4, 4 * 196],
      [28, 4 * 784, 4, 4 * 784],
    ]);
    expect(stages[2].x).toEqual(x);
    for (const { x: of } of stages) {
      expect(Math.min(...of)).toBeGreaterThanOrEqual(-1e-5);
      expect(Math.max(...of)).toBeLessThanOrEqual(1 + 1e-5);
    }
    expect(heard.map(({ side, step }) => `${side} ${step}`)).toEqual([
      ...[1, 2, 3, 4].map((k) => `7 ${k}`),
      ...[1, 2, 3].map((k) => `14 ${k}`),
      ...[1, 2, 3].map((k) => `28 ${k}`),
    ]);
    expect(heard.at(-1)!.done).toBe(1);
  });

  it('keeps the few pixels that it is given: halved again, its pictures are near them', async () => {
    const ink = Float32Array.from(one(4), (v) => 0.1311 + 0.3087 * v);
    const few = new Float32Array(196);
    for (let k = 0; k < 784; k++) few[14 * ((k / 56) >> 0) + ((k % 28) >> 1)] += ink[k] / 4;
    const made = await cascade({ count: 1, from: { side: 14, pictures: few }, pixels: 'ink', evaluations: [1, 1, 5] });
    expect(made.stages.map(({ side }) => side)).toEqual([28]);
    const again = new Float32Array(196);
    for (let k = 0; k < 784; k++) again[14 * ((k / 56) >> 0) + ((k % 28) >> 1)] += made.x[k] / 4;
    const error = few.reduce((sum, v, i) => sum + Math.abs(v - again[i]), 0) / 196;
    expect(error).toBeLessThan(0.04);
  });

  it('dynamic thresholding keeps to the range too, and is another picture', async () => {
    const how = { guidance: 8, evaluations: [5, 1, 1] as const, count: 2, pixels: 'ink' as const };
    const [cut, drawn, open] = await Promise.all(
      (['static', 'dynamic', 'none'] as const).map((thresholding) => cascade({ ...how, thresholding })),
    );
    const first = ({ stages: [stage] }: Cascaded) => stage.x;
    for (const made of [cut, drawn]) {
      expect(Math.min(...first(made))).toBeGreaterThanOrEqual(-1e-5);
      expect(Math.max(...first(made))).toBeLessThanOrEqual(1 + 1e-5);
    }
    expect(Math.max(...first(open))).toBeGreaterThan(1);
    expect(greatest(first(cut), first(drawn))).toBeGreaterThan(0.01);
  });

  it.each<readonly [string, Partial<CascadeSpec>, string]>([
    ['no pictures', { count: 0 }, 'number of pictures is 0 (expected a whole number from 1 to 200)'],
    ['more noise than it has seen', { augmentation: 0.9 }, 'augmentation 0.9 (expected a number from 0 to 0.6)'],
    [
      'unknown thresholding',
      { thresholding: 'soft' as never },
      'unknown thresholding: soft (expected none, static, dynamic)',
    ],
    ['two stages', { evaluations: [3, 3] as never }, 'number of stages is 2 (expected a whole number from 3 to 3)'],
    [
      'few pixels of another size',
      { from: { side: 14, pictures: new Float32Array(49) } },
      '49 numbers of 4 pictures of side 14 (expected 784)',
    ],
    [
      'pictures of a side that is none of its own',
      { from: { side: 28 as never, pictures: new Float32Array(784) } },
      'pictures of side 28 (expected 7 or 14)',
    ],
  ])('refuses %s with a sentence', async (_, spec, sentence) => {
    await expect(cascade(spec)).rejects.toThrow(sentence);
  });

  it('stops when nobody waits any more', async () => {
    let heard = 0;
    const listener = { tell: () => void heard++, gone: () => heard > 0 };
    await expect(cascade({ count: 100 }, listener)).rejects.toThrow('Cancelled');
    expect(heard).toBeLessThan(12);
  });
});
