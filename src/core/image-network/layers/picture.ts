import { uncounted, weightless, type LayerRecord } from './record';
import { reshaped } from './reshaped';

/** A flat row as a square picture. */
export interface Picture {
  readonly kind: 'picture';
  readonly side: number;
  readonly channels: number;
}

declare module '../description' {
  interface LayerKinds {
    readonly picture: Picture;
  }
}

export const picture: LayerRecord<Picture> = {
  shape({ side, channels }, shape, { expect }) {
    const numbers = side ** 2 * channels;
    expect(shape.extent.length === 0 && shape.channels === numbers, `${numbers} numbers`);
    return { extent: [side, side], channels };
  },
  parameters: weightless,
  flops: uncounted,
  forward: (_, x, running) => reshaped(x, running),
  sketch: () => ({ label: 'picture' }),
};
