/**
 * Wide strips of a model of square pictures: which window is told what, and how their answers are made one. Everything here is told a way to make a denoiser of
 * windows, and knows no network.
 */
import type { Denoiser } from '../denoiser';
import { besidePaper, collage } from './collage';
import { overWindows, taperedWeights, type Windows } from './windows';

/**
 * How the answers of windows that overlap are made one: their mean (Bar-Tal et al. 2023), weighed towards each window's middle (Barbero Jiménez 2023), or their sum less what
 * neighbours share (Zhang et al. 2023). `apart` is the control: windows that never hear of each other, cut where the next one's middle is nearer.
 */
export const stripRules = ['mean', 'tapered', 'collage', 'apart'] as const;
export type StripRule = (typeof stripRules)[number];

/** Of a pixel of no ink, and where the schedule stands at a time. */
export interface StripPaper {
  readonly paper: number;
  /** [side, side] standard normal numbers that are beside an overlap at all times. */
  readonly noise: Float64Array;
  readonly at: (t: number) => { readonly alpha: number; readonly sigma: number };
}

/**
 * The class that each window is told: that of the region of the strip in which its middle lies, the regions being equally wide. A window whose middle is within
 * `open` of a region's width of a border between regions is told none, -1.
 */
export function windowClasses({ length, window, starts }: Windows, regions: readonly number[], open = 0): number[] {
  const each = length / regions.length;
  return starts.map((start) => {
    const middle = (start + window / 2) / each;
    const border = Math.round(middle);
    const near = Math.abs(middle - border) <= open + 1e-9 && border > 0 && border < regions.length;
    return near ? -1 : regions[Math.min(regions.length - 1, Math.floor(middle))];
  });
}

/**
 * `rows` strips at once as one denoiser, by a rule that makes windows agree. `model` gives the denoiser of rows of windows that are told these classes.
 */
export function stripDenoiser(
  model: (classes: readonly number[]) => Denoiser,
  side: number,
  windows: Windows,
  {
    rule,
    classes,
    rows,
    paper,
  }: {
    readonly rule: Exclude<StripRule, 'apart'>;
    readonly classes: readonly number[];
    readonly rows: number;
    readonly paper: StripPaper;
  },
): Denoiser {
  const all = (one: readonly number[]) => Array.from({ length: rows }, () => one).flat();
  const told = model(all(classes));
  if (rule === 'collage') {
    return collage(
      told,
      (width) => {
        // What windows share is told the class that both are told, or none.
        const between = windows.starts.slice(1).flatMap((start, i) => {
          const shared = windows.starts[i] + windows.window - start;
          return shared === width ? [classes[i] === classes[i + 1] ? classes[i] : -1] : [];
        });
        return besidePaper(model(all(between)), { height: side, window: side, width, ...paper });
      },
      side,
      windows,
    );
  }
  return overWindows(told, side, windows, rule === 'tapered' ? taperedWeights(side) : undefined);
}

/** For each column the window whose middle is nearest, and the column there: how strips of windows that are apart are cut. */
export function nearestWindows({ length, window, starts }: Windows): readonly { window: number; column: number }[] {
  return Array.from({ length }, (_, j) => {
    const off = (w: number) => Math.abs(starts[w] + (window - 1) / 2 - j);
    let best = 0;
    starts.forEach((_start, w) => (best = off(w) < off(best) - 1e-9 ? w : best));
    return { window: best, column: j - starts[best] };
  });
}

/** Pictures of the windows [windows, side x side] of one strip, cut and laid side by side. */
export function laid(pictures: ArrayLike<number>, side: number, windows: Windows, out: Float64Array): Float64Array {
  const { length } = windows;
  nearestWindows(windows).forEach(({ window, column }, j) => {
    for (let i = 0; i < side; i++) out[i * length + j] = pictures[(window * side + i) * side + column];
  });
  return out;
}

/** The windows [windows, side x side] of a strip. */
export function cutWindows(strip: ArrayLike<number>, side: number, { length, starts }: Windows): Float64Array {
  const out = new Float64Array(starts.length * side * side);
  starts.forEach((start, w) => {
    for (let i = 0; i < side; i++)
      for (let k = 0; k < side; k++) out[(w * side + i) * side + k] = strip[i * length + start + k];
  });
  return out;
}
