import { planeOf } from '../shape';
import { uncounted, weightless, type LayerRecord } from './record';

/** Four channels become a square of 2 x 2 pixels: behind a convolution, sub-pixel up-sampling (Shi et al. 2016). */
export interface ToSpace {
  readonly kind: 'to-space';
}

declare module '../description' {
  interface LayerKinds {
    readonly 'to-space': ToSpace;
  }
}

export const toSpace: LayerRecord<ToSpace> = {
  shape(_, { extent, channels }, { expect }) {
    expect(extent.length === 2 && channels % 4 === 0, 'a picture of channels a multiple of 4');
    return { extent: extent.map((edge) => 2 * edge), channels: channels / 4 };
  },
  parameters: weightless,
  flops: uncounted,
  forward: (_, x, { ops, shape, after }) => ({
    y: ops.toSpace(x, planeOf(shape), 2),
    back: (dy) => ops.toDepth(dy, planeOf(after), 2),
  }),
  sketch: () => ({ label: 'unfold', names: true }),
};
