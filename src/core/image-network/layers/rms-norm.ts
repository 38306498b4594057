import type { LayerRecord } from './record';
import { normed, normFlops, normParameters, normShape } from './row-norm';

/**
 * Root mean square normalisation (Zhang and Sennrich 2019): every place's channels over the root of their mean square, with a gain per channel.
 * `embedding` as in `layer-norm`.
 */
export interface RmsNorm {
  readonly kind: 'rms-norm';
  readonly channels: number;
  readonly embedding?: number;
}

declare module '../description' {
  interface LayerKinds {
    readonly 'rms-norm': RmsNorm;
  }
}

export const rmsNorm: LayerRecord<RmsNorm> = {
  shape: normShape,
  parameters: (layer) => normParameters(layer, 'rms'),
  flops: normFlops,
  forward: (layer, x, running) => normed(layer, x, running, 'rms'),
  sketch: () => ({ label: 'RMS norm' }),
};
