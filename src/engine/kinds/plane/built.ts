/** A run of build time as numbers that travel inside a page. */
import type { FieldRequest } from './watch';

export interface BuiltPlane {
  readonly step: number;
  readonly parameters: number;
  readonly samples: readonly number[];
  readonly energyDistance: number;
  readonly modesCovered: number;
  readonly modes: number;
  readonly between: number;
  readonly lossByLevel: readonly number[];
  readonly history: readonly { readonly step: number; readonly loss: number }[];
  readonly field: BuiltField | null;
  readonly fields?: readonly BuiltField[];
  /** States on the way to the samples, where they were watched. */
  readonly path?: readonly number[];
}

export type BuiltField = FieldRequest & { readonly values: readonly number[] };
