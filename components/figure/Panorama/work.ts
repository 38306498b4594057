/** What the figure asks for and gets: a strip by each rule, from the same noise, with all its guesses and what the judge reads. */
import { greyOf } from '../../../src/core/image-network/pixels';
import { columnChanges, cutBorders, seamRatio } from '../../../src/core/metric/seams';
import { nearestWindows } from '../../../src/core/inverse/strip';
import type { Panorama, PanoramaProgress, PanoramaSpec } from '../../../src/engine/kinds/shipped/panorama';
import { toBytes, toText } from '../bytes';
import {
  request,
  steps,
  stripRules,
  stripsKey,
  windowSide,
  windowsOfStrip,
  type PanoramaSettings,
  type StripRule,
} from './state';

/** What the judge reads in each window of a finished strip. */
export interface Reading {
  readonly classes: readonly number[];
  /** Its probability of that class. */
  readonly sureness: readonly number[];
}

export interface Strip {
  /** [28, width] the guess after each step, 255 for ink. */
  readonly guesses: readonly Uint8Array[];
  /** Null while it is made. */
  readonly reading: Reading | null;
}

export interface Shown {
  /** Of the settings that these are strips of. */
  readonly key: string;
  readonly settings: PanoramaSettings;
  readonly strips: { readonly [R in StripRule]: Strip | null };
}

export type Ask = (spec: PanoramaSpec, onProgress?: (progress: PanoramaProgress) => void) => Promise<Panorama>;

const none: Shown['strips'] = { mean: null, tapered: null, collage: null, apart: null };

/** The rule that is looked at first, then the others. `still`: nothing is told of a strip before it is finished. */
export async function follow(
  s: PanoramaSettings,
  ask: Ask,
  tell: (shown: Shown) => void,
  still = false,
): Promise<void> {
  const key = stripsKey(s);
  let strips = none;
  const put = (rule: StripRule, strip: Strip) => {
    strips = { ...strips, [rule]: strip };
    tell({ key, settings: s, strips });
  };
  for (const rule of [s.rule, ...stripRules.filter((one) => one !== s.rule)]) {
    let guesses: readonly Uint8Array[] = [];
    const answer = await ask(request(s, rule), ({ step, guess }) => {
      if (still || step === 0) return;
      guesses = [...guesses, greyOf(guess)];
      put(rule, { guesses, reading: null });
    });
    const { classes, logProbabilities } = answer.judgement;
    put(rule, {
      guesses: answer.guesses.slice(1).map((guess) => greyOf(guess)),
      reading: {
        classes: Array.from(classes),
        sureness: Array.from(classes, (c, i) => Math.exp(logProbabilities[10 * i + c])),
      },
    });
  }
}

/** All of it: when the page is built. */
export async function shownAtOnce(s: PanoramaSettings, ask: Ask): Promise<Shown> {
  let all: Shown | null = null;
  await follow(s, ask, (shown) => (all = shown), true);
  if (!all) throw new Error('no strip was told (expected one a rule)');
  return all;
}

/** The guess at a step; while a strip is made its newest, null where there is none yet. */
export function guessAt(strip: Strip | null, step: number): Uint8Array | null {
  if (!strip || strip.guesses.length === 0) return null;
  return strip.guesses[Math.min(step, strip.guesses.length) - 1];
}

export interface Measures {
  /** Mean ink of a pixel, 0 to 1. */
  readonly ink: number;
  /** Change of ink from column to column where another window is the nearest, over the change elsewhere; NaN where there is one window or nothing changes. */
  readonly seam: number;
  readonly changes: Float64Array;
  /** The columns after which another window is the nearest. */
  readonly borders: readonly number[];
}

/** The columns after which another window is the nearest: where strips of windows that are apart are cut. */
export const bordersOf = (s: PanoramaSettings): readonly number[] => cutBorders(nearestWindows(windowsOfStrip(s)));

export function measuresOf(s: PanoramaSettings, grey: Uint8Array): Measures {
  const ink = Float64Array.from(grey, (v) => v / 255);
  const changes = columnChanges(ink, windowSide);
  const borders = bordersOf(s);
  return {
    ink: ink.reduce((sum, v) => sum + v, 0) / ink.length,
    seam: seamRatio([changes], borders),
    changes,
    borders,
  };
}

/** What travels in the page: strips in base64, each [steps, 28, width]. */
export type BuiltPanorama = { readonly [R in StripRule]: { readonly grey: string; readonly reading: Reading } };

export function built({ strips }: Shown): BuiltPanorama {
  return Object.fromEntries(
    stripRules.map((rule) => {
      const strip = strips[rule];
      if (!strip?.reading) throw new Error(`the strip by ${rule} in the making (expected it done)`);
      const { guesses, reading } = strip;
      const all = new Uint8Array(guesses.length * guesses[0].length);
      guesses.forEach((guess, k) => all.set(guess, k * guess.length));
      const sureness = reading.sureness.map((v) => Number(v.toFixed(3)));
      return [rule, { grey: toText(all), reading: { ...reading, sureness } }];
    }),
  ) as unknown as BuiltPanorama;
}

export function fromBuilt(s: PanoramaSettings, page: BuiltPanorama): Shown {
  const strips = Object.fromEntries(
    stripRules.map((rule) => {
      const all = toBytes(page[rule].grey);
      const size = all.length / steps;
      const guesses = Array.from({ length: steps }, (_, k) => all.subarray(k * size, (k + 1) * size));
      return [rule, { guesses, reading: page[rule].reading }];
    }),
  ) as unknown as Shown['strips'];
  return { key: stripsKey(s), settings: s, strips };
}
