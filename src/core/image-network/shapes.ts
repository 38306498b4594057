import { inputShape, type Layer, type Network } from './description';
import { recordOf } from './layers/index';
import { said, type Shape } from './shape';

export class NetworkShapeError extends RangeError {
  override readonly name = 'NetworkShapeError';
}

/** The shape after one layer. Throws `NetworkShapeError` where the layer does not take what it is given. */
export function shapeAfter(layer: Layer, shape: Shape): Shape {
  return recordOf(layer).shape(layer, shape, {
    expect(fits, wanted) {
      if (!fits) throw new NetworkShapeError(`${layer.kind} after ${said(shape)} (expected ${wanted})`);
    },
    through: shapeThrough,
  });
}

/** The shape after all of these layers. */
export function shapeThrough(layers: readonly Layer[], shape: Shape): Shape {
  return layers.reduce((before, layer) => shapeAfter(layer, before), shape);
}

/** The shape of a network's output; checks every layer on the way, the context's too. */
export function outputShape(network: Network): Shape {
  contextShape(network);
  return shapeThrough(network.layers, inputShape(network));
}

/** The context as it is attended to; undefined where there is none. */
export function contextShape({ context }: Network): Shape | undefined {
  return context && shapeThrough(context.layers, { extent: [context.length], channels: context.channels });
}
