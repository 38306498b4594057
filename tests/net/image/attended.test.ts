import { describe, expect, test } from 'vitest';
import { createTensorDevice } from '../../../src/net/image/tfjs/device';
import { forward } from '../../../src/net/image/pass';
import type { ImageDevice } from '../../../src/net/image/ops';
import { makeCase, simdDevice } from './helpers';
import { networks } from './networks';

const named = (name: string) => networks.find((one) => one.name === name)!;

/** Every layer's weights on a backend, with its path. */
async function weightsOf(name: string, backend: 'simd' | 'cpu') {
  const c = makeCase(named(name), 4);
  const device = (await (backend === 'simd'
    ? simdDevice(c.bound)
    : createTensorDevice(backend, c.bound))) as ImageDevice<unknown>;
  device.load({ weights: c.weights });
  device.use('raw');
  const found = device.within(() => {
    const seen: { path: string; kind: string; values: Float32Array }[] = [];
    forward(device, c.bound, c.inputs, {
      attended: (path, { kind }, weights) =>
        void seen.push({ path, kind, values: Float32Array.from(device.read(weights)) }),
    });
    return seen;
  });
  device.dispose();
  return { found, mask: c.inputs.contextMask! };
}

describe.each(['simd', 'cpu'] as const)('attention looked at on %s', (backend) => {
  test('every query shares 1 among the words that may be seen, and nothing goes to the others', async () => {
    const { found, mask } = await weightsOf('cross-attention', backend);
    expect(found.map(({ path, kind }) => [path, kind])).toEqual([
      ['0', 'cross-attention'],
      ['1', 'cross-attention'],
    ]);
    const [heads, queries, keys] = [2, 5, 3];
    for (const { values } of found) {
      expect(values).toHaveLength(4 * heads * queries * keys);
      for (let row = 0; row < 4 * heads * queries; row++) {
        const one = Array.from(values.subarray(row * keys, (row + 1) * keys));
        const example = Math.floor(row / (heads * queries));
        expect(Math.abs(one.reduce((a, b) => a + b, 0) - 1)).toBeLessThan(1e-6);
        one.forEach((weight, key) => {
          if (mask[example * keys + key] === 0) expect(weight).toBe(0);
        });
      }
    }
    // Heads and layers look at different things: the maps are no constants.
    expect(found[0].values).not.toEqual(found[1].values);
    expect(new Set(found[0].values.subarray(0, keys)).size).toBeGreaterThan(1);
  });

  test('a layer within the context is seen under its own name', async () => {
    const { found } = await weightsOf('cross-attention to a context of layers', backend);
    expect(found.map(({ path, kind }) => [path, kind])).toEqual([
      ['context.2.0', 'attention'],
      ['0', 'cross-attention'],
    ]);
  });
});
