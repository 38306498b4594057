import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sampleDigits as realDigits } from '../../src/core/data/digits-sample';
import { fromGrey } from '../../src/core/image-network/pixels';
import type { QuestionOf } from '../../src/engine/kinds';
import type {
  DigitGuessSpec,
  DigitInspectSpec,
  DigitInspection,
  DigitProgress,
  DigitSampleSpec,
  DigitsSampled,
} from '../../src/engine/kinds/shipped/denoising';
import type { DigitJudgement } from '../../src/engine/kinds/shipped/judgement';
import { digitTimesOf } from '../../src/engine/kinds/shipped/sampling';
import { standingBy } from '../../src/engine/kinds/shipped/worker';
import { silent as never } from './runs';
import { shippedDigits } from '../../src/engine/kinds/shipped/worker/networks';
import { BackendLostError } from '../../src/net/trainer';
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

interface Question {
  readonly kind: QuestionOf<'shipped'>;
  readonly spec: unknown;
}

const ask = <T>({ kind, spec }: Question, listener = never) => standingBy(networks)(kind, spec, listener) as Promise<T>;
const ten = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const sample = (spec: Partial<DigitSampleSpec>, listener = never) =>
  ask<DigitsSampled>({ kind: 'sample', spec: { labels: ten, seed: 3, guidance: 1, ...spec } }, listener);

