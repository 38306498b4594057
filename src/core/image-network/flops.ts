import { inputShape, type Layer, type Network } from './description';
import { recordOf } from './layers/index';
import type { Shape } from './shape';
import { shapeAfter } from './shapes';

/** Floating-point operations of one layer's products for one example: a multiplication and an addition for each weight and place. */
export function layerFlops(layer: Layer, shape: Shape): number {
  const record = recordOf(layer);
  return record.flops(layer, shape) + listFlops(record.inner?.(layer) ?? [], shape);
}

function listFlops(layers: readonly Layer[], start: Shape): number {
  let shape = start;
  let sum = 0;
  for (const layer of layers) {
    sum += layerFlops(layer, shape);
    shape = shapeAfter(layer, shape);
  }
  return sum;
}

/** Operations of one example going forward: 2 per multiply-add of all products. Norms, activations and moving numbers are left out. */
export function forwardFlops(network: Network): number {
  const { embedding, context, layers } = network;
  const told = embedding ? 2 * 2 * embedding.frequencies * embedding.width : 0;
  const attended = context ? listFlops(context.layers, { extent: [context.length], channels: context.channels }) : 0;
  return told + attended + listFlops(layers, inputShape(network));
}

/**
 * Operations of one example in training, counted as three times forward: the products of the forward pass, and as many for the
 * gradients of weights and of inputs.
 */
export function trainingFlops(network: Network): number {
  return 3 * forwardFlops(network);
}
