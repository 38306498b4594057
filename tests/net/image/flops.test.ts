import { expect, test } from 'vitest';
import { forwardFlops } from '../../../src/core/image-network/flops';
import { layers } from '../../../src/core/image-network/layers/index';
import type { Layer } from '../../../src/core/image-network/description';
import type { Attending, Plane, Taps } from '../../../src/core/image-network/ops';
import type { Parameter } from '../../../src/core/image-network/parameters';
import { digitClassifier, shippedUNet } from '../../../src/core/image-network/digits';
import { forward } from '../../../src/net/image/pass';
import { makeCase } from './cases';
import { networks } from './networks';
import { PlainOps, type Matrix } from './plain';

/** Counts the products of all pieces that have some, from the sizes of the matrices that reach them. */
class CountingOps extends PlainOps {
  flops = 0;

  override linear(x: Matrix, w: Parameter, b: Parameter): Matrix {
    this.flops += 2 * x.rows * w.rows * w.columns;
    return super.linear(x, w, b);
  }

  override convolution(x: Matrix, w: Parameter, b: Parameter, plane: Plane): Matrix {
    this.flops += 2 * x.rows * w.rows * w.columns;
    return super.convolution(x, w, b, plane);
  }

  override convolution1d(x: Matrix, w: Parameter, b: Parameter, along: Taps): Matrix {
    const y = super.convolution1d(x, w, b, along);
    this.flops += 2 * y.rows * w.rows * w.columns;
    return y;
  }

  override attention(q: Matrix, k: Matrix, v: Matrix, attending: Attending): ReturnType<PlainOps['attention']> {
    this.flops += 2 * 2 * q.rows * (k.rows / attending.n) * q.columns;
    return super.attention(q, k, v, attending);
  }
}

test.each([...networks, shippedUNet, digitClassifier])('products that $name runs are those counted', (network) => {
  const n = 2;
  const { bound, weights, inputs } = makeCase(network, n);
  const ops = new CountingOps(bound, weights);
  forward(ops, bound, inputs);
  expect(ops.flops).toBe(n * forwardFlops(network));
});

test('every kind of layer is in one of the networks', () => {
  const seen = new Set<string>();
  const walk = (list: readonly Layer[]) =>
    list.forEach((layer) => {
      seen.add(layer.kind);
      if (layer.kind === 'residual') walk(layer.inner);
    });
  networks.forEach((network) => walk([...network.layers, ...(network.context?.layers ?? [])]));
  expect(Object.keys(layers).filter((kind) => !seen.has(kind))).toEqual([]);
});
