import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sampleDigits as realDigits } from '../../src/core/data/digits-sample';
import { fromGrey, inkPixels } from '../../src/core/image-network/pixels';
import type { QuestionOf } from '../../src/engine/kinds';
import type { DdimDecoded, DdimInversion } from '../../src/engine/kinds/shipped/ddim';
import type { DigitsGenerated, GanInversion } from '../../src/engine/kinds/shipped/gan';
import type { InversionProgress } from '../../src/engine/kinds/shipped/types';
import { standingBy } from '../../src/engine/kinds/shipped/worker';
import { silent as never } from './runs';
import { shippedDigits } from '../../src/engine/kinds/shipped/worker/networks';
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
const hearing = () => {
  const heard: InversionProgress[] = [];
  return { heard, listener: { ...never, tell: (p: unknown) => void heard.push(p as InversionProgress) } };
};
const ten = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const seven = realDigits().find(({ label }) => label === 7)!;
const picture = fromGrey(seven.pixels, inkPixels);
const furthest = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((most, v, i) => Math.max(most, Math.abs(v - b[i])), 0);

describe('asking the shipped game', () => {
  it('gives pictures of the classes asked for, within the range of ink, and what the discriminator says', async () => {
    const { x, z, judgement, outputs, backend, milliseconds } = await ask<DigitsGenerated>({
      kind: 'generate',
      spec: { labels: [...ten, ...ten, ...ten], seed: 3, pixels: 'ink', judge: true, discriminate: true },
    });
    expect({ pixels: x.length, codes: z.length, outputs: outputs!.length, backend }).toEqual({
      pixels: 30 * 784,
      codes: 30 * 64,
      outputs: 30,
      backend: 'simd',
    });
    expect(x.every((v) => v >= -1e-6 && v <= 1 + 1e-6)).toBe(true);
    expect(outputs!.every(Number.isFinite)).toBe(true);
    expect(milliseconds).toBeGreaterThan(0);
    expect(Array.from(judgement!.classes).filter((c, i) => c === i % 10).length).toBeGreaterThanOrEqual(27);
  });

  it('gives code number k of a seed wherever it stands, and the picture of a code that is given', async () => {
    const whole = await ask<DigitsGenerated>({ kind: 'generate', spec: { labels: ten, seed: 3 } });
    const some = await ask<DigitsGenerated>({ kind: 'generate', spec: { labels: [7, 2], seed: 3, rows: [7, 2] } });
    const given = await ask<DigitsGenerated>({
      kind: 'generate',
      spec: { labels: [7], z: whole.z.slice(7 * 64, 8 * 64) },
    });
    expect(furthest(some.x.subarray(0, 784), whole.x.subarray(7 * 784))).toBeLessThan(1e-4);
    expect(furthest(some.x.subarray(784), whole.x.subarray(2 * 784))).toBeLessThan(1e-4);
    expect(furthest(given.x, whole.x.subarray(7 * 784))).toBeLessThan(1e-4);
    expect(given.judgement).toBeNull();
  });

  it('finds the code of a real digit, told of on the way', async () => {
    const { heard, listener } = hearing();
    const found = await ask<GanInversion>(
      { kind: 'invertGan', spec: { picture, label: 7, pixels: 'ink', steps: 60, restarts: 3, seed: 1, every: 20 } },
      listener,
    );
    expect(heard.map(({ step, done }) => [step, done])).toEqual([
      [0, 0],
      [20, 1 / 3],
      [40, 2 / 3],
      [60, 1],
    ]);
    expect(heard.at(-1)!.errors).toEqual(found.errors);
    expect(found.errors).toHaveLength(61);
    expect(found.error).toBeLessThan(0.7 * found.errors[0]);
    expect(found.error).toBe(Math.min(...found.errors));
    const again = await ask<DigitsGenerated>({ kind: 'generate', spec: { labels: [7], z: found.code, pixels: 'ink' } });
    expect(furthest(again.x, found.reconstruction)).toBeLessThan(1e-3);
    const error = picture.reduce((sum, v, i) => sum + (v - again.x[i]) ** 2, 0) / 784;
    expect(Math.abs(error - found.error)).toBeLessThan(1e-4);
  });

  it('goes to noise and back by DDIM, the nearer the more evaluations; its latents are pictures again', async () => {
    const { heard, listener } = hearing();
    const { runs } = await ask<DdimInversion>(
      { kind: 'invertDdim', spec: { picture, label: 7, pixels: 'ink', evaluations: [5, 40] } },
      listener,
    );
    expect(heard.map(({ step, done }) => [step, done])).toEqual([
      [1, 0.5],
      [2, 1],
    ]);
    expect(runs[1].error).toBeLessThan(runs[0].error / 2);
    expect(runs[1].error).toBeLessThan(0.02);
    const deviation = Math.sqrt(runs[1].latent.reduce((sum, v) => sum + v * v, 0) / 784);
    // Less than 1: blank paper tells the network of no noise at first.
    expect(deviation).toBeGreaterThan(0.3);
    expect(deviation).toBeLessThan(1.3);
    const decoded = await ask<DdimDecoded>({
      kind: 'decodeDdim',
      spec: { latents: runs[1].latent, labels: [7], evaluations: 40, pixels: 'ink' },
    });
    expect(furthest(decoded.x, runs[1].reconstruction)).toBeLessThan(1e-3);
  });

  it.each<[string, Question, string]>([
    [
      'a class there is not',
      { kind: 'generate', spec: { labels: [10] } },
      'class is 10 (expected a whole number from 0 to 9)',
    ],
    ['no class', { kind: 'generate', spec: { labels: [-1] } }, 'class is -1 (expected a whole number from 0 to 9)'],
    [
      'codes too few',
      { kind: 'generate', spec: { labels: [1, 2], z: new Float32Array(64) } },
      '64 numbers of latent codes (expected 128)',
    ],
    [
      'codes that are none',
      { kind: 'generate', spec: { labels: [1], z: new Float32Array(64).fill(NaN) } },
      'number 0 of latent codes is NaN (expected finite numbers)',
    ],
    [
      'half a picture',
      { kind: 'invertGan', spec: { picture: new Float32Array(392), label: 1 } },
      '392 numbers of a picture (expected 784)',
    ],
    [
      'no steps',
      { kind: 'invertGan', spec: { picture, label: 1, steps: 0 } },
      'steps is 0 (expected a whole number from 1 to 5000)',
    ],
    [
      'no rate',
      { kind: 'invertGan', spec: { picture, label: 1, rate: NaN } },
      'rate is NaN (expected above 0, at most 10)',
    ],
    [
      'no evaluations',
      { kind: 'invertDdim', spec: { picture, label: 1, evaluations: [] } },
      'number of runs is 0 (expected a whole number from 1 to 20)',
    ],
    [
      'latents too few',
      { kind: 'decodeDdim', spec: { latents: picture, labels: [1, 2], evaluations: 5 } },
      '784 numbers of latents (expected 1568)',
    ],
  ])('refuses %s', async (_, question, sentence) => {
    await expect(ask(question)).rejects.toThrow(sentence);
  });

  it('stops when nobody waits any more', async () => {
    let heard = 0;
    const asked = ask(
      { kind: 'invertGan', spec: { picture, label: 7, pixels: 'ink', steps: 5000, every: 1 } },
      { tell: () => void heard++, gone: () => heard > 3 },
    );
    await expect(asked).rejects.toThrow('Cancelled.');
    expect(heard).toBeLessThan(500);
  });
});
