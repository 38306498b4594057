/** What the figure asks for and gets: answers, what is measured of each, and the way of the first through the noise. */
import { digitPixels } from '../../../src/core/data/digits';
import { fromGrey, greyOf } from '../../../src/core/image-network/pixels';
import type { DigitAsks, Gone } from '../../../src/engine/kinds/shipped/asks';
import type { TranslationReadings } from '../../../src/engine/kinds/shipped/translation';
import { toBytes, toText } from '../bytes';
import { answersOf, howOf, isDomain, translationKey, type Source, type TranslationSettings } from './state';

export type Asks = Pick<DigitAsks, 'translate' | 'judge'>;

/** What is measured of one picture. */
export interface Reading {
  /** The class that the judge finds. */
  readonly digit: number;
  /** Probability of type. */
  readonly type: number;
  /** Pixels; null where there is no ink. */
  readonly thickness: number | null;
  readonly slant: number | null;
  /** Root mean square difference from the source, ink from 0 to 1. */
  readonly apart: number;
}

export interface Answer extends Reading {
  readonly grey: Uint8Array;
}

export interface Stop {
  /** Noise beside data of deviation 1. */
  readonly sigma: number;
  /** Root mean square of the state, scaled back to the data's deviation: noise has 1. */
  readonly size: number;
  readonly grey: Uint8Array;
}

export interface Shown {
  /** Of the settings that this answers. */
  readonly key: string;
  readonly settings: TranslationSettings;
  readonly source: Source & { readonly reading: Reading | null };
  readonly answers: readonly Answer[];
  readonly route: readonly Stop[];
  readonly done: number;
}

/** Pictures that are shown of the way. */
const stops = 9;

/** Both ends, the noisiest state, and states evenly between. */
export function thinned<T extends { readonly sigma: number }>(route: readonly T[]): readonly T[] {
  if (route.length <= stops) return route;
  const top = route.reduce((most, { sigma }, i) => (sigma > route[most].sigma ? i : most), 0);
  const even = (from: number, to: number, n: number) =>
    Array.from({ length: n }, (_, i) => Math.round(from + ((to - from) * i) / (n - 1)));
  const half = (stops + 1) / 2;
  const chosen =
    top === 0 ? even(0, route.length - 1, stops) : [...even(0, top, half), ...even(top, route.length - 1, half)];
  return [...new Set(chosen)].map((i) => route[i]);
}

export async function follow(
  s: TranslationSettings,
  source: Source,
  asks: Asks,
  tell: (change: Partial<Shown>) => void,
  listening: Gone,
): Promise<void> {
  const picture = Float32Array.from(fromGrey(source.grey));
  const known = source.label ?? (await asks.judge({ x: picture }, listening)).classes[0];
  let route: readonly Stop[] = [];
  const stop = ({ sigma, x }: { readonly sigma: number; readonly x: Float32Array }): Stop => ({
    sigma,
    size: Math.sqrt(x.reduce((sum, v) => sum + v * v, 0) / x.length),
    grey: greyOf(x),
  });
  const found = await asks.translate(
    {
      picture,
      how: howOf(s),
      label: s.told && isDomain(s.to) ? known : -1,
      count: answersOf(s),
      seed: s.seed,
    },
    {
      ...listening,
      onProgress: (at) => {
        route = [...route, stop(at)];
        tell({ settings: s, source: { ...source, reading: null }, answers: [], route: thinned(route), done: at.done });
      },
    },
  );
  const [reading] = readingsOf(found.source);
  tell({
    key: translationKey(s),
    settings: s,
    source: { ...source, label: known, reading },
    answers: readingsOf(found.readings).map((one, i) => ({
      ...one,
      grey: greyOf(found.x.subarray(i * digitPixels, (i + 1) * digitPixels)),
    })),
    route: thinned(found.route).map(stop),
    done: 1,
  });
}

const numberOrNull = (v: number): number | null => (Number.isFinite(v) ? v : null);

const readingsOf = ({ judgement, type, measures, apart }: TranslationReadings): readonly Reading[] =>
  Array.from(type, (share, i) => ({
    digit: judgement.classes[i],
    type: share,
    thickness: numberOrNull(measures.thickness[i]),
    slant: numberOrNull(measures.slant[i]),
    apart: apart[i],
  }));

/** All of it: when the page is built. */
export async function shownAtOnce(s: TranslationSettings, source: Source, asks: Asks): Promise<Shown> {
  let all: Partial<Shown> = {};
  await follow(s, source, asks, (change) => (all = { ...all, ...change }), {});
  return all as Shown;
}

/** What travels in the page. */
export interface BuiltTranslation {
  readonly source: {
    readonly grey: string;
    readonly truth: string | null;
    readonly label: number | null;
    readonly reading: Reading | null;
  };
  readonly answers: readonly (Reading & { readonly grey: string })[];
  readonly route: readonly { readonly sigma: number; readonly size: number; readonly grey: string }[];
}

const rounded = <T extends object>(of: T): T =>
  JSON.parse(
    JSON.stringify(of, (_, v: unknown) => (typeof v === 'number' && !Number.isInteger(v) ? Number(v.toFixed(4)) : v)),
  ) as T;

export function built({ source, answers, route }: Shown): BuiltTranslation {
  return rounded({
    source: { ...source, grey: toText(source.grey), truth: source.truth && toText(source.truth) },
    answers: answers.map((one) => ({ ...one, grey: toText(one.grey) })),
    route: route.map((one) => ({ ...one, grey: toText(one.grey) })),
  });
}

export function fromBuilt(s: TranslationSettings, { source, answers, route }: BuiltTranslation): Shown {
  return {
    key: translationKey(s),
    settings: s,
    source: { ...source, grey: toBytes(source.grey), truth: source.truth === null ? null : toBytes(source.truth) },
    answers: answers.map((one) => ({ ...one, grey: toBytes(one.grey) })),
    route: route.map((one) => ({ ...one, grey: toBytes(one.grey) })),
    done: 1,
  };
}
