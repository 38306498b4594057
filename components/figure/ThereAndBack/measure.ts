/** What the figure measures of pictures in grey levels. */
import { measures } from '../../../src/core/caption/instruments';
import { onPaper } from '../../../src/core/caption/paper';
import { digitPixels, digitSide } from '../../../src/core/data/digits';

/** Root mean square difference of a pixel, ink from 0 to 1. */
export function apart(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] - b[i]) / 255) ** 2;
  return Math.sqrt(sum / a.length);
}

/** Thickness in pixels, or slant in columns to the right for each row up, of each picture; null where there is no ink. */
export function measured(grey: Uint8Array, what: 'thickness' | 'slant'): readonly (number | null)[] {
  const ink = onPaper({ data: Float64Array.from(grey, (v) => v / 255), dim: digitPixels });
  return Array.from(measures(ink, digitSide)[what], (v) => (Number.isFinite(v) ? v : null));
}
