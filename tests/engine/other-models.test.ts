import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DigitSampleSpec, DigitsSampled } from '../../src/engine/kinds/shipped/denoising';
import { pixelScales } from '../../src/engine/kinds/shipped/pixels';
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

const sample = (spec: DigitSampleSpec) => standingBy(networks)('sample', spec, silent) as Promise<DigitsSampled>;

describe('asking other shipped models for digits', () => {
  it('draws codes and decodes them: digits of the classes asked for, states shown on the way, in any pixels', async () => {
    const labels = Array.from({ length: 40 }, (_, i) => i % 10);
    const spec: DigitSampleSpec = {
      model: 'latent',
      guidance: 0.5,
      labels,
      seed: 3,
      every: 0,
      judge: true,
      path: true,
    };
    const made = await sample(spec);
    expect(made.evaluations).toBe(10);
    expect(made.path).toHaveLength(made.times.length);
    expect(made.path.every((state) => state.length === made.x.length)).toBe(true);
    expect(made.path.at(-1)).toEqual(made.x);
    expect(labels.filter((label, i) => made.judgement!.classes[i] === label).length).toBeGreaterThanOrEqual(36);
    const inBook = await sample({ ...spec, path: false, pixels: 'book' });
    const [a, b] = [pixelScales.standard, pixelScales.book];
    const same = inBook.x.map((v, i) => Math.abs((v - b.mean) / b.deviation - (made.x[i] - a.mean) / a.deviation));
    expect(Math.max(...same)).toBeLessThan(1e-4);
  });

  it('asks the pupil once or twice, from the teacher’s noise: digits of the classes asked for, in any pixels', async () => {
    const labels = Array.from({ length: 60 }, (_, i) => i % 10);
    for (const evaluations of [1, 2]) {
      const spec: DigitSampleSpec = {
        model: 'pupil',
        guidance: 0,
        labels,
        seed: 3,
        evaluations,
        every: 0,
        judge: true,
      };
      const made = await sample(spec);
      expect(made.evaluations).toBe(evaluations);
      expect(made.times).toHaveLength(evaluations + 1);
      const agreed = labels.filter((label, i) => made.judgement!.classes[i] === label).length;
      expect(agreed).toBeGreaterThanOrEqual(55);
      const inBook = await sample({ ...spec, pixels: 'book' });
      const [a, b] = [pixelScales.standard, pixelScales.book];
      const same = inBook.x.map((v, i) => Math.abs((v - b.mean) / b.deviation - (made.x[i] - a.mean) / a.deviation));
      expect(Math.max(...same)).toBeLessThan(2e-3);
    }
  });
});
