/** What was learned when the page was built, small enough to travel in it. */
import type { BuiltRun } from '../../../src/engine/prerender';
import type { MeanErrors } from './fields';

export interface BuiltField {
  readonly run: Omit<BuiltRun, 'field' | 'fields'>;
  readonly t: number;
  readonly size: number;
  readonly extent: number;
  /** The guesses on the map's grid: 32-bit floats in base64. */
  readonly values: string;
  readonly curve: readonly MeanErrors[];
}

export function packed(values: ArrayLike<number>): string {
  const bytes = new Uint8Array(Float32Array.from(values).buffer);
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

export function unpacked(text: string): number[] {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  return Array.from(new Float32Array(bytes.buffer));
}

/** The run of build time as `createTraining` takes it. */
export function unpackedRun({ run, t, size, extent, values }: BuiltField): BuiltRun {
  return { ...run, field: { t, size, extent, values: unpacked(values) } };
}
