/** A game of build time as the snapshot that a worker would have sent. */
import { nothingSpent } from '../../race';
import type { BuiltPlaneGan } from './built';
import type { PlaneGanSnapshot } from './types';

export function unpackPlaneGan({ history: _history, ...built }: BuiltPlaneGan): PlaneGanSnapshot {
  return {
    ...built,
    run: 'built',
    number: 0,
    status: 'paused',
    backend: null,
    reason: 'trained when the page was built',
    stepsPerSecond: 0,
    loss: built.losses.generator,
    spent: { ...nothingSpent, ...built.spent },
    samples: Float64Array.from(built.samples),
    pull: Float64Array.from(built.pull),
    counts: Int32Array.from(built.counts),
    field: built.field && { ...built.field, values: Float64Array.from(built.field.values) },
    checkpoint: null,
  };
}
