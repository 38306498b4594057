import { numbersIn } from '../shape';
import { uncounted, weightless, type LayerRecord } from './record';
import { reshaped } from './reshaped';

/** All places of an example as one flat row. */
export interface Flatten {
  readonly kind: 'flatten';
}

declare module '../description' {
  interface LayerKinds {
    readonly flatten: Flatten;
  }
}

export const flatten: LayerRecord<Flatten> = {
  shape(_, shape, { expect }) {
    expect(shape.extent.length > 0, 'a picture');
    return { extent: [], channels: numbersIn(shape) };
  },
  parameters: weightless,
  flops: uncounted,
  forward: (_, x, running) => reshaped(x, running),
  sketch: () => ({ label: 'flatten' }),
};
