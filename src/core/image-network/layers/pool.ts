import { planeOf } from '../shape';
import { uncounted, weightless, type LayerRecord } from './record';

/** The greatest of each 2 x 2 pixels; an odd side loses its last row and column. */
export interface Pool {
  readonly kind: 'pool';
}

declare module '../description' {
  interface LayerKinds {
    readonly pool: Pool;
  }
}

export const pool: LayerRecord<Pool> = {
  shape(_, { extent, channels }, { expect }) {
    expect(
      extent.length === 2 && extent.every((edge) => edge > 1) && channels % 4 === 0,
      'a picture of channels a multiple of 4',
    );
    return { extent: extent.map((edge) => Math.floor(edge / 2)), channels };
  },
  parameters: weightless,
  flops: uncounted,
  forward(_, x, { ops, shape }) {
    const plane = planeOf(shape);
    const y = ops.pool(x, plane);
    return { y, back: (dy) => ops.poolBack(x, y, dy, plane) };
  },
  sketch: () => ({ label: 'pool' }),
};
