import type { Layer, LayerKind, LayerKinds } from '../description';
import type { LayerRecord } from './record';
import * as table from './table';

/** A record for every kind of layer that a description may hold: one that is missing, or does not say what it costs, does not compile. */
export type LayerTable = { readonly [K in LayerKind]: LayerRecord<LayerKinds[K]> };

export const layers: LayerTable = table;

/** The record of a layer's kind. Throws `RangeError` for a kind that is none, as a file may name. */
export function recordOf(layer: Layer): LayerRecord<Layer> {
  const record = layers[layer.kind] as LayerRecord<Layer> | undefined;
  if (!record) throw new RangeError(`layer of kind ${layer.kind} (expected ${Object.keys(layers).join(', ')})`);
  return record;
}
