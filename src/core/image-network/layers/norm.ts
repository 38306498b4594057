import { places } from '../shape';
import { uncounted, type LayerRecord } from './record';

/** Group normalisation (Wu and He 2018) with a gain and a bias per channel. */
export interface Norm {
  readonly kind: 'norm';
  readonly channels: number;
  readonly groups: number;
}

declare module '../description' {
  interface LayerKinds {
    readonly norm: Norm;
  }
}

export const norm: LayerRecord<Norm> = {
  shape({ channels, groups }, shape, { expect }) {
    expect(shape.channels === channels && channels % 4 === 0, `${channels} channels, a multiple of 4`);
    expect(channels % groups === 0, `${groups} equal groups`);
    return shape;
  },
  parameters: ({ channels }) => [
    { rows: 1, columns: channels, start: 'one', fanIn: 1, matrix: false },
    { rows: 1, columns: channels, start: 'zero', fanIn: 1, matrix: false },
  ],
  flops: uncounted,
  forward({ groups }, x, { ops, shape, parameters: [gain, bias] }) {
    const pixels = places(shape);
    const { y, kept } = ops.norm(x, gain, bias, groups, pixels);
    return { y, back: (dy) => ops.normBack(x, kept, dy, gain, bias, groups, pixels) };
  },
  sketch: () => ({ label: 'norm' }),
};
