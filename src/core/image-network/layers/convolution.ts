import { places, planeOf } from '../shape';
import { affine, affineParameters } from './affine';
import type { LayerRecord } from './record';

/** 3 x 3 convolution with zeros around, or 1 x 1: every place by itself. `zero`: starts at zero, so that what it is added to passes unchanged. */
export interface Convolution {
  readonly kind: 'convolution';
  readonly size: 1 | 3;
  readonly from: number;
  readonly to: number;
  readonly zero?: boolean;
}

declare module '../description' {
  interface LayerKinds {
    readonly convolution: Convolution;
  }
}

export const convolution: LayerRecord<Convolution> = {
  shape({ size, from, to }, { extent, channels }, { expect }) {
    expect(
      channels === from && (size === 1 ? extent.length > 0 : extent.length === 2),
      `a picture of ${from} channels`,
    );
    return { extent, channels: to };
  },
  parameters: ({ size, from, to, zero }) => affineParameters(size ** 2 * from, to, zero ? 'zero' : 'uniform'),
  flops: ({ size, from, to }, shape) => 2 * places(shape) * size ** 2 * from * to,
  forward({ size }, x, { ops, shape, parameters: [w, b] }) {
    if (size === 1) return affine(ops, x, w, b);
    const plane = planeOf(shape);
    return {
      y: ops.convolution(x, w, b, plane),
      back(dy, wantsInput) {
        ops.convolutionWeights(x, dy, w, b, plane);
        return wantsInput ? ops.convolutionInput(dy, w, plane) : undefined;
      },
    };
  },
  sketch: () => ({ label: 'convolution' }),
};
