import { places } from '../shape';
import { uncounted, type LayerRecord } from './record';

/** Adds to every place a learned row of its own, so that attention can tell places apart. */
export interface Positions {
  readonly kind: 'positions';
  /** Places, and channels of each. */
  readonly count: number;
  readonly channels: number;
}

declare module '../description' {
  interface LayerKinds {
    readonly positions: Positions;
  }
}

export const positions: LayerRecord<Positions> = {
  shape({ count, channels }, shape, { expect }) {
    expect(places(shape) === count && shape.channels === channels, `${count} places of ${channels} channels`);
    return shape;
  },
  parameters: ({ count, channels }) => [
    { rows: count, columns: channels, start: 'uniform', fanIn: channels, matrix: true },
  ],
  flops: uncounted,
  forward({ count }, x, { ops, n, parameters: [table] }) {
    const ids = Int32Array.from({ length: n * count }, (_, i) => i % count);
    return {
      y: ops.add(x, ops.lookup(table, ids)),
      back(dy) {
        ops.lookupBack(table, ids, dy);
        return dy;
      },
    };
  },
  sketch: () => ({ label: 'positions' }),
};
