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
  /** Every layer's input, and its sum before the activation. */
  readonly inputs: readonly T[];
  readonly sums: readonly T[];
  /** Given the gradient at the output; returns that at the input where wanted. */
  back(gradient: T, wanted: Wanted): T | undefined;
}

export function forwardMlp<T>(device: GanDevice<T>, layers: readonly MlpLayer[], x: T): MlpPass<T> {
  const inputs: T[] = [];
  const sums: T[] = [];
  let y = x;
  for (const { weights, bias, activation } of layers) {
    inputs.push(y);
    y = device.linear(y, weights, bias);
    sums.push(y);
    if (activation) y = device.activation(y, activation);
  }
  return {
    output: y,
    inputs,
    sums,
    back(gradient, wanted) {
      let d = gradient;
      for (let l = layers.length - 1; l >= 0; l--) {
        const { weights, bias, activation } = layers[l];
        if (activation) d = device.activationBack(sums[l], d, activation);
        if (wanted !== 'input') device.linearWeights(inputs[l], d, weights, bias);
        if (l === 0 && wanted === 'weights') return undefined;
        d = device.linearInput(d, weights);
      }
      return d;
    },
  };
}

/**
 * Gathers the gradients of `scale` times the sum over rows of a penalty P(|g|), with g = grad_x D(x), for a network D with one output;
 * returns that sum [1, 1].
 *
 * With v = dP / dg held fixed, dP = v dg, and v g(x) is the derivative of D along v. So D is differentiated forward along v, layer by layer,
 *
 *   t_0 = v,   s_l = t_{l-1} W_l,   t_l = phi'(z_l) s_l,
 *
 * and this derivative is then differentiated backward. The gradient at s_l is e_l, the gradient of D at z_l, which going back to g has
 * given already: it adds t_{l-1}^T e_l to that of W_l. Through phi' each z_l takes d_l phi''(z_l) s_l besides, d_l being the gradient of D
 * at phi(z_l); that goes back as in any network, and is nothing for piecewise linear phi.
 */
export function penalise<T>(device: GanDevice<T>, layers: readonly MlpLayer[], x: T, kind: PenaltyKind, weight: number, scale: number): T {
  const n = device.shape(x)[0];
  const last = layers.length - 1;
  const { inputs, sums } = forwardMlp(device, layers, x);
  const above: T[] = []; // d_l
  const below: T[] = []; // e_l
  let d = device.put(new Float32Array(n).fill(1), n, 1);
  for (let l = last; l >= 0; l--) {
    const { weights, activation } = layers[l];
    above[l] = d;
    if (activation) d = device.activationBack(sums[l], d, activation);
    below[l] = d;
    d = device.linearInput(d, weights);
  }
  const { pull, loss } = device.penalty(d, kind, weight, scale);

  let t = pull;
  const tangents: T[] = []; // s_l
  layers.forEach(({ weights, activation }, l) => {
    device.productWeights(t, below[l], weights);
    if (l === last) return;
    t = tangents[l] = device.linearTangent(t, weights);
    if (activation) t = device.activationBack(sums[l], t, activation);
  });

  let back: T | undefined; // gradient at z_l
  for (let l = last - 1; l >= 0; l--) {
    const { weights, bias, activation } = layers[l];
    const bend = activation && device.bend(sums[l], above[l], tangents[l], activation);
    if (back !== undefined) {
      back = device.linearInput(back, layers[l + 1].weights);
      if (activation) back = device.activationBack(sums[l], back, activation);
    }
    back = back !== undefined && bend !== undefined ? device.add(back, bend) : (bend ?? back);
    if (back !== undefined) device.linearWeights(inputs[l], back, weights, bias);
  }
  return loss;
}
