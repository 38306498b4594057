/** The figure of build time as it travels in the page. */
import type { BuiltPlane } from '../../../src/engine/kinds/plane/built';
import type { FieldRequest } from '../../../src/engine/kinds/plane/watch';
import { unpacked } from '../packed';
import type { Built as BuiltSamples } from './samples';

export interface BuiltDSlider {
  readonly exact: BuiltSamples;
  readonly distances: readonly number[];
  /** What a network has learned, without its arrays. */
  readonly run: Omit<BuiltPlane, 'field'>;
  readonly field: FieldRequest & { readonly values: string };
  readonly samples: string;
}

/** The run as its snapshot is made of it. */
export function builtRun({ run, field, samples }: BuiltDSlider): BuiltPlane {
  const numbers = (text: string) => Array.from(unpacked(text));
  return { ...run, samples: numbers(samples), field: { ...field, values: numbers(field.values) } };
}
