import { places, said, sameShape, type Shape } from '../shape';
import { affine, affineParameters } from './affine';
import type { LayerRecord } from './record';

/**
 * x (1 + a) + b, channel by channel, with a, b a linear function of the mean of the context's places, those alone that its mask lets be seen (Perez et al.
 * 2018, FiLM, told by a whole sentence at once): the plain way to tell a network a text, beside cross-attention. It starts at x.
 */
export interface ContextFilm {
  readonly kind: 'context-film';
  readonly channels: number;
  /** The context as it is read. */
  readonly context: { readonly length: number; readonly channels: number };
}

declare module '../description' {
  interface LayerKinds {
    readonly 'context-film': ContextFilm;
  }
}

export const contextFilm: LayerRecord<ContextFilm> = {
  shape({ channels }, shape, { expect }) {
    expect(shape.channels === channels && channels % 4 === 0, `${channels} channels, a multiple of 4`);
    return shape;
  },
  parameters: ({ context, channels }) => affineParameters(context.channels, 2 * channels, 'zero'),
  /** One query times every key, as much for the mean, and the map. */
  flops: ({ context, channels }) => 2 * 2 * context.length * context.channels + 2 * context.channels * 2 * channels,
  forward({ context: { length, channels } }, x, running) {
    const {
      ops,
      n,
      shape,
      parameters: [w, c],
    } = running;
    const told = running.context();
    const wanted: Shape = { extent: [length], channels };
    if (!sameShape(told.shape, wanted))
      throw new RangeError(`context-film of a context of ${said(told.shape)} (expected ${said(wanted)})`);
    // Attention that asks nothing finds the mean of all that may be seen.
    const asking = { n, heads: 1, mask: told.mask };
    const nothing = ops.put(new Float32Array(n * channels), n, channels);
    const mean = ops.attention(nothing, told.y, told.y, asking);
    const map = affine(ops, mean.y, w, c);
    const pixels = places(shape);
    return {
      y: ops.film(x, map.y, pixels),
      back(dy) {
        const { dx, dab } = ops.filmBack(x, map.y, dy, pixels);
        const atMean = map.back(dab, true) as typeof dab;
        // Keys were multiplied by nothing: no gradient comes through them.
        told.gather(ops.attentionBack(nothing, told.y, told.y, mean.kept, atMean, asking).dv);
        return dx;
      },
    };
  },
  sketch: () => ({ label: 'context film' }),
};
