import {
  add,
  concat1d,
  fused,
  matMul,
  mul,
  reshape,
  sigmoid,
  slice1d,
  sub,
  transpose,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { LayerShape } from '../shape';
import { fusedKernels } from './kernels';
import type { TensorBackend } from '../trainer';

/** The backends whose steps are written in operations. */
export type OpsBackend = Exclude<TensorBackend, 'webgl'>;

/**
 * The network on TensorFlow.js operations, its backward pass written by hand: some 40 to 60 kernels a step with Adam, where
 * automatic differentiation takes 170. All parameters are one flat tensor, so that the optimizer is a dozen operations in all.
 */

interface Operands {
  readonly W: Tensor2D;
  readonly b: Tensor1D;
}

interface HiddenPass {
  readonly input: Tensor2D;
  readonly z: Tensor2D;
  readonly s: Tensor2D | undefined;
  readonly h: Tensor2D;
}

export interface ForwardPass {
  readonly output: Tensor2D;
  /** Per hidden layer: input, z, the logistic function of z (where it had to be a tensor), and h = SiLU(z). */
  readonly hidden: readonly HiddenPass[];
  readonly operands: readonly Operands[];
}

/**
 * XNNPACK, which WASM's matMul stands on, has no transposed operands: there a transpose is cheaper than the slow path.
 * The CPU backend's own product is slow.
 */
function product(a: Tensor2D, b: Tensor2D, transposeA: boolean, transposeB: boolean, on: OpsBackend): Tensor2D {
  if (on === 'cpu') return fusedKernels.product(a, b, transposeA, transposeB);
  return matMul(transposeA ? transpose(a) : a, transposeB ? transpose(b) : b);
}

/** x W + b. */
function affine(x: Tensor2D, { W, b }: Operands, on: OpsBackend): Tensor2D {
  if (on === 'cpu') return add(fusedKernels.product(x, W, false, false), b);
  return fused.matMul({ a: x, b: W, transposeA: false, transposeB: false, bias: b }) as Tensor2D;
}

/** The same numbers in a row. */
function flat(x: Tensor2D): Tensor1D {
  return reshape(x, [x.size]);
}

function operandsOf(parameters: Tensor1D, { weights, biases, fanIn, fanOut, transposed }: LayerShape): Operands {
  return {
    W: reshape(slice1d(parameters, weights, fanIn * fanOut), transposed ? [fanOut, fanIn] : [fanIn, fanOut]),
    b: slice1d(parameters, biases, fanOut),
  };
}

/** Runs inside a `tidy` of the caller. */
export function forward(
  parameters: Tensor1D,
  shape: readonly LayerShape[],
  features: Tensor2D,
  on: OpsBackend,
): ForwardPass {
  const operands = shape.map((layer) => operandsOf(parameters, layer));
  const hidden: HiddenPass[] = [];
  let input = features;
  for (const layer of operands.slice(0, -1)) {
    const z = affine(input, layer, on);
    const s = on === 'wasm' ? sigmoid(z) : undefined;
    const h = s ? mul<Tensor2D>(z, s) : fusedKernels.silu(z);
    hidden.push({ input, z, s, h });
    input = h;
  }
  const { W, b } = operands[operands.length - 1];
  const output = add<Tensor2D>(product(input, W, false, true, on), b);
  return { output, hidden, operands };
}

/**
 * The gradient of the loss with respect to all parameters, flat, and twice the loss's terms [n, dim].
 * `weight` [n, 1] holds 2 w / (n dim). Runs inside a `tidy` of the caller.
 */
export function backward(
  { output, hidden, operands }: ForwardPass,
  target: Tensor2D,
  weight: Tensor2D,
  ones: Tensor2D,
  on: OpsBackend,
): { readonly gradient: Tensor1D; readonly terms: Tensor2D } {
  const error = sub<Tensor2D>(output, target);
  let g = mul<Tensor2D>(error, weight);
  const terms = mul<Tensor2D>(g, error);
  const last = hidden.length - 1;
  // Column sums by a product with ones: one kernel, where `sum` over rows transposes first.
  const columnSums = (x: Tensor2D) => flat(product(ones, x, false, false, on));
  const parts: Tensor1D[] = [columnSums(g), flat(product(g, hidden[last].h, true, false, on))];
  let dh = product(g, operands[hidden.length].W, false, false, on);
  for (let l = last; l >= 0; l--) {
    const { input } = hidden[l];
    g = timesSlope(hidden[l], dh);
    parts.push(columnSums(g), flat(product(input, g, true, false, on)));
    if (l > 0) dh = product(g, operands[l].W, false, true, on);
  }
  return { gradient: concat1d(parts.reverse()), terms };
}

/** The gradient at the input [n, inputs], given that at the output [n, dim]. Runs inside a `tidy` of the caller. */
export function inputGradient({ hidden, operands }: ForwardPass, cotangent: Tensor2D, on: OpsBackend): Tensor2D {
  let g = product(cotangent, operands[hidden.length].W, false, false, on);
  for (let l = hidden.length - 1; l >= 0; l--) g = product(timesSlope(hidden[l], g), operands[l].W, false, true, on);
  return g;
}

/** How the output [n, dim] changes as the input moves along `direction` [n, inputs]. Runs inside a `tidy` of the caller. */
export function tangent({ hidden, operands }: ForwardPass, direction: Tensor2D, on: OpsBackend): Tensor2D {
  let d = direction;
  for (const [l, pass] of hidden.entries()) d = timesSlope(pass, product(d, operands[l].W, false, false, on));
  return product(d, operands[hidden.length].W, false, true, on);
}

/** x times d SiLU / dz = s (1 + z - h). */
function timesSlope({ z, s, h }: HiddenPass, x: Tensor2D): Tensor2D {
  return s ? mul(mul(add(sub(z, h), 1), s), x) : fusedKernels.siluBack(z, x);
}
