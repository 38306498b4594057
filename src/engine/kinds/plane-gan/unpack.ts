/** A game of build time as the snapshot that a worker would have sent. */
import { builtFacts } from '../../built';
import { nothingSpent } from '../../race';
import type { BuiltPlaneGan } from './built';
import type { PlaneGanSnapshot } from './types';

export function unpackPlaneGan({ history: _history, ...built }: BuiltPlaneGan): PlaneGanSnapshot {
  return {
    ...built,
    ...builtFacts,
    loss: built.losses.generator,
    spent: { ...nothingSpent, ...built.spent },
    samples: Float64Array.from(built.samples),
    pull: Float64Array.from(built.pull),
    counts: Int32Array.from(built.counts),
    field: built.field && { ...built.field, values: Float64Array.from(built.field.values) },
  };
}
