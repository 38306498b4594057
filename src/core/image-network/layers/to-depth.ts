import { planeOf } from '../shape';
import { uncounted, weightless, type LayerRecord } from './record';

/** Each square of `factor` x `factor` pixels (default 2) becomes one pixel with all their channels. */
export interface ToDepth {
  readonly kind: 'to-depth';
  readonly factor?: number;
}

declare module '../description' {
  interface LayerKinds {
    readonly 'to-depth': ToDepth;
  }
}

export const toDepth: LayerRecord<ToDepth> = {
  shape({ factor = 2 }, { extent, channels }, { expect }) {
    expect(
      extent.length === 2 && extent.every((edge) => edge % factor === 0),
      factor === 2 ? 'a picture of an even side' : `a picture of sides in parts of ${factor}`,
    );
    return { extent: extent.map((edge) => edge / factor), channels: factor ** 2 * channels };
  },
  parameters: weightless,
  flops: uncounted,
  forward: ({ factor = 2 }, x, { ops, shape, after }) => ({
    y: ops.toDepth(x, planeOf(shape), factor),
    back: (dy) => ops.toSpace(dy, planeOf(after), factor),
  }),
  sketch: () => ({ label: 'fold', names: true }),
};
