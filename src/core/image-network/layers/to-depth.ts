import { planeOf } from '../shape';
import { uncounted, weightless, type LayerRecord } from './record';

/** Each square of 2 x 2 pixels becomes one pixel with four times the channels. */
export interface ToDepth {
  readonly kind: 'to-depth';
}

declare module '../description' {
  interface LayerKinds {
    readonly 'to-depth': ToDepth;
  }
}

export const toDepth: LayerRecord<ToDepth> = {
  shape(_, { extent, channels }, { expect }) {
    expect(extent.length === 2 && extent.every((edge) => edge % 2 === 0), 'a picture of an even side');
    return { extent: extent.map((edge) => edge / 2), channels: 4 * channels };
  },
  parameters: weightless,
  flops: uncounted,
  forward: (_, x, { ops, shape, after }) => ({
    y: ops.toDepth(x, planeOf(shape), 2),
    back: (dy) => ops.toSpace(dy, planeOf(after), 2),
  }),
  sketch: () => ({ label: 'fold', names: true }),
};
