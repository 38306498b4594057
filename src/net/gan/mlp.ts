import type { Activation } from '../../core/image-network/description';
import type { BoundNetwork, Parameter } from '../../core/image-network/parameters';
import type { GanDevice } from './ops';
import type { PenaltyKind } from '../../core/gan/loss';

/** A multilayer perceptron's layers: y = phi(x W + b), the last one without phi. */
export interface MlpLayer {
  readonly weights: Parameter;
  readonly bias: Parameter;
  readonly activation: Activation | undefined;
}

export function mlpLayers({ layers }: BoundNetwork): readonly MlpLayer[] {
  return layers.flatMap(({ layer, parameters: [weights, bias] }, i) => {
    if (layer.kind !== 'linear') return [];
    const next = layers[i + 1]?.layer;
    return [{ weights, bias, activation: next?.kind === 'activation' ? next.function : undefined }];
  });
}

/** What going back works out: gradients of the weights, the gradient at the input, or both. */
export type Wanted = 'weights' | 'input' | 'both';

export interface MlpPass<T> {
  readonly output: T;
  /** Given the gradient at the output; returns that at the input where wanted. */
  back(gradient: T, wanted: Wanted): T | undefined;
}

/** D(x) alone, with no way back. */
export function runMlp<T>(device: GanDevice<T>, layers: readonly MlpLayer[], x: T): T {
  return layers.reduce((y, { weights, bias, activation }) => {
    const z = device.linear(y, weights, bias);
    return activation ? device.activation(z, activation) : z;
  }, x);
}

/** What a pass leaves of every layer: its input, its sum z before the activation, and the activation's slope there, none where it is 1. */
interface Trace<T> {
  readonly inputs: readonly T[];
  readonly sums: readonly T[];
  readonly slopes: readonly (T | undefined)[];
  readonly output: T;
}

function trace<T>(device: GanDevice<T>, layers: readonly MlpLayer[], x: T): Trace<T> {
  const inputs: T[] = [];
  const sums: T[] = [];
  const slopes: (T | undefined)[] = [];
  let output = x;
  for (const { weights, bias, activation } of layers) {
    inputs.push(output);
    const z = device.linear(output, weights, bias);
    const { y, slope } = activation ? device.activate(z, activation) : { y: z, slope: undefined };
    sums.push(z);
    slopes.push(slope);
    output = y;
  }
  return { inputs, sums, slopes, output };
}

/** The gradient at layer l - 1's sum (or at the network's input), from that at layer l's. */
function down<T>(device: GanDevice<T>, layers: readonly MlpLayer[], slopes: Trace<T>['slopes'], l: number, d: T): T {
  const slope = l > 0 ? slopes[l - 1] : undefined;
  return slope === undefined
    ? device.linearInput(d, layers[l].weights)
    : device.linearInputTimes(d, layers[l].weights, slope);
}

export function forwardMlp<T>(device: GanDevice<T>, layers: readonly MlpLayer[], x: T): MlpPass<T> {
  const { inputs, slopes, output } = trace(device, layers, x);
  return {
    output,
    back(gradient, wanted) {
      let d = gradient;
      for (let l = layers.length - 1; l >= 0; l--) {
        if (wanted !== 'input') device.linearWeights(inputs[l], d, layers[l].weights, layers[l].bias);
        if (l === 0 && wanted === 'weights') return undefined;
        d = down(device, layers, slopes, l, d);
      }
      return d;
    },
  };
}

/**
 * Gathers the gradients of `scale` times the sum over rows of a penalty P(|g|), with g = grad_x D(x), for a network D with one output and a
 * linear last layer; returns that sum [1, 1].
 *
 * With v = dP / dg held fixed, dP = v dg, and v g(x) is the derivative of D along v. So D is differentiated forward along v, layer by layer,
 *
 *   t_0 = v,   s_l = t_{l-1} W_l,   t_l = phi'(z_l) s_l,
 *
 * and this derivative is then differentiated backward. The gradient at s_l is e_l, the gradient of D at z_l, which going back to g has
 * given already: it adds t_{l-1}^T e_l to that of W_l. Through phi' each z_l takes d_l phi''(z_l) s_l besides, d_l being the gradient of D
 * at phi(z_l); that goes back as in any network, and is nothing for piecewise linear phi.
 */
export function penalise<T>(
  device: GanDevice<T>,
  layers: readonly MlpLayer[],
  x: T,
  kind: PenaltyKind,
  weight: number,
  scale: number,
): T {
  const n = device.shape(x)[0];
  const last = layers.length - 1;
  const { inputs, sums, slopes } = trace(device, layers, x);
  const above: T[] = []; // d_l
  const below: T[] = []; // e_l
  below[last] = device.put(new Float32Array(n).fill(1), n, 1);
  for (let l = last - 1; l >= 0; l--) {
    const slope = slopes[l];
    above[l] = device.linearInput(below[l + 1], layers[l + 1].weights);
    below[l] = slope === undefined ? above[l] : device.multiply(above[l], slope);
  }
  const { pull, loss } = device.penalty(device.linearInput(below[0], layers[0].weights), kind, weight, scale);

  let t = pull;
  const tangents: T[] = []; // s_l
  layers.forEach(({ weights }, l) => {
    device.productWeights(t, below[l], weights);
    if (l === last) return;
    const slope = slopes[l];
    t = tangents[l] = device.linearTangent(t, weights);
    if (slope !== undefined) t = device.multiply(t, slope);
  });

  let back: T | undefined; // the gradient at z_l
  for (let l = last - 1; l >= 0; l--) {
    const { weights, bias, activation } = layers[l];
    if (back !== undefined) back = down(device, layers, slopes, l + 1, back);
    const bend = activation && device.bend(sums[l], above[l], tangents[l], activation);
    if (bend !== undefined) back = back === undefined ? bend : device.add(back, bend);
    if (back !== undefined) device.linearWeights(inputs[l], back, weights, bias);
  }
  return loss;
}
