/** What was learned when the page was built, small enough to travel in it. */
import type { BuiltPlane } from '../../../src/engine/kinds/plane/built';
import { unpacked } from '../packed';
import type { MeanErrors } from './fields';

export interface BuiltField {
  readonly run: Omit<BuiltPlane, 'field' | 'fields'>;
  readonly t: number;
  readonly size: number;
  readonly extent: number;
  /** The guesses on the map's grid: 32-bit floats in base64. */
  readonly values: string;
  readonly curve: readonly MeanErrors[];
}

/** The run of build time as `createPlaneRun` takes it. */
export function unpackedRun({ run, t, size, extent, values }: BuiltField): BuiltPlane {
  return { ...run, field: { t, size, extent, values: Array.from(unpacked(values)) } };
}
