import { uncounted, weightless, type LayerRecord } from './record';
import { reshaped } from './reshaped';

/** Each `factor` places of a sequence, one after the other, become one with all their channels. */
export interface ToDepth1d {
  readonly kind: 'to-depth-1d';
  readonly factor: number;
}

declare module '../description' {
  interface LayerKinds {
    readonly 'to-depth-1d': ToDepth1d;
  }
}

export const toDepth1d: LayerRecord<ToDepth1d> = {
  shape({ factor }, { extent, channels }, { expect }) {
    expect(extent.length === 1 && extent[0] % factor === 0, `a sequence of a length in parts of ${factor}`);
    return { extent: [extent[0] / factor], channels: channels * factor };
  },
  parameters: weightless,
  flops: uncounted,
  forward: (_, x, running) => reshaped(x, running),
  sketch: () => ({ label: 'fold', names: true }),
};
