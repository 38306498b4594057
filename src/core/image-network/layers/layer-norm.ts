import type { LayerRecord } from './record';
import { normed, normFlops, normParameters, normShape } from './row-norm';

/**
 * Layer normalisation (Ba et al. 2016): every place's channels less their mean, over their deviation, with a gain and a bias per channel.
 * With `embedding`, the embedding's width, these are x (1 + a) + b with a, b a linear function of the embedding, which starts at zero (Peebles
 * and Xie 2023, adaptive layer norm).
 */
export interface LayerNorm {
  readonly kind: 'layer-norm';
  readonly channels: number;
  readonly embedding?: number;
}

declare module '../description' {
  interface LayerKinds {
    readonly 'layer-norm': LayerNorm;
  }
}

export const layerNorm: LayerRecord<LayerNorm> = {
  shape: normShape,
  parameters: (layer) => normParameters(layer, 'layer'),
  flops: normFlops,
  forward: (layer, x, running) => normed(layer, x, running, 'layer'),
  sketch: () => ({ label: 'layer norm' }),
};
