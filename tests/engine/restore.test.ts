import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { batch } from '../../src/core/batch';
import { sampleDigits } from '../../src/core/data/digits-sample';
import { ROUNDING_NOISE } from '../../src/core/inverse/cosines';
import type { MethodName } from '../../src/core/inverse/registry';
import { pictureOperator } from '../../src/core/inverse/spec';
import { random } from '../../src/core/random';
import {
  whyNot,
  type Answerable,
  type DigitRestoreProgress,
  type DigitRestoreSpec,
  type DigitsRestored,
} from '../../src/engine/kinds/shipped/restoring';
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

const size = 784;
const seven = sampleDigits().find(({ label }) => label === 7)!;
const truth = Float64Array.from(seven.pixels, (p) => p / 255);
const half: Answerable = { kind: 'mask', keep: Array.from({ length: size }, (_, i) => (i % 28 >= 14 ? 1 : 0)) };

function about(measured: Answerable, noise: number, change: Partial<DigitRestoreSpec> = {}): DigitRestoreSpec {
  const operator = pictureOperator(measured);
  const exact = operator.apply(batch(truth, size)).data;
  const n = random(4).normals(new Float64Array(exact.length));
  const y = measured.kind === 'block-cosines' ? exact.map(Math.round) : exact.map((v, i) => v + noise * n[i]);
  return { measured, y, noise, method: 'ddnm', steps: 12, count: 4, seed: 3, judge: true, ...change };
}
const ask = (spec: unknown, listener = silent) =>
  standingBy(networks)('restore', spec, listener) as Promise<DigitsRestored>;
/** Root mean square of y - H(x) over all answers. */
function misfit({ measured, y }: DigitRestoreSpec, { x }: DigitsRestored): number {
  const { data } = pictureOperator(measured).apply(batch(Float64Array.from(x), size));
  return Math.sqrt(data.reduce((sum, v, i) => sum + (v - y[i % y.length]) ** 2, 0) / data.length);
}

