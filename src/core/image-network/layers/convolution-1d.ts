import { affineParameters } from './affine';
import type { LayerRecord } from './record';

/**
 * Convolution along a signal or sequence, zeros around: [length, from] to [ceil(length / stride), to], place i seeing `size` places from
 * i stride - floor((size - 1) / 2) on. `zero`: starts at zero.
 */
export interface Convolution1d {
  readonly kind: 'convolution-1d';
  readonly size: number;
  /** Default 1. */
  readonly stride?: 1 | 2;
  readonly from: number;
  readonly to: number;
  readonly zero?: boolean;
}

declare module '../description' {
  interface LayerKinds {
    readonly 'convolution-1d': Convolution1d;
  }
}

export const convolution1d: LayerRecord<Convolution1d> = {
  shape({ stride = 1, from, to }, { extent, channels }, { expect }) {
    expect(extent.length === 1 && channels === from, `a sequence of ${from} channels`);
    return { extent: [Math.ceil(extent[0] / stride)], channels: to };
  },
  parameters: ({ size, from, to, zero }) => affineParameters(size * from, to, zero ? 'zero' : 'uniform'),
  flops: ({ size, stride = 1, from, to }, { extent: [length] }) => 2 * Math.ceil(length / stride) * size * from * to,
  forward({ size: taps, stride = 1 }, x, { ops, shape, parameters: [w, b] }) {
    const along = { length: shape.extent[0], taps, stride };
    return {
      y: ops.convolution1d(x, w, b, along),
      back(dy, wantsInput) {
        ops.convolution1dWeights(x, dy, w, b, along);
        return wantsInput ? ops.convolution1dInput(dy, w, along) : undefined;
      },
    };
  },
  sketch: () => ({ label: '1-D convolution' }),
};