describe('asking the shipped digits', () => {
  it('gives pictures of the classes asked for, told of while they are made', async () => {
    const heard: DigitProgress[] = [];
    const { x, times, evaluations, judgement, backend } = await sample(
      { labels: [...ten, ...ten], judge: true },
      { ...never, tell: (p) => void heard.push(p as DigitProgress) },
    );
    expect({ length: x.length, times: times.length, evaluations, backend }).toEqual({
      length: 20 * 784,
      times: 11,
      evaluations: 10,
      backend: 'simd',
    });
    const right = Array.from(judgement!.classes).filter((c, i) => c === i % 10).length;
    expect(right).toBeGreaterThanOrEqual(18);
    expect(judgement!.features).toMatchObject({ dim: 64 });
    // Every second step of two groups of ten rows.
    expect(heard.map(({ first, evaluations }) => [first, evaluations])).toEqual(
      [2, 4, 6, 8, 10].flatMap((e) => [
        [0, e],
        [10, e],
      ]),
    );
    expect(heard.at(-1)!.done).toBe(1);
    expect(heard.at(-1)!.x).toEqual(x.subarray(7840));
  });

  it('gives row number k of a seed wherever it stands', async () => {
    const whole = await sample({});
    const some = await sample({ labels: [7, 2], rows: [7, 2] });
    for (const [i, row] of [7, 2].entries()) {
      const difference = some.x.subarray(i * 784, (i + 1) * 784).map((v, k) => Math.abs(v - whole.x[row * 784 + k]));
      expect(Math.max(...difference)).toBeLessThan(1e-3);
    }
  });

  it('works in other units and under another schedule', async () => {
    const book = await sample({ pixels: 'book', schedule: { kind: 'cosine', s: 0.008 }, evaluations: 20, judge: true });
    expect(Math.min(...book.x)).toBeGreaterThanOrEqual(-1.001);
    expect(Math.max(...book.x)).toBeLessThanOrEqual(1.001);
    expect(Array.from(book.judgement!.classes).filter((c, i) => c === i).length).toBeGreaterThanOrEqual(8);
  });

  it('guides by the noise-conditional classifier, in an interval, rescaled, and by parts', async () => {
    const right = async (change: Partial<DigitSampleSpec>) => {
      const { judgement } = await sample({ ...change, judge: true });
      return Array.from(judgement!.classes).filter((c, i) => c === i).length;
    };
    expect(await right({ how: 'classifier', guidance: 1 })).toBeGreaterThanOrEqual(6);
    expect(await right({ interval: [0.1, 5] })).toBeGreaterThanOrEqual(8);
    expect(await right({ rescale: 0.7 })).toBeGreaterThanOrEqual(8);
    const eights = await sample({ labels: [-1, -1, -1, -1], parts: [{ label: 8, weight: 2 }], judge: true });
    expect(Array.from(eights.judgement!.classes).filter((c) => c === 8).length).toBeGreaterThanOrEqual(3);
  });

  it('parts with one class of weight 1 + w are classifier-free guidance by w', async () => {
    const parts = await sample({ labels: [3], parts: [{ label: 3, weight: 2 }] });
    const free = await sample({ labels: [3], guidance: 1 });
    expect(Math.max(...parts.x.map((v, i) => Math.abs(v - free.x[i])))).toBeLessThan(1e-3);
  });

  it('goes on from a picture noised to t', async () => {
    const clean = fromGrey(realDigits()[9].pixels);
    const t = 0.4 / 30;
    const from = { x: clean.map((v, i) => v + 0.4 * Math.sin(12.9 * i)), t };
    const { x, times } = await sample({ labels: [realDigits()[9].label], from, guidance: 0, judge: true });
    expect(times[0]).toBe(t);
    const mean = x.reduce((sum, v, i) => sum + Math.abs(v - clean[i]), 0) / 784;
    expect(mean).toBeLessThan(0.15);
  });

  it('takes fewer steps with a sampler that needs two calls a step, and keeps the path', async () => {
    const { path, evaluations } = await sample({ labels: [1], sampler: 'heun', evaluations: 10, path: true });
    expect(path).toHaveLength(6);
    expect(evaluations).toBeLessThanOrEqual(10);
    expect(digitTimesOf({ labels: [1], seed: 1, schedule: { kind: 'flow' }, evaluations: 4 })).toHaveLength(5);
  });

  it('guesses x_0 at each row’s own time: hardly anything from noise, nearly all of it from little', async () => {
    const clean = fromGrey(realDigits()[4].pixels);
    const label = realDigits()[4].label;
    const spec: DigitGuessSpec = {
      labels: [label, label, label],
      times: [0.1 / 30, 0.1 / 30, 1],
      x: Float64Array.from([...clean, ...clean, ...clean]),
    };
    const guess = await ask<Float32Array>({ kind: 'guess', spec });
    const error = (row: number) => clean.reduce((sum, v, i) => sum + Math.abs(v - guess[row * 784 + i]), 0) / 784;
    expect(error(0)).toBeLessThan(0.1);
    expect(error(2)).toBeGreaterThan(0.3);
    expect(guess.subarray(0, 784)).toEqual(guess.subarray(784, 1568));
  });

  it('judges real digits', async () => {
    const x = Float64Array.from(realDigits().flatMap(({ pixels }) => [...pixels].map((p) => p / 255)));
    const { classes, logProbabilities } = await ask<DigitJudgement>({ kind: 'judge', spec: { x, pixels: 'ink' } });
    expect([...classes]).toEqual(realDigits().map(({ label }) => label));
    expect(logProbabilities).toHaveLength(200);
  });

  it('stops when nobody waits any more', async () => {
    let heard = 0;
    const listener = { tell: () => void heard++, gone: () => heard > 0 };
    await expect(sample({ labels: Array.from({ length: 100 }, (_, i) => i % 10), every: 1 }, listener)).rejects.toThrow(
      'Cancelled',
    );
    expect(heard).toBeLessThan(10);
  });

  it('builds the network anew, once, where its backend disappears', async () => {
    let lost = 0;
    const fragile = {
      ...networks,
      forget: () => void lost++,
      trainer: async () => {
        if (lost === 0) throw new BackendLostError('webgl', 'gone');
        return networks.trainer();
      },
    };
    const spec = { labels: [5], seed: 1, evaluations: 2 };
    const { x } = (await standingBy(fragile)('sample', spec, never)) as DigitsSampled;
    expect([x.length, lost]).toEqual([784, 1]);
  });

  const refused: readonly (readonly [string, Partial<DigitSampleSpec>, string])[] = [
    ['no rows', { labels: [] }, 'number of pictures is 0 (expected a whole number from 1 to 2000)'],
    ['a class that is none', { labels: [10] }, 'class is 10 (expected a whole number from -1 to 9)'],
    ['an unknown sampler', { sampler: 'magic' as never }, 'unknown sampler: magic'],
    ['rising times', { times: [0, 1] }, 'times that do not fall'],
    [
      'a start of another size',
      { labels: [1], from: { x: new Float64Array(5), t: 1 } },
      '5 pixels (expected 784 for 1 pictures)',
    ],
    [
      'a start that is no picture',
      { labels: [1], from: { x: new Float64Array(784).fill(NaN, 3, 4), t: 1 } },
      'pixel 3 is NaN (expected finite numbers)',
    ],
    [
      'an option that is no number',
      { sampler: 'ddim', options: { eta: NaN } },
      'ddim with eta = NaN (expected a number)',
    ],
    [
      'an option out of range',
      { sampler: 'ddim', options: { eta: 2 } },
      'ddim with eta = 2 (expected at least 0, at most 1)',
    ],
    [
      'an option of another sampler',
      { sampler: 'ddim', options: { churn: 3 } },
      'unknown option of ddim: churn (expected eta)',
    ],
    ['an unknown model', { model: 'magic' as never }, 'unknown model: magic (expected digits, pupil, latent)'],
    [
      'the pupil too often',
      { model: 'pupil', guidance: 0, evaluations: 3 },
      'the pupil with 3 evaluations (expected 1 or 2)',
    ],
    [
      'the pupil with guidance',
      { model: 'pupil', evaluations: 1, guidance: 1 },
      'the pupil with guidance 1 (expected 0: it is built in)',
    ],
    [
      'the pupil by a sampler',
      { model: 'pupil', guidance: 0, evaluations: 1, sampler: 'ddim' },
      'the pupil with sampler (expected none: it has a way of its own of being asked)',
    ],
    [
      'codes by a classifier',
      { model: 'latent', how: 'classifier' },
      'the model of codes with how (expected none: it works on codes, not on pictures)',
    ],
    ['codes with limits', { model: 'latent', clip: true }, 'the model of codes with clip (expected none'],
    ['absurd guidance', { guidance: 1e300 }, 'guidance by 1e+300 (expected a number from -100 to 100)'],
    ['an absurd part', { parts: [{ label: 1, weight: NaN }] }, 'guidance by NaN (expected a number'],
    ['unknown guidance', { how: 'foo' as never }, 'unknown guidance: foo (expected free or classifier)'],
    ['a reversed interval', { interval: [3, 1] as const }, 'guidance from noise 3 to 1 (expected 0 or more, rising)'],
    ['an interval that is none', { interval: [NaN, 1] as const }, 'guidance from noise NaN to 1'],
    ['too much rescaling', { rescale: 50 }, 'rescaling by 50 (expected a number from 0 to 1)'],
    [
      'pixels by a name of every object',
      { pixels: 'toString' as never },
      'unknown pixels: toString (expected standard, ink',
    ],
    [
      'fewer evaluations than a step costs',
      { sampler: 'predictorCorrector', evaluations: 1 },
      'predictorCorrector with 1 evaluations (expected at least 2, what a step costs)',
    ],
  ];
  it.each(refused)('refuses %s with a sentence', async (_, change, sentence) => {
    await expect(sample(change)).rejects.toThrow(sentence);
  });
});