describe('asking what a damaged digit was', () => {
  it('gives several answers that keep what was measured, told of while they are made', async () => {
    const spec = about(half, 0, { count: 8, steps: 20 });
    const heard: DigitRestoreProgress[] = [];
    const found = await ask(spec, { ...silent, tell: (p) => void heard.push(p as DigitRestoreProgress) });
    expect(found).toMatchObject({ evaluations: 20, pulls: 0, backend: 'simd' });
    expect(found.x).toHaveLength(8 * size);
    expect(misfit(spec, found)).toBeLessThan(1e-6);
    // What is left of a seven is the right half of sevens and of nines.
    const classes = Array.from(found.judgement!.classes);
    expect(classes.filter((c) => c === 7 || c === 9).length).toBeGreaterThanOrEqual(5);
    expect(heard.map(({ done }) => done)).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
    expect(heard[0].x).toHaveLength(8 * size);
    const apart = Array.from({ length: size }, (_, i) => Math.abs(found.x[i] - found.x[size + i]));
    expect(Math.max(...apart)).toBeGreaterThan(0.3);
  });

  it('gives answer number k of a seed however many are asked for', async () => {
    const many = await ask(about(half, 0.02, { count: 10, steps: 5 }));
    const few = await ask(about(half, 0.02, { count: 2, steps: 5 }));
    const off = few.x.map((v, i) => Math.abs(v - many.x[i]));
    expect(Math.max(...off)).toBeLessThan(1e-3);
  });

  const linear: readonly (readonly [name: string, measured: Answerable, noise: number])[] = [
    ['a smaller picture', { kind: 'box-down', side: 28, factor: 4 }, 0.02],
    ['a cubic of it', { kind: 'bicubic-down', side: 28, factor: 4 }, 0.02],
    ['a blur', { kind: 'gaussian-blur', side: 28, deviation: 2 }, 0.02],
    ['noise', { kind: 'whole', side: 28 }, 0.4],
    ['a rounding', { kind: 'block-cosines', side: 28, block: 4, step: 0.5 }, ROUNDING_NOISE],
    ['projections', { kind: 'projections', side: 28, count: 196, seed: 1 }, 0.02],
  ];
  it.each(linear)(
    '%s: in the mean nearer to the truth than paper, and to what was measured',
    async (_, measured, noise) => {
      const spec = about(measured, noise, { steps: 20 });
      const found = await ask(spec);
      const off = (x: ArrayLike<number>) => Math.sqrt(truth.reduce((sum, v, i) => sum + (v - x[i]) ** 2, 0) / size);
      const mean = truth.map((_v, i) => [0, 1, 2, 3].reduce((sum, k) => sum + found.x[k * size + i] / 4, 0));
      expect(off(mean)).toBeLessThan(0.8 * off(new Float64Array(size)));
      const paper = misfit(spec, { ...found, x: new Float32Array(size) });
      expect(misfit(spec, found)).toBeLessThan(Math.max(4 * noise, 0.5 * paper));
      expect(found.x.every((v) => v > -1 && v < 2)).toBe(true);
    },
  );

  it.each(['replacement', 'repaint', 'ddrm'] as const)('%s answers a mask too', async (method) => {
    const spec = about(half, 0.02, { method, steps: 8, ...(method === 'repaint' && { free: 2 }) });
    const found = await ask(spec);
    expect(found.evaluations).toBe(method === 'repaint' ? 12 : 8);
    expect(misfit(spec, found)).toBeLessThan(0.05);
  });

  it('DDRM and DDNM+ are one algorithm but for how they begin', async () => {
    const blur: Answerable = { kind: 'gaussian-blur', side: 28, deviation: 2 };
    const [a, b] = [await ask(about(blur, 0.02)), await ask(about(blur, 0.02, { method: 'ddrm' }))];
    const apart = a.x.reduce((sum, v, i) => sum + Math.abs(v - b.x[i]), 0) / a.x.length;
    expect(apart).toBeLessThan(0.005);
  });

  it.each(['dps', 'pigdm', 'twisted'] as const)('%s follows the network back', async (method) => {
    const free = { dps: 8, pigdm: 1, twisted: 1 }[method];
    const spec = about(half, 0.1, { method, free, count: 2, particles: 3 });
    const found = await ask(spec);
    expect(found).toMatchObject(method === 'twisted' ? { evaluations: 36, pulls: 36 } : { evaluations: 12, pulls: 12 });
    expect(misfit(spec, found)).toBeLessThan(0.2);
  });

  it('answers sizes of a transform, which are not linear', async () => {
    const spec = about({ kind: 'fourier-magnitude', side: 28 }, 0.02, { method: 'dps', free: 8, count: 2 });
    const found = await ask(spec);
    const nothing = { ...found, x: new Float32Array(2 * size) };
    expect(misfit(spec, found)).toBeLessThan(0.5 * misfit(spec, nothing));
  });

  it('is told a class', async () => {
    const found = await ask(about(half, 0.02, { label: 9, steps: 20 }));
    expect(Array.from(found.judgement!.classes).filter((c) => c === 9).length).toBeGreaterThanOrEqual(3);
  });

  it('stops when nobody waits', async () => {
    const listener = { tell: () => {}, gone: () => true };
    await expect(ask(about(half, 0.02, { steps: 250, count: 16 }), listener)).rejects.toThrow('Cancelled.');
  });

  it.each<readonly [string, unknown, string | RegExp]>([
    ['no spec', null, 'a question without a spec (expected an object)'],
    [
      'a mask of everything',
      about(half, 0, { measured: { kind: 'mask', keep: new Array<number>(size).fill(0) } }),
      /a mask of all 784 numbers/,
    ],
    [
      'a mask of nothing',
      about(half, 0, { measured: { kind: 'mask', keep: new Array<number>(size).fill(1) } }),
      /a mask of none of 784 numbers/,
    ],
    [
      'a mask of another size',
      about(half, 0, { measured: { kind: 'mask', keep: [1, 0] } }),
      '2 numbers of a mask (expected 784)',
    ],
    [
      'a picture of another size',
      about(half, 0, { measured: { kind: 'whole', side: 27 } }),
      'a picture of 27 pixels a side (expected 28)',
    ],
    [
      'a blur wider than the picture',
      about(half, 0, { measured: { kind: 'gaussian-blur', side: 28, deviation: 5 } }),
      /a blur of 5 pixels is wider than a picture of 28/,
    ],
    [
      'a measurement of another length',
      about(half, 0, { y: new Float32Array(3) }),
      '3 numbers of a measurement (expected 392)',
    ],
    [
      'a measurement that is no number',
      about(half, 0, { y: new Float32Array(392).fill(NaN) }),
      'number 0 of a measurement is NaN (expected finite numbers)',
    ],
    [
      'a noise below 0',
      { ...about(half, 0), noise: -1 },
      'noise of the measurement -1 (expected a number from 0 to 100)',
    ],
    [
      'no measurement',
      { ...about(half, 0), measured: null },
      'a picture that nothing was measured of (expected a measurement)',
    ],
    [
      'a measurement without a slope',
      { ...about(half, 0), measured: { kind: 'quantised', side: 28, block: 4, step: 1 } },
      /^unknown measurement: quantised/,
    ],
    ['an unknown method', { ...about(half, 0), method: 'magic' }, /^unknown method: magic \(expected replacement,/],
    ['no steps', about(half, 0, { steps: 0 }), 'steps is 0 (expected a whole number from 1 to 250)'],
    ['too many answers', about(half, 0, { count: 33 }), 'answers is 33 (expected a whole number from 1 to 32)'],
    ['particles without noise', about(half, 0, { method: 'twisted' }), /expected a noise above 0/],
    ['a share of noise that is none', about(half, 0, { free: NaN }), /DDNM\+ with NaN/],
  ])('refuses %s', async (_, spec, message) => {
    await expect((async () => ask(spec))()).rejects.toThrow(message);
  });

  it('knows which method cannot answer what', () => {
    const can = (['ddnm', 'pigdm', 'dps', 'twisted'] as const).filter(
      (method: MethodName) => whyNot(method, 'fourier-magnitude', 0.1) === null,
    );
    expect(can).toEqual(['dps', 'twisted']);
    expect(whyNot('ddrm', 'fourier-magnitude', 0.1)).toMatch(/^DDRM needs a linear measurement/);
    expect(whyNot('twisted', 'mask', 0)).toMatch(/noise above 0/);
  });
});
