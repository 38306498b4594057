import type { Activation } from '../description';
import { uncounted, weightless, type LayerRecord } from './record';

/** A function of every number by itself. */
export interface ActivationLayer {
  readonly kind: 'activation';
  readonly function: Activation;
}

declare module '../description' {
  interface LayerKinds {
    readonly activation: ActivationLayer;
  }
}

export const activation: LayerRecord<ActivationLayer> = {
  shape: (_, shape) => shape,
  parameters: weightless,
  flops: uncounted,
  forward: ({ function: kind }, x, { ops }) => ({
    y: ops.activation(x, kind),
    back: (dy) => ops.activationBack(x, dy, kind),
  }),
  sketch: ({ function: label }) => ({ label }),
};
