import { planeOf } from '../shape';
import { uncounted, weightless, type LayerRecord } from './record';

/** `factor`^2 channels (default four) become a square of `factor` x `factor` pixels: behind a convolution, sub-pixel up-sampling (Shi et al. 2016). */
export interface ToSpace {
  readonly kind: 'to-space';
  readonly factor?: number;
}

declare module '../description' {
  interface LayerKinds {
    readonly 'to-space': ToSpace;
  }
}

export const toSpace: LayerRecord<ToSpace> = {
  shape({ factor = 2 }, { extent, channels }, { expect }) {
    expect(extent.length === 2 && channels % factor ** 2 === 0, `a picture of channels a multiple of ${factor ** 2}`);
    return { extent: extent.map((edge) => factor * edge), channels: channels / factor ** 2 };
  },
  parameters: weightless,
  flops: uncounted,
  forward: ({ factor = 2 }, x, { ops, shape, after }) => ({
    y: ops.toSpace(x, planeOf(shape), factor),
    back: (dy) => ops.toDepth(dy, planeOf(after), factor),
  }),
  sketch: () => ({ label: 'unfold', names: true }),
};
