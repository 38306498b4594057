import { describe, expect, test } from 'vitest';
import { captionOf, readPrompt, vocabulary, type Facts } from '../../../src/core/caption';
import type { Domain } from '../../../src/core/domain';
import { bind } from '../../../src/core/image-network/parameters';
import { textDenoiser } from '../../../src/core/image-network/text';
import { textTransformer } from '../../../src/core/image-network/text-transformer';
import { dataPool } from '../../../src/net/image/data';
import { captionedDenoising, captionsCondition } from '../../../src/net/image/objective/captioned';
import type { LearnedRows } from '../../../src/net/image/objective/objective';
import { startingWeights } from '../../../src/net/image/start';
import { adopted } from '../../../src/net/image/text/adopt';
import { ImageTrainer } from '../../../src/net/image/trainer';
import { difference, simdDevice } from './helpers';

const facts: Facts[] = Array.from({ length: 12 }, (_, i) => ({
  digit: i % 10,
  thickness: i % 2 ? 'thin' : 'bold',
  slant: i % 3 ? 'right' : null,
  width: i % 4 ? 'wide' : 'narrow',
}));
const network = textDenoiser([7, 7], {
  width: 8,
  blocks: 1,
  dense: { channels: 2, hidden: 8 },
  text: { channels: 8, blocks: 1, heads: 2 },
});
const domain: Domain = { name: 'codes', shape: { extent: [7, 7], channels: 4 }, scale: { mean: 0, deviation: 1 } };
const data = {
  values: Float32Array.from({ length: facts.length * 196 }, (_, i) => Math.sin(i)),
  condition: captionsCondition(facts.map(() => readPrompt(''))),
};
const settings = {
  network,
  domain,
  learningRate: 3e-3,
  warmup: 0,
  decaySteps: 0,
  batchSize: 8,
  microBatch: 4,
  emaDecay: 0.9,
  labelDropout: 0.1,
  clip: 1,
  seed: 5,
};
const objective = () => captionedDenoising((row, draw) => readPrompt(captionOf(facts[row], draw)));
const trainer = async () => {
  const made = new ImageTrainer(await simdDevice(bind(network)), settings, objective());
  made.setData(data);
  return made;
};

/** All batches of some steps, in micro-batches. */
function batches(steps: number, n: number): LearnedRows[] {
  const next = objective().batches({
    pool: dataPool(data, domain, network),
    size: 196,
    seed: 5,
    network: () => () => new Float32Array(0),
  });
  return Array.from({ length: steps * (8 / n) }, (_, k) => {
    const step = Math.floor((k * n) / 8);
    return next({ step, seen: 8 * step, from: (k * n) % 8, n, size: 8, dropout: 0 }) as LearnedRows;
  });
}
const wordsOf = (tokens: Int32Array) => Array.from(tokens, (token) => vocabulary[token]).join(' ');
const tokensIn = (rows: readonly LearnedRows[]) =>
  rows.flatMap(({ condition }) => (condition.kind === 'tokens' ? Array.from(condition.tokens) : []));

