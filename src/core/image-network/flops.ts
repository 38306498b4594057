import type { ImageNetwork, Layer } from './description';
import { pixelsOf, shapeAfter, type Shape } from './shapes';

/** Floating-point operations of one layer's products for one picture: a multiplication and an addition for each weight and place. */
export function layerFlops(layer: Layer, shape: Shape): number {
  switch (layer.kind) {
    case 'convolution':
      return 2 * pixelsOf(shape) * layer.size ** 2 * layer.from * layer.to;
    case 'linear':
      return 2 * layer.from * layer.to;
    case 'film':
      return 2 * layer.embedding * 2 * layer.channels;
    case 'residual':
      return listFlops(layer.inner, shape);
    default:
      return 0;
  }
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

/** Operations of one picture going forward: 2 per multiply-add of all products. Norms, activations and moving numbers are left out. */
export function forwardFlops({ side, channels, embedding, layers }: ImageNetwork): number {
  const told = embedding ? 2 * 2 * embedding.frequencies * embedding.width : 0;
  return told + listFlops(layers, { side, channels });
}

/**
 * Operations of one picture in training, counted as three times forward: the products of the forward pass, and as many for the
 * gradients of weights and of inputs.
 */
export function trainingFlops(network: ImageNetwork): number {
  return 3 * forwardFlops(network);
}
