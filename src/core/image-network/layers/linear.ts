import { affine, affineParameters } from './affine';
import type { LayerRecord } from './record';

/** y = x W + b on flat rows. */
export interface Linear {
  readonly kind: 'linear';
  readonly from: number;
  readonly to: number;
  readonly zero?: boolean;
}

declare module '../description' {
  interface LayerKinds {
    readonly linear: Linear;
  }
}

export const linear: LayerRecord<Linear> = {
  shape({ from, to }, { extent, channels }, { expect }) {
    expect(extent.length === 0 && channels === from, `${from} numbers`);
    return { extent, channels: to };
  },
  parameters: ({ from, to, zero }) => affineParameters(from, to, zero ? 'zero' : 'uniform'),
  flops: ({ from, to }) => 2 * from * to,
  forward: (_, x, { ops, parameters: [w, b] }) => affine(ops, x, w, b),
  sketch: () => ({ label: 'linear' }),
};
