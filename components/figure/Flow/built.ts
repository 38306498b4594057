/** The figure of build time as it travels in the page. */
import { batch } from '../../../src/core/batch';
import type { BuiltPlane } from '../../../src/engine/kinds/plane/built';
import type { FieldRequest } from '../../../src/engine/kinds/plane/watch';
import { unpacked } from '../packed';
import type { Carried, Truth } from './exact';

export interface BuiltFlow {
  /** The run without its arrays. */
  readonly run: Omit<BuiltPlane, 'field'>;
  readonly field: FieldRequest & { readonly values: string };
  readonly path: string;
  readonly truth: Omit<Truth, 'velocity' | 'density'> & { readonly velocity: string; readonly density: string };
  readonly carried: Omit<Carried, 'states'> & { readonly states: string };
}

const doubles = (text: string) => Float64Array.from(unpacked(text));

export function builtTruth({ truth }: BuiltFlow): Truth {
  return { ...truth, velocity: batch(doubles(truth.velocity), 2), density: doubles(truth.density) };
}

export function builtCarried({ carried }: BuiltFlow): Carried {
  return { ...carried, states: doubles(carried.states) };
}

/** The run as its snapshot is made of it. */
export function builtRun({ run, field, path }: BuiltFlow): BuiltPlane {
  const values = Array.from(unpacked(field.values));
  return { ...run, field: { ...field, values }, path: Array.from(unpacked(path)) };
}
