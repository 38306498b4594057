import { affineParameters } from './affine';
import { modulated } from './modulated';
import type { LayerRecord } from './record';

/** x (1 + a) + b with a, b a linear function of the embedding (Perez et al. 2018, FiLM). */
export interface Film {
  readonly kind: 'film';
  readonly channels: number;
  readonly embedding: number;
}

declare module '../description' {
  interface LayerKinds {
    readonly film: Film;
  }
}

export const film: LayerRecord<Film> = {
  shape({ channels }, shape, { expect }) {
    expect(shape.channels === channels && channels % 4 === 0, `${channels} channels, a multiple of 4`);
    return shape;
  },
  parameters: ({ embedding, channels }) => affineParameters(embedding, 2 * channels, 'uniform'),
  flops: ({ embedding, channels }) => 2 * embedding * 2 * channels,
  forward: (_, x, running) => modulated(x, running, running.parameters),
  sketch: () => ({ label: 'film' }),
};
