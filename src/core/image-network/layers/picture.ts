import { numbersIn } from '../shape';
import { uncounted, weightless, type LayerRecord } from './record';
import { reshaped } from './reshaped';

/** A flat row as a picture: square, or of another `extent`, [height, width]. */
export type Picture = {
  readonly kind: 'picture';
  readonly channels: number;
} & ({ readonly side: number } | { readonly extent: readonly [number, number] });

declare module '../description' {
  interface LayerKinds {
    readonly picture: Picture;
  }
}

export const picture: LayerRecord<Picture> = {
  shape(layer, shape, { expect }) {
    const { channels } = layer;
    const extent = 'side' in layer ? [layer.side, layer.side] : layer.extent;
    const numbers = numbersIn({ extent, channels });
    expect(shape.extent.length === 0 && shape.channels === numbers, `${numbers} numbers`);
    return { extent, channels };
  },
  parameters: weightless,
  flops: uncounted,
  forward: (_, x, running) => reshaped(x, running),
  sketch: () => ({ label: 'picture' }),
};
