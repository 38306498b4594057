import { inputShape, type Layer, type Network } from '../../../src/core/image-network/description';
import { bind, type BoundNetwork } from '../../../src/core/image-network/parameters';
import { numbersIn } from '../../../src/core/image-network/shape';
import { outputShape } from '../../../src/core/image-network/shapes';
import { random } from '../../../src/core/random';
import { forward, type Inputs } from '../../../src/net/image/pass';
import type { Ops } from '../../../src/net/image/ops';

export function normals(n: number, seed: number, scale = 1): Float32Array {
  const draw = random(seed);
  return Float32Array.from({ length: n }, () => scale * draw.normal());
}

export interface Case {
  readonly bound: BoundNetwork;
  /** All of them random, those that start at zero too. */
  readonly weights: Float32Array;
  readonly inputs: Inputs;
  readonly target: Float32Array;
  readonly out: number;
}

export function makeCase(network: Network, n: number, seed = 1): Case {
  const bound = bind(network);
  const draw = random(seed).split('weights');
  const weights = new Float32Array(bound.size);
  for (const { at, rows, columns, start, fanIn } of bound.parameters) {
    const scale = 1 / Math.sqrt(fanIn);
    for (let i = at; i < at + rows * columns; i++)
      weights[i] = start === 'one' ? 1 + 0.2 * draw.normal() : scale * draw.normal();
  }
  const out = numbersIn(outputShape(network));
  const { embedding, context } = network;
  return {
    bound,
    weights,
    out,
    inputs: {
      n,
      pictures: numbersFor(network.layers, n * numbersIn(inputShape(network)), seed + 1),
      ...(embedding?.frequencies && { logNoise: normals(n, seed + 2) }),
      ...(embedding?.classes && {
        labels: Int32Array.from({ length: n }, (_, i) => (7 * i + 3) % (embedding.classes + 1)),
      }),
      ...(context && {
        context: numbersFor(context.layers, n * context.length * context.channels, seed + 4),
        // Every other example sees the first place alone.
        contextMask: Uint8Array.from({ length: n * context.length }, (_, i) =>
          Math.floor(i / context.length) % 2 === 0 || i % context.length === 0 ? 1 : 0,
        ),
      }),
    },
    target: normals(n * out, seed + 3),
  };
}

/** Standard normal, or tokens where these layers take some. */
function numbersFor([first]: readonly Layer[], count: number, seed: number): Float32Array {
  if (first?.kind !== 'tokens') return normals(count, seed);
  return Float32Array.from({ length: count }, (_, i) => (5 * i + (i >> 2) + seed) % first.vocabulary);
}

/** Forward and backward of the mean squared error against the case's target. */
export function evaluate<T>(
  ops: Ops<T>,
  { bound, inputs, target, out }: Case,
): {
  readonly output: Float32Array;
  readonly loss: number;
  readonly input: Float32Array;
  /** Weights of all layers that attend, one layer after the other. */
  readonly attended: readonly Float32Array[];
} {
  return ops.within(() => {
    const attended: Float32Array[] = [];
    const pass = forward(ops, bound, inputs, {
      attended: (_path, _layer, weights) => void attended.push(Float32Array.from(ops.read(weights))),
    });
    const [rows, columns] = ops.shape(pass.output);
    const { gradient, losses } = ops.squaredError(
      ops.reshape(pass.output, inputs.n, out),
      ops.put(target, inputs.n, out),
      2 / (inputs.n * out),
    );
    const loss = ops.read(losses).reduce((sum, v) => sum + v, 0) / inputs.n;
    const output = ops.read(pass.output);
    return { output, loss, attended, input: ops.read(pass.back(ops.reshape(gradient, rows, columns), true) as T) };
  });
}

/** The greatest difference as a share of the greatest value. */
export function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let most = 0,
    size = 0;
  for (let i = 0; i < b.length; i++) {
    most = Math.max(most, Math.abs(a[i] - b[i]));
    size = Math.max(size, Math.abs(b[i]));
  }
  if (a.length !== b.length) return Infinity;
  return most === 0 ? 0 : most / size;
}

/** Examples of a case: few of a large picture. */
export function examplesOf(network: Network): number {
  return numbersIn(inputShape(network)) >= 784 ? 2 : 5;
}
