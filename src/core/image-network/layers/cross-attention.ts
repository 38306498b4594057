import { places, said, sameShape, type Shape } from '../shape';
import { affineParameters } from './affine';
import { attend } from './attend';
import type { LayerRecord } from './record';

/**
 * Attention to the network's context (Vaswani et al. 2017; Rombach et al. 2022 for diffusion): queries from every place, keys and values from
 * those of the context that its mask lets be seen. `zero`: the last map starts at zero.
 */
export interface CrossAttention {
  readonly kind: 'cross-attention';
  readonly channels: number;
  readonly heads: number;
  /** The context as it is attended to. */
  readonly context: { readonly length: number; readonly channels: number };
  readonly zero?: boolean;
}

declare module '../description' {
  interface LayerKinds {
    readonly 'cross-attention': CrossAttention;
  }
}

export const crossAttention: LayerRecord<CrossAttention> = {
  shape({ channels, heads }, shape, { expect }) {
    expect(shape.channels === channels, `places of ${channels} channels`);
    expect(channels % heads === 0, `channels in ${heads} equal heads`);
    return shape;
  },
  parameters: ({ channels, context, zero }) => [
    ...affineParameters(channels, channels, 'uniform'),
    ...affineParameters(context.channels, channels, 'uniform'),
    ...affineParameters(context.channels, channels, 'uniform'),
    ...affineParameters(channels, channels, zero ? 'zero' : 'uniform'),
  ],
  /** Maps to queries and from what was found, to keys and values; every query times every key, and as much for the values. */
  flops({ channels, context }, shape) {
    const rows = places(shape);
    return (
      2 * 2 * rows * channels ** 2 +
      2 * 2 * context.length * context.channels * channels +
      2 * 2 * rows * context.length * channels
    );
  },
  forward({ heads, context: { length, channels } }, x, running) {
    const { ops, n, parameters } = running;
    const told = running.context();
    const wanted: Shape = { extent: [length], channels };
    if (!sameShape(told.shape, wanted))
      throw new RangeError(`cross-attention to a context of ${said(told.shape)} (expected ${said(wanted)})`);
    const step = attend(ops, x, told.y, parameters, { n, heads, mask: told.mask });
    running.attended?.(step.weights);
    return {
      y: step.y,
      back(dy) {
        const { dx, dcontext } = step.back(dy);
        told.gather(dcontext);
        return dx;
      },
    };
  },
  sketch: () => ({ label: 'cross-attention' }),
};
