import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { buildKernel } from '../../../scripts/kernel.mjs';
import { penalties } from '../../../src/core/gan/loss';
import type { Activation, Layer } from '../../../src/core/image-network/description';
import { bind } from '../../../src/core/image-network/parameters';
import { mlpLayers, penalise } from '../../../src/net/gan/mlp';
import type { GanDevice } from '../../../src/net/gan/ops';
import { createSimdPlayers } from '../../../src/net/gan/simd/device';
import { startingPlayer } from '../../../src/net/gan/start';
import { createTensorPlayers } from '../../../src/net/gan/tfjs/device';
import { direction, somePoints } from './helpers';
import { plainPenalty, rows } from './plain';

/** A network of hidden layers with one activation each, none for undefined. */
function network(activations: readonly (Activation | undefined)[]) {
  const layers: Layer[] = activations.flatMap((activation, l): Layer[] => [
    { kind: 'linear', from: l === 0 ? 2 : 8, to: 8 },
    ...(activation ? [{ kind: 'activation', function: activation } as const] : []),
  ]);
  return bind({ name: 'discriminator', side: 1, channels: 2, layers: [...layers, { kind: 'linear', from: 8, to: 1 }] });
}

const cases: readonly (readonly [string, readonly (Activation | undefined)[]])[] = [
  ['one smooth layer', ['silu']],
  ['three smooth layers', ['silu', 'silu', 'silu']],
  ['three leaky layers', ['leaky', 'leaky', 'leaky']],
  ['smooth under leaky', ['silu', 'leaky', 'leaky']],
  ['leaky under smooth', ['leaky', 'silu']],
  ['rectified', ['relu', 'relu']],
  ['a linear layer between', ['silu', undefined, 'silu']],
];

async function device(
  backend: 'simd' | 'cpu' | 'wasm',
  bound: ReturnType<typeof network>,
): Promise<GanDevice<unknown>> {
  const both = { generator: bound, discriminator: bound };
  const devices =
    backend === 'simd'
      ? await createSimdPlayers(both, readFileSync(await buildKernel({ name: 'image' })))
      : await createTensorPlayers(backend, both);
  return devices.discriminator;
}

describe.each(['simd', 'cpu', 'wasm'] as const)('the penalty on %s', (backend) => {
  for (const kind of penalties) {
    test.each(cases)(`${kind}, %s: value and gradient`, async (_, activations) => {
      const bound = network(activations);
      const weights = startingPlayer(bound, 4);
      const layers = mlpLayers(bound);
      const points = somePoints(17);
      const on = await device(backend, bound);
      on.load({ weights });
      on.use('raw');
      const value = on.within(
        () => on.read(penalise(on, layers, on.put(Float32Array.from(points.data), 17, 2), kind, 3, 1 / 17))[0],
      );
      const gradient = on.gradients();
      const at = (w: Float64Array) => plainPenalty(w, layers, rows(Float32Array.from(points.data), 2), kind, 3);
      const base = Float64Array.from(weights);
      expect(Math.abs(value - at(base))).toBeLessThan(2e-6 * (1 + at(base)));
      for (let seed = 1; seed <= 3; seed++) {
        const along = direction(bound.size, seed);
        const h = 1e-6;
        const measured =
          (at(base.map((w, i) => w + h * along[i])) - at(base.map((w, i) => w - h * along[i]))) / (2 * h);
        const found = gradient.reduce((sum, g, i) => sum + g * along[i], 0);
        expect(Math.abs(found - measured)).toBeLessThan(3e-5 * Math.hypot(...gradient));
      }
      on.dispose();
    });
  }
});
