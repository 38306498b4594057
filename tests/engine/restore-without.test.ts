import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { batch } from '../../src/core/batch';
import { sampleDigits } from '../../src/core/data/digits-sample';
import { pictureOperator } from '../../src/core/inverse/spec';
import { random } from '../../src/core/random';
import type { Answerable } from '../../src/engine/kinds/shipped/restoring';
import type { RestoredWithout, RestoreWithoutSpec } from '../../src/engine/kinds/shipped/restoring-without';
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
const truth = Float64Array.from(sampleDigits().find(({ label }) => label === 7)!.pixels, (p) => p / 255);
const ask = (spec: unknown) => standingBy(networks)('restoreWithout', spec, silent) as Promise<RestoredWithout>;

function about(measured: Answerable, noise: number): RestoreWithoutSpec {
  const exact = pictureOperator(measured).apply(batch(truth, size)).data;
  const n = random(4).normals(new Float64Array(exact.length));
  return { measured, y: exact.map((v, i) => v + noise * n[i]), noise };
}
const off = (x: ArrayLike<number>) => Math.sqrt(truth.reduce((sum, v, i) => sum + (v - x[i]) ** 2, 0) / size);

describe('asking who has no network', () => {
  it('a smaller picture: all four, each nearer than paper', async () => {
    const { found, digits } = await ask(about({ kind: 'box-down', side: 28, factor: 4 }, 0.02));
    expect(found.map(({ name }) => name)).toEqual(['bicubic', 'wiener', 'variation', 'nearest']);
    expect(digits).toBe(3000);
    for (const { x } of found) expect(off(x)).toBeLessThan(0.85 * off(new Float64Array(size)));
  });

  it('noise of 0 and sizes of a transform: those who can', async () => {
    const keep = Array.from({ length: size }, (_, i) => (i % 28 >= 14 ? 1 : 0));
    const { found } = await ask(about({ kind: 'mask', keep }, 0));
    expect(found.map(({ name }) => name)).toEqual(['wiener', 'variation', 'nearest']);
    expect(found.every(({ x }) => x.every(Number.isFinite))).toBe(true);
    const phases = await ask(about({ kind: 'projections', side: 28, count: 20, seed: 1 }, 0.1));
    expect(phases.found).toHaveLength(3);
  });

  it.each<readonly [string, unknown, RegExp]>([
    ['nothing', { measured: null, y: [], noise: 0 }, /^a picture that nothing was measured of/],
    [
      'another size',
      { ...about({ kind: 'whole', side: 28 }, 0), measured: { kind: 'whole', side: 14 } },
      /14 pixels a side \(expected 28\)/,
    ],
    ['a noise below 0', { ...about({ kind: 'whole', side: 28 }, 0), noise: -1 }, /^noise of the measurement -1/],
    [
      'numbers that are too few',
      { ...about({ kind: 'whole', side: 28 }, 0), y: new Float32Array(2) },
      /^2 numbers of a measurement/,
    ],
  ])('refuses %s', async (_, spec, message) => {
    await expect((async () => ask(spec))()).rejects.toThrow(message);
  });
});
