/** A run of build time as the snapshot that a worker would have sent. */
import { nothingSpent } from '../../race';
import type { BuiltPlane } from './built';
import type { PlaneSnapshot } from './types';

export function unpackPlane(built: BuiltPlane): PlaneSnapshot {
  return {
    ...built,
    run: 'built',
    number: 0,
    status: 'paused',
    backend: null,
    reason: 'trained when the page was built',
    stepsPerSecond: 0,
    flopsPerStep: 0,
    loss: built.history.at(-1)?.loss ?? NaN,
    lossByLevel: Float64Array.from(built.lossByLevel),
    samples: Float64Array.from(built.samples),
    path: new Float64Array(0),
    field: built.field && { ...built.field, values: Float64Array.from(built.field.values) },
    fields: (built.fields ?? []).map((field) => ({ ...field, values: Float64Array.from(field.values) })),
    checkpoint: null,
    spent: nothingSpent,
    precision: NaN,
    recall: NaN,
  };
}
