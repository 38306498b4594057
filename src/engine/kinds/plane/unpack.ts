/** A run of build time as the snapshot that a worker would have sent. */
import { builtFacts } from '../../built';
import type { BuiltPlane } from './built';
import type { PlaneSnapshot } from './types';

export function unpackPlane(built: BuiltPlane): PlaneSnapshot {
  return {
    ...built,
    ...builtFacts,
    flopsPerStep: 0,
    loss: built.history.at(-1)?.loss ?? NaN,
    lossByLevel: Float64Array.from(built.lossByLevel),
    samples: Float64Array.from(built.samples),
    path: Float64Array.from(built.path ?? []),
    field: built.field && { ...built.field, values: Float64Array.from(built.field.values) },
    fields: (built.fields ?? []).map((field) => ({ ...field, values: Float64Array.from(field.values) })),
    precision: NaN,
    recall: NaN,
  };
}
