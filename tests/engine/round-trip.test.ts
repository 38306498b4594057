import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sampleDigits } from '../../src/core/data/digits-sample';
import { mends } from '../../src/core/inversion/mends';
import { fromGrey } from '../../src/core/image-network/pixels';
import type { DdimDecoded, DdimInversion } from '../../src/engine/kinds/shipped/ddim';
import type { RoundTrip, RoundTripProgress, RoundTripSpec } from '../../src/engine/kinds/shipped/round-trip';
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

const ask = <T>(kind: string, spec: unknown, listener = never) =>
  standingBy(networks)(kind, spec, listener) as Promise<T>;
const few = sampleDigits().slice(0, 2);
const pictures = Float32Array.from(few.flatMap(({ pixels }) => Array.from(fromGrey(pixels))));
const labels = few.map(({ label }) => label);
const trip = (spec: Partial<RoundTripSpec> = {}, listener = never) =>
  ask<RoundTrip>('roundTrip', { pictures, labels, evaluations: 8, ...spec }, listener);
const apart = (a: ArrayLike<number>, b: ArrayLike<number>) => Math.max(...Array.from(a, (v, i) => Math.abs(v - b[i])));

describe('digits to noise and back', () => {
  it('unguided is what DDIM’s inversion gives one at a time', async () => {
    const both = await trip();
    const { runs } = await ask<DdimInversion>('invertDdim', {
      picture: pictures.subarray(784),
      label: labels[1],
      evaluations: [8],
    });
    expect(apart(both.latents.subarray(784), runs[0].latent)).toBeLessThan(1e-3);
    expect(apart(both.x.subarray(784), runs[0].reconstruction)).toBeLessThan(1e-3);
    expect(Math.abs(both.errors[1] - Math.sqrt(runs[0].error))).toBeLessThan(0.005);
    expect(both.calls).toBe(16);
  });

  it('misses more with guidance, and less with each mend', async () => {
    const found = new Map<string, RoundTrip>();
    for (const mend of mends) found.set(mend, await trip({ guidance: 3, mend }));
    const error = (mend: string) => found.get(mend)!.errors.reduce((a, b) => a + b, 0) / 2;
    const plain = (await trip()).errors.reduce((a, b) => a + b, 0) / 2;
    expect(error('none')).toBeGreaterThan(plain);
    // The class in the place of nothing takes all guidance away.
    expect(error('negative')).toBeCloseTo(plain, 6);
    expect(error('null')).toBeLessThan(error('none'));
    // Exact but for rounding to 32 bits.
    expect(error('direct')).toBeLessThan(1e-3);
    expect(error('exact')).toBeLessThan(5e-3);
    expect(found.get('null')!.calls).toBeGreaterThan(found.get('exact')!.calls);
    expect(found.get('none')!.calls).toBe(24);
  });

  it('gives codes alone where no way back is asked for, whose pictures decoding draws', async () => {
    const { latents, x, errors } = await trip({ back: null });
    expect([x.length, errors.length, latents.length]).toEqual([0, 0, 2 * 784]);
    const drawn = await ask<DdimDecoded>('decodeDdim', { latents, labels, evaluations: 8 });
    expect(apart(drawn.x, (await trip()).x)).toBeLessThan(1e-3);
  });

  it('comes back as something else, and tells how far it is', async () => {
    const heard: number[] = [];
    const other = labels.map((label) => (label + 1) % 10);
    const told = { ...never, tell: (p: unknown) => void heard.push((p as RoundTripProgress).done) };
    for (const mend of ['none', 'null', 'direct'] as const) {
      const { x, errors } = await trip({ back: other, guidance: 1, mend }, told);
      expect(x.every(Number.isFinite)).toBe(true);
      expect(Math.min(...errors)).toBeGreaterThan(0.02);
    }
    expect(heard.length).toBeGreaterThan(3);
    expect(Math.max(...heard)).toBeLessThanOrEqual(1);
  });

  it('refuses what cannot be, saying what was expected', async () => {
    const refused = async (spec: Partial<RoundTripSpec>) => trip(spec).then(() => 'was answered', String);
    expect(await refused({ pictures: pictures.subarray(1) })).toMatch(/1567 numbers of pictures \(expected 1568\)/);
    expect(await refused({ back: [1] })).toMatch(/1 classes on the way back \(expected 2, one for each picture\)/);
    expect(await refused({ mend: 'magic' as 'none' })).toMatch(/unknown mend: magic \(expected none, alike, /);
    expect(await refused({ guidance: -1 })).toMatch(/guidance -1 \(expected a number from 0 to 100\)/);
    expect(await refused({ evaluations: 0 })).toMatch(/evaluations is 0 \(expected a whole number/);
    expect(await refused({ labels: [3, 10] })).toMatch(/class is 10/);
  });
});
