import type { ImageNetwork, Layer } from './description';

/** A picture, or with `side` 0 a flat row, on its way through a network. */
export interface Shape {
  readonly side: number;
  readonly channels: number;
}

export class NetworkShapeError extends RangeError {
  override readonly name = 'NetworkShapeError';
}

/** The shape after one layer. Throws `NetworkShapeError` where the layer does not take what it is given. */
export function shapeAfter(layer: Layer, shape: Shape): Shape {
  const expect = (fits: boolean, wanted: string) => {
    if (!fits) throw new NetworkShapeError(`${layer.kind} after ${said(shape)} (expected ${wanted})`);
  };
  switch (layer.kind) {
    case 'convolution':
      expect(shape.side > 0 && shape.channels === layer.from, `a picture of ${layer.from} channels`);
      return { side: shape.side, channels: layer.to };
    case 'linear':
      expect(shape.side === 0 && shape.channels === layer.from, `${layer.from} numbers`);
      return { side: 0, channels: layer.to };
    case 'norm':
    case 'film':
      expect(
        shape.channels === layer.channels && layer.channels % 4 === 0,
        `${layer.channels} channels, a multiple of 4`,
      );
      if (layer.kind === 'norm') expect(layer.channels % layer.groups === 0, `${layer.groups} equal groups`);
      return shape;
    case 'to-depth':
      expect(shape.side > 0 && shape.side % 2 === 0, 'a picture of an even side');
      return { side: shape.side / 2, channels: 4 * shape.channels };
    case 'to-space':
      expect(shape.side > 0 && shape.channels % 4 === 0, 'a picture of channels a multiple of 4');
      return { side: 2 * shape.side, channels: shape.channels / 4 };
    case 'pool':
      expect(shape.side > 1 && shape.channels % 4 === 0, 'a picture of channels a multiple of 4');
      return { side: Math.floor(shape.side / 2), channels: shape.channels };
    case 'flatten':
      expect(shape.side > 0, 'a picture');
      return { side: 0, channels: shape.side ** 2 * shape.channels };
    case 'picture':
      expect(
        shape.side === 0 && shape.channels === layer.side ** 2 * layer.channels,
        `${layer.side ** 2 * layer.channels} numbers`,
      );
      return { side: layer.side, channels: layer.channels };
    case 'residual': {
      const end = layer.inner.reduce((s, inner) => shapeAfter(inner, s), shape);
      expect(
        end.side === shape.side && end.channels === shape.channels,
        `inner layers that return it, not ${said(end)}`,
      );
      return shape;
    }
    case 'activation':
      return shape;
  }
}

/** The shape of a network's output; checks every layer on the way. */
export function outputShape({ side, channels, layers }: ImageNetwork): Shape {
  return layers.reduce<Shape>((shape, layer) => shapeAfter(layer, shape), { side, channels });
}

/** Pixels of a shape: 1 for a flat row. */
export function pixelsOf({ side }: Shape): number {
  return side === 0 ? 1 : side * side;
}

function said({ side, channels }: Shape): string {
  return side === 0 ? `${channels} numbers` : `${side} x ${side} x ${channels}`;
}
