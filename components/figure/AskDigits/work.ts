/** What the figure asks for and measures, in the order in which it is wanted: the pictures, then the numbers of a hundred more. */
import { digitPixels } from '../../../src/core/data/digits';
import { greyOf } from '../../../src/core/image-network/pixels';
import { meanPairwiseDistance } from '../../../src/core/metric/index';
import type { DigitProgress, DigitSampleSpec, DigitsSampled } from '../../../src/engine/kinds/shipped/denoising';
import { toBytes, toText } from '../bytes';
import { crowd, measureKey, picturesKey, request, shownCount, weights, type AskDigitsSettings } from './state';

/** A hundred pictures in numbers. */
export interface Mark {
  readonly w: number;
  /** Share that the judge calls the digit asked for. */
  readonly agreement: number;
  /** Mean distance between two of them in the judge's features, that of real digits of the class being 1. */
  readonly diversity: number;
}

export interface Pictures {
  readonly key: string;
  readonly settings: AskDigitsSettings;
  /** Grey levels of all that are shown. */
  readonly grey: Uint8Array;
  /** Class by the judge, empty while they are made. */
  readonly classes: readonly number[];
  /** Share of the work that is done. */
  readonly done: number;
}

export interface Measured {
  readonly key: string;
  readonly settings: AskDigitsSettings;
  /** For guidance: in order of the weight, as far as done. */
  readonly marks: readonly Mark[];
  /** For a composition: how many of a hundred the judge calls 0, 1, … 9; empty while they are made. */
  readonly calls: readonly number[];
}

export interface Shown {
  readonly pictures: Pictures;
  readonly measured: Measured;
}

/** How a request is answered: by the worker in the page, at once when the page is built. */
export type Ask = (spec: DigitSampleSpec, onProgress?: (progress: DigitProgress) => void) => Promise<DigitsSampled>;

export const isMeasured = ({ settings, marks, calls }: Measured): boolean =>
  settings.mode === 'guidance' ? marks.length === weights.length : calls.length > 0;

async function judged(spec: DigitSampleSpec, ask: Ask, onProgress?: (progress: DigitProgress) => void) {
  const { x, judgement } = await ask(spec, onProgress);
  if (!judgement) throw new Error('The judge gave no answer (expected a class for each picture).');
  return { x, ...judgement };
}

/** @param real mean distance between real digits of each class. Does what has not been done, telling of every piece. */
export async function follow(
  s: AskDigitsSettings,
  have: Partial<Shown>,
  real: readonly number[],
  ask: Ask,
  tell: (change: Partial<Shown>) => void,
): Promise<void> {
  const key = picturesKey(s);
  if (have.pictures?.key !== key || have.pictures.classes.length === 0) {
    const grey = have.pictures ? Uint8Array.from(have.pictures.grey) : new Uint8Array(shownCount * digitPixels);
    const { x, classes } = await judged(request(s, shownCount), ask, ({ first, denoised, done }) => {
      grey.set(greyOf(denoised), first * digitPixels);
      tell({ pictures: { key, settings: s, grey: Uint8Array.from(grey), classes: [], done } });
    });
    tell({ pictures: { key, settings: s, grey: greyOf(x), classes: Array.from(classes), done: 1 } });
  }
  let measured: Measured =
    have.measured?.key === measureKey(s) ? have.measured : { key: measureKey(s), settings: s, marks: [], calls: [] };
  if (isMeasured(measured)) return;
  if (s.mode === 'compose') {
    const { classes } = await judged({ ...request(s, crowd), every: 0 }, ask);
    tell({
      measured: {
        ...measured,
        calls: Array.from({ length: 10 }, (_, c) => classes.reduce((sum, one) => sum + (one === c ? 1 : 0), 0)),
      },
    });
    return;
  }
  tell({ measured });
  for (const w of weights.slice(measured.marks.length)) {
    const { classes, features } = await judged({ ...request({ ...s, w }, crowd), every: 0 }, ask);
    const agreement = classes.reduce((sum, one) => sum + (one === s.digit ? 1 : 0), 0) / crowd;
    measured = {
      ...measured,
      marks: [...measured.marks, { w, agreement, diversity: meanPairwiseDistance(features) / real[s.digit] }],
    };
    tell({ measured });
  }
}

/** All of it: when the page is built. */
export async function shownAtOnce(s: AskDigitsSettings, real: readonly number[], ask: Ask): Promise<Shown> {
  let have: Partial<Shown> = {};
  await follow(s, have, real, ask, (change) => {
    have = { ...have, ...change };
  });
  return have as Shown;
}

/** What travels in the page; the pictures as grey levels in base64. */
export interface BuiltAsk {
  readonly grey: string;
  readonly classes: readonly number[];
  readonly marks: readonly Mark[];
  readonly calls: readonly number[];
  readonly real: readonly number[];
}

export function built({ pictures, measured }: Shown, real: readonly number[]): BuiltAsk {
  return { grey: toText(pictures.grey), classes: pictures.classes, marks: measured.marks, calls: measured.calls, real };
}

export function fromBuilt(s: AskDigitsSettings, { grey, classes, marks, calls }: BuiltAsk): Shown {
  return {
    pictures: { key: picturesKey(s), settings: s, grey: toBytes(grey), classes, done: 1 },
    measured: { key: measureKey(s), settings: s, marks, calls },
  };
}
