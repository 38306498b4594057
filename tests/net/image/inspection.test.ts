import { describe, expect, test } from 'vitest';
import { liveUNet } from '../../../src/core/image-network/digits';
import { bind, type BoundLayer } from '../../../src/core/image-network/parameters';
import { removalOf, withoutPart } from '../../../src/core/image-network/parts';
import { normalBatch, random } from '../../../src/core/random';
import { numbersIn } from '../../../src/core/image-network/shape';
import { missing } from '../../../src/net/image/missing';
import { trainer } from './digits';

describe('inspection', () => {
  test('tells every layer, and a network without a part is another network', async () => {
    const one = await trainer();
    one.train(20);
    const inputs = {
      pictures: Float32Array.from(normalBatch(2, 784, random(3)).data),
      n: 2,
      logNoise: [0.1, 0.1],
      labels: Int32Array.of(3, 5),
    };
    const whole = one.inspect(inputs);
    expect(whole.layers.at(-1)).toMatchObject({
      kind: 'to-space',
      shape: { extent: [28, 28], channels: 1 },
      values: whole.output,
    });
    expect(whole.layers.every(({ values, shape }) => values.length === 2 * numbersIn(shape))).toBe(true);
    const level = whole.layers.find(({ path }) => path === '3')!;
    const inner = whole.layers.filter(({ path }) => /^3\.\d+$/.test(path)).at(-1)!;
    const before = whole.layers.find(({ path }) => path === '2')!;
    level.values.forEach((v, i) => expect(Math.abs(v - before.values[i] - inner.values[i])).toBeLessThan(1e-6));

    const named = (part: 'inner' | 'skip') =>
      one.inspect(inputs, {
        without: (_, layer) => (layer.kind === 'residual' && layer.name === 'lower level' ? part : undefined),
      });
    expect(named('inner').layers.find(({ path }) => path === '3')!.values).toEqual(before.values);
    expect(named('skip').layers.find(({ path }) => path === '3')!.values).toEqual(inner.values);
    expect(one.inspect(inputs, { unconditioned: true }).output).not.toEqual(whole.output);
    const other = { ...inputs, logNoise: [2, 2], labels: Int32Array.of(1, 1) };
    expect(one.inspect(other, { unconditioned: true }).output).toEqual(
      one.inspect(inputs, { unconditioned: true }).output,
    );
  });

  test('a network that is not told the noise answers the same at every level, but hears its class', async () => {
    const one = await trainer();
    one.train(20);
    const inputs = {
      pictures: Float32Array.from(normalBatch(2, 784, random(3)).data),
      n: 2,
      logNoise: [0.1, 0.1],
      labels: Int32Array.of(3, 5),
    };
    const unaware = one.inspect(inputs, { unconditioned: 'noise' }).output;
    expect(one.inspect({ ...inputs, logNoise: [2, -2] }, { unconditioned: 'noise' }).output).toEqual(unaware);
    expect(one.inspect({ ...inputs, labels: Int32Array.of(1, 1) }, { unconditioned: 'noise' }).output).not.toEqual(
      unaware,
    );
    expect(one.inspect({ ...inputs, logNoise: [2, -2] }).output).not.toEqual(one.inspect(inputs).output);
  });

  test('taking a part from a pass is running the network that lacks it', async () => {
    const one = await trainer();
    one.train(20);
    const inputs = {
      pictures: Float32Array.from(normalBatch(2, 784, random(3)).data),
      n: 2,
      logNoise: [0.1, 0.1],
      labels: Int32Array.of(3, 5),
    };
    for (const part of ['dense', 'residual', 'skip'] as const) {
      const network = withoutPart(liveUNet, part);
      const less = await trainer({ network });
      // The weights of the layers that stay, in order.
      const kept: number[] = [];
      const all = one.save().weights;
      const walk = (layers: readonly BoundLayer[], gone: boolean): void =>
        layers.forEach(({ layer, parameters, inner }) => {
          const out = gone || removalOf(part, layer) === 'inner';
          if (!out) parameters.forEach(({ at, rows, columns }) => kept.push(...all.subarray(at, at + rows * columns)));
          walk(inner, out);
        });
      const bound = bind(liveUNet);
      bound.embedding.forEach(({ at, rows, columns }) => kept.push(...all.subarray(at, at + rows * columns)));
      walk(bound.layers, false);
      less.load({ weights: Float32Array.from(kept) });
      const expected = less.inspect(inputs, { which: 'raw' }).output;
      one
        .inspect(inputs, { ...missing(part), which: 'raw' })
        .output.forEach((v, i) => expect(Math.abs(v - expected[i])).toBeLessThan(1e-5));
    }
  });
});
