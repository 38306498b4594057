import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { run as averageAge } from '../../components/prose/experiments/average-age';
import { run as noiseByRuler } from '../../components/prose/experiments/noise-by-ruler';
import { run as untoldNoise } from '../../components/prose/experiments/untold-noise';
import { run as whereWeights } from '../../components/prose/experiments/where-weights';
import type { DigitsSampled } from '../../src/engine/kinds/shipped/denoising';
import { standingBy } from '../../src/engine/kinds/shipped/worker';
import { shippedDigits } from '../../src/engine/kinds/shipped/worker/networks';
import { servePublic } from '../engine/served';

vi.mock('../../src/engine/worker/messages', () => ({
  yieldToMessages: () => new Promise((resolve) => setImmediate(resolve)),
}));

const networks = shippedDigits(['webgl', 'wasm', 'cpu']);
beforeAll(servePublic);
afterAll(() => {
  networks.forget();
  vi.unstubAllGlobals();
});

describe('the experiments of chapter 10 find what the text explains', () => {
  it.each([
    ['where-weights', whereWeights, 1],
    ['average-age', averageAge, 1],
    ['noise-by-ruler', noiseByRuler, 2],
    [
      'untold-noise',
      () =>
        untoldNoise(
          (spec) =>
            standingBy(networks)('sample', spec, {
              tell: () => {},
              gone: () => false,
            }) as Promise<DigitsSampled>,
        ),
      2,
    ],
  ] as const)(
    '%s',
    async (_name, run, expected) => {
      const { answer, finding } = await run();
      expect(answer, finding).toBe(expected);
      expect(finding).not.toMatch(/NaN|Infinity|undefined/);
    },
    60_000,
  );
});
