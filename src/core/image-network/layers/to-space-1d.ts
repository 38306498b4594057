import { uncounted, weightless, type LayerRecord } from './record';
import { reshaped } from './reshaped';

/** Each place's channels, in `factor` equal parts, become as many places: behind a convolution, sub-pixel up-sampling of signals. */
export interface ToSpace1d {
  readonly kind: 'to-space-1d';
  readonly factor: number;
}

declare module '../description' {
  interface LayerKinds {
    readonly 'to-space-1d': ToSpace1d;
  }
}

export const toSpace1d: LayerRecord<ToSpace1d> = {
  shape({ factor }, { extent, channels }, { expect }) {
    expect(extent.length === 1 && channels % factor === 0, `a sequence of channels in ${factor} equal parts`);
    return { extent: [extent[0] * factor], channels: channels / factor };
  },
  parameters: weightless,
  flops: uncounted,
  forward: (_, x, running) => reshaped(x, running),
  sketch: () => ({ label: 'unfold', names: true }),
};
