import { places } from '../shape';
import { affineParameters } from './affine';
import { attend } from './attend';
import type { LayerRecord } from './record';

/**
 * Self-attention of several heads (Vaswani et al. 2017, section 3.2): every place asks every place of its own example. Linear maps to queries,
 * keys and values, and from what the heads found back. `zero`: the last map starts at zero. In a context, places that its mask leaves out
 * are not seen.
 */
export interface SelfAttention {
  readonly kind: 'attention';
  readonly channels: number;
  readonly heads: number;
  readonly zero?: boolean;
}

declare module '../description' {
  interface LayerKinds {
    readonly attention: SelfAttention;
  }
}

export const attention: LayerRecord<SelfAttention> = {
  shape({ channels, heads }, shape, { expect }) {
    expect(shape.extent.length > 0 && shape.channels === channels, `places of ${channels} channels`);
    expect(channels % heads === 0, `channels in ${heads} equal heads`);
    return shape;
  },
  parameters: ({ channels, zero }) => [
    ...[1, 2, 3].flatMap(() => affineParameters(channels, channels, 'uniform')),
    ...affineParameters(channels, channels, zero ? 'zero' : 'uniform'),
  ],
  /** Four maps at every place; every query times every key, and as much for the values. */
  flops({ channels }, shape) {
    const rows = places(shape);
    return 4 * 2 * rows * channels ** 2 + 2 * 2 * rows * rows * channels;
  },
  forward({ heads }, x, running) {
    const { ops, n, parameters, mask } = running;
    const step = attend(ops, x, x, parameters, { n, heads, mask });
    running.attended?.(step.weights);
    return {
      y: step.y,
      back(dy) {
        const { dx, dcontext } = step.back(dy);
        return ops.add(dx, dcontext);
      },
    };
  },
  sketch: () => ({ label: 'attention' }),
};