describe('captions that are drawn at every visit', () => {
  test('are true of the row that they go with, and not the same twice', () => {
    const visits = new Map<number, string[]>();
    for (const { values, target, logNoise, condition } of batches(30, 8)) {
      if (condition.kind !== 'tokens') throw new Error('no tokens');
      for (let i = 0; i < 8; i++) {
        // x_0 = alpha x + sigma F tells which row it is.
        const angle = Math.atan(Math.exp(logNoise[i]));
        const x0 = Math.cos(angle) * values[i * 196] + Math.sin(angle) * target[i * 196];
        const row = facts.findIndex((_, k) => Math.abs(data.values[k * 196] - x0) < 1e-4);
        const tokens = condition.tokens.subarray(i * condition.length, (i + 1) * condition.length);
        visits.set(row, [...(visits.get(row) ?? []), tokens.join()]);
        const { digit, wishes } = readPrompt(wordsOf(tokens));
        if (digit !== null) expect(digit).toBe(facts[row].digit);
        for (const wish of wishes.thickness ?? []) expect(wish.value === facts[row].thickness).toBe(!wish.not);
      }
    }
    expect(visits.size).toBe(facts.length);
    for (const captions of visits.values()) expect(new Set(captions).size).toBeGreaterThan(captions.length / 2);
  });

  test('do not depend on how a batch is cut, nor on what was asked before', () => {
    const whole = batches(3, 8),
      cut = batches(3, 4);
    expect(tokensIn(cut)).toEqual(tokensIn(whole));
    expect(cut.flatMap(({ values }) => Array.from(values))).toEqual(whole.flatMap(({ values }) => Array.from(values)));
  });

  test('a run that is taken up goes on as if it had not been stopped', async () => {
    const one = await trainer();
    one.train(6);
    const other = await trainer();
    other.train(3);
    const third = await trainer();
    third.load(other.save());
    third.train(3);
    expect(difference(third.save().weights, one.save().weights)).toBe(0);
  });

  test('lower the loss', async () => {
    const one = await trainer();
    const first = one.train(5);
    one.train(60);
    expect(one.train(10)).toBeLessThan(0.9 * first);
  });

  test('captions of unequal length are refused', () => {
    const odd = { tokens: new Int32Array(3), mask: new Uint8Array(3) };
    expect(() => captionsCondition([readPrompt('a 3'), odd])).toThrow(/caption 1 has 3 places \(expected 14/);
    expect(() => captionsCondition([])).toThrow(/no captions/);
  });
});

describe('networks of captions', () => {
  test('of a width that does not fit are refused', () => {
    expect(() => textDenoiser([7, 7], { width: 12 })).toThrow(/12 channels \(expected a positive multiple of 8\)/);
    expect(() => textTransformer([7, 7], { width: 0 })).toThrow(/expected a positive multiple of 8/);
  });

  test('a pair’s begins with what one digit’s has learned', () => {
    const small = bind(textDenoiser([7, 7], { width: 8, blocks: 1, length: 4, vocabulary: 5 }));
    const large = bind(textDenoiser([7, 14], { width: 8, blocks: 1, length: 6, vocabulary: 7 }));
    const weights = Float32Array.from({ length: small.size }, (_, i) => i + 1);
    const start = startingWeights(large, 1);
    const out = adopted(large, start, small, weights);
    // Tokens: the first five rows are the old ones, the others as they started.
    const [own, old] = [large.context[0].parameters[0], small.context[0].parameters[0]];
    const row = (from: Float32Array, at: number, k: number, width: number) =>
      Array.from(from.subarray(at + k * width, at + (k + 1) * width));
    expect(row(out, own.at, 4, own.columns)).toEqual(row(weights, old.at, 4, old.columns));
    expect(row(out, own.at, 5, own.columns)).toEqual(row(start, own.at, 5, own.columns));
    // Places of the code: column 9 of row 2 begins as column 2 of row 2.
    const [wide, narrow] = [large.layers[1].parameters[0], small.layers[1].parameters[0]];
    expect(row(out, wide.at, 2 * 14 + 9, 8)).toEqual(row(weights, narrow.at, 2 * 7 + 2, 8));
    // Convolutions are the same; a block that sees the whole code starts anew, and as nothing.
    const [convolved, before] = [large.layers[0].parameters[0], small.layers[0].parameters[0]];
    expect(out[convolved.at]).toBe(weights[before.at]);
    const dense = large.layers.find(({ layer }) => layer.kind === 'residual' && layer.name === 'dense block')!;
    const last = dense.inner[dense.inner.length - 1].parameters[0];
    expect(Array.from(out.subarray(last.at, last.at + 8))).toEqual(Array<number>(8).fill(0));
  });

  test('one that is another network is refused', () => {
    const small = bind(textDenoiser([7, 7], { width: 8, blocks: 1 })),
      other = bind(textDenoiser([7, 7], { width: 8, blocks: 2 }));
    expect(() => adopted(other, startingWeights(other, 1), small, new Float32Array(small.size))).toThrow(/parameters/);
  });
});
