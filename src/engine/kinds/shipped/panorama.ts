/** What may be asked of a strip wider than the network's pictures, as plain data with its check. */
import { stripRules, type StripRule } from '../../../core/inverse/strip';
import { windowsOf, type Windows } from '../../../core/inverse/windows';
import type { Backend } from '../../backends';
import { checkLabels, whole, within } from './checks';
import type { DigitJudgement } from './judgement';

/** Columns of a window, and of a strip at most. */
export const windowSide = 28;
export const widestStrip = 168;

export interface PanoramaSpec {
  /** Columns of the strip. */
  readonly width: number;
  /** Columns from one window to the next. */
  readonly stride: number;
  readonly rule: StripRule;
  /** Classes of equally wide regions from left to right, -1 for any. */
  readonly regions: readonly number[];
  /** w of Ho and Salimans 2022, eq. 6. */
  readonly guidance: number;
  readonly seed: number;
  /** Evaluations of the strip, by DPM-Solver++ (2M). */
  readonly steps: number;
}

export interface Panorama {
  /** Columns where windows begin, and the class that each was told. */
  readonly starts: readonly number[];
  readonly classes: readonly number[];
  readonly times: Float64Array;
  /** [28, width] each: x_t and the guess of x_0 that led there, in standard units; the first guess is x_t itself. */
  readonly states: readonly Float32Array[];
  readonly guesses: readonly Float32Array[];
  /** Of the finished strip's windows, one after the other. */
  readonly judgement: DigitJudgement;
  /** Windows that the network answered, those of guidance and of overlaps counted. */
  readonly asked: number;
  readonly backend: Backend;
  readonly milliseconds: number;
}

export interface PanoramaProgress {
  readonly step: number;
  /** [28, width] the guess, in standard units; the receiver's. */
  readonly guess: Float32Array;
  /** Share of the work that is done, 0 to 1. */
  readonly done: number;
}

export const stripWindows = ({ width, stride }: Pick<PanoramaSpec, 'width' | 'stride'>): Windows =>
  windowsOf(width, windowSide, stride);

export function checkPanoramaSpec({ width, stride, rule, regions, guidance, seed, steps }: PanoramaSpec): void {
  whole('width of the strip', width, windowSide, widestStrip);
  whole('stride', stride, 2, windowSide);
  if (!stripRules.includes(rule))
    throw new RangeError(`unknown rule: ${String(rule)} (expected ${stripRules.join(', ')})`);
  whole('number of regions', regions.length, 1, 12);
  checkLabels(regions, -1);
  within('guidance', guidance, -1, 20);
  whole('seed', seed, 0, 4_294_967_295);
  whole('steps', steps, 2, 100);
}