it('answers at build from the disk as it does live', async () => {
  const { askAtBuild } = await import('../../src/engine/build/ask');
  const built = await askAtBuild('shipped', 'sample', { labels: ten, seed: 3, guidance: 1 });
  expect(built.x).toEqual((await sample({})).x);
});

describe('looking inside the shipped digits', () => {
  const angle = Math.PI / 4;
  const noise = Array.from({ length: 784 }, (_, i) => Math.sin(7 * i * i));
  const x = Float32Array.from(
    fromGrey(realDigits()[6].pixels),
    (u, i) => Math.cos(angle) * u + Math.sin(angle) * noise[i],
  );
  const inspect = (spec: Partial<DigitInspectSpec>) =>
    ask<DigitInspection>({ kind: 'inspect', spec: { x, t: 0.5, label: 3, path: '3.2', ...spec } });

  it('tells the guess that sampling uses, and a layer', async () => {
    const { guess, crippled, layer } = await inspect({});
    expect(crippled).toEqual(guess);
    expect({ ...layer, values: layer.values.length }).toEqual({
      path: '3.2',
      side: 7,
      channels: 48,
      values: 7 * 7 * 48,
    });
    // x / cos at alpha = 1 and sigma = tan: the same noised picture in the sampler's own process.
    const same = await ask<Float32Array>({
      kind: 'guess',
      spec: { x: x.map((v) => v / Math.cos(angle)), labels: [3], times: [Math.tan(angle) / 30] },
    });
    guess.forEach((v, i) => expect(Math.abs(v - same[i])).toBeLessThan(1e-4));
  });

  it('tells what is left without a part', async () => {
    const before = await inspect({ path: '3.1', without: 'dense' });
    const after = await inspect({ path: '3.2', without: 'dense' });
    expect(after.layer.values).toEqual(before.layer.values);
    expect(after.crippled).not.toEqual(after.guess);
  });

  it('refuses in words', async () => {
    await expect(inspect({ path: '9.9' })).rejects.toThrow('no layer 9.9 (expected one of 0, 1,');
    await expect(inspect({ t: 1 })).rejects.toThrow('time 1 (expected between 0 and 1)');
    await expect(inspect({ without: 'roof' as never })).rejects.toThrow(
      'unknown part: roof (expected dense, residual, skip, noise)',
    );
  });
});
