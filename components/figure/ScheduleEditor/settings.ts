/** What the schedule editor is set to. A preset has its own constants; a drawn curve has knots in log-SNR. */
import {
  drawn,
  makeSchedule,
  scheduleDefaults,
  scheduleRanges,
  type Knot,
  type ScheduleSpec,
} from '../../../src/core/schedule/index';
import {
  boolean,
  choice,
  list,
  number,
  optional,
  schema,
  seed,
  type Schema,
  type SettingsOf,
} from '../../../src/core/schema';
import { views } from './views';

export const presets = ['linear', 'scaled-linear', 'cosine', 'sigmoid'] as const;
export type Preset = (typeof presets)[number];

/** Targets on offer: the eight Gaussians have a score in closed form, the others are sampled from as a finite set. */
export const targets = ['eight-gaussians', 'two-moons', 'spiral', 'checkerboard', 'rings', 'pinwheel'] as const;

/** Most points of a drawn curve. */
export const mostKnots = 12;

const fields = schema({
  preset: choice([...presets, 'drawn'], 'cosine'),
  /** For a drawn curve: the preset it began as, kept for comparison. */
  from: choice(presets, 'cosine'),
  /** t and log-SNR by turns. */
  knots: list([], { min: -20, max: 20, multiple: 2, longest: 2 * mostKnots, decimals: 3 }),
  /** The end of the two linear schedules; null for the usual one. */
  betaMax: optional(number(20, { min: scheduleRanges.betaMax[0], max: scheduleRanges.betaMax[1] })),
  view: choice(views, 'alphabar'),
  steps: number(20, { min: 1, max: 100, integer: true }),
  /** Whether the digits are drawn by the model of codes. */
  codes: boolean(false),
  target: choice(targets, 'eight-gaussians'),
  seed: seed(7),
});

export type ScheduleSettings = SettingsOf<typeof fields>;

/**
 * As `schema` makes it, and besides: naming a preset brings its own constants unless others are named too, and a curve from which nothing
 * can be sampled is refused with a sentence.
 */
export const scheduleEditor: Schema<ScheduleSettings> = {
  defaults: fields.defaults,
  encode: fields.encode,
  parse(value, base = fields.defaults) {
    const given: object = typeof value === 'object' && value !== null ? value : {};
    const own = Object.hasOwn(given, 'preset') && !Object.hasOwn(given, 'betaMax');
    const { settings, problems } = fields.parse(value, own ? { ...base, betaMax: null } : base);
    const why = faultOf(settings);
    if (why !== null) {
      const kept = { ...settings, preset: base.preset, from: base.from, knots: base.knots, betaMax: base.betaMax };
      return { settings: kept, problems: [...problems, why] };
    }
    const bare = settings.preset === 'drawn' && settings.knots.length === 0;
    return { settings: bare ? { ...settings, knots: sampled(settings) } : settings, problems };
  },
};

/** Why nothing can be sampled from what is set, or shown beside it, as a sentence; null where all is well. */
export function faultOf(s: ScheduleSettings): string | null {
  try {
    const knots = s.preset === 'drawn' && s.knots.length === 0 ? sampled(s) : s.knots;
    makeSchedule(specOf({ ...s, knots }));
    makeSchedule(comparisonOf(s));
    return null;
  } catch (error) {
    return refusal(error);
  }
}

/** The schedule that is asked for. It may be one that `makeSchedule` refuses. */
export function specOf(s: Pick<ScheduleSettings, 'preset' | 'betaMax' | 'knots'>): ScheduleSpec {
  return s.preset === 'drawn' ? { kind: 'drawn', knots: pairs(s.knots) } : presetSpec(s.preset, s.betaMax);
}

/** The dashed curve: what a drawn one began as; the linear schedule beside the cosine; the cosine beside the others. */
export function comparisonOf(s: ScheduleSettings): ScheduleSpec {
  if (s.preset === 'drawn') return presetSpec(s.from, s.betaMax);
  return s.preset === 'cosine' ? scheduleDefaults.linear : scheduleDefaults.cosine;
}

export function presetSpec(preset: Preset, betaMax: number | null): ScheduleSpec {
  const usual = scheduleDefaults[preset];
  if (betaMax === null || !('betaMax' in usual)) return usual;
  return { ...usual, betaMin: Math.min(usual.betaMin, betaMax), betaMax };
}

/** The usual last rate of a preset that has one. */
export function usualBetaMax(preset: 'linear' | 'scaled-linear'): number {
  return scheduleDefaults[preset].betaMax;
}

type BetaMaxRange = readonly [least: number, most: number];
const betaMaxRanges = new Map<string, BetaMaxRange>();

/**
 * What the slider of a linear schedule's last rate offers: from the least, to three digits, that leaves more noise than signal at t = 1. Looked for when
 * it is first asked for.
 */
export function betaMaxRange(preset: 'linear' | 'scaled-linear'): BetaMaxRange {
  const known = betaMaxRanges.get(preset) ?? searchedBetaMax(preset);
  betaMaxRanges.set(preset, known);
  return known;
}

function searchedBetaMax(preset: 'linear' | 'scaled-linear'): BetaMaxRange {
  let low: number = scheduleRanges.betaMax[0];
  let high: number = scheduleRanges.betaMax[1];
  for (let k = 0; k < 60; k += 1) {
    const middle = (low + high) / 2;
    if (faultOf({ ...fields.defaults, preset, betaMax: middle }) === null) high = middle;
    else low = middle;
  }
  const place = 10 ** (Math.floor(Math.log10(high)) - 2);
  return [Number((Math.ceil(high / place) * place).toPrecision(3)), scheduleRanges.betaMax[1]];
}

/** Where a preset is pinned down when it is first pulled. Log-SNR beyond 10 is drawn as 10: a noise of 0.7 %, or as little signal. */
const knotTimes = [0, 0.03, 0.1, 0.25, 0.45, 0.7, 0.88, 0.97, 1];
const reach = 10;

/** The knots on show: the reader's own, or points of the preset. */
export function knotsOf(s: Pick<ScheduleSettings, 'preset' | 'betaMax' | 'knots'>): readonly Knot[] {
  if (s.preset === 'drawn' && s.knots.length > 0) return pairs(s.knots);
  return pairs(sampled(s.preset === 'drawn' ? { preset: 'cosine', betaMax: null, knots: [] } : s));
}

function sampled(
  s: Pick<ScheduleSettings, 'preset' | 'betaMax' | 'knots'> & { readonly from?: Preset },
): readonly number[] {
  const preset = s.preset === 'drawn' ? (s.from ?? 'cosine') : s.preset;
  const schedule = makeSchedule(presetSpec(preset, s.betaMax));
  return knotTimes.flatMap((t) => [t, rounded(Math.max(-reach, Math.min(reach, schedule.logSnr(t))))]);
}

/** What choosing a schedule by name changes: its own constants return; `drawn` takes up the last drawing, or begins as what is shown. */
export function chosen(preset: ScheduleSettings['preset'], s: ScheduleSettings): Partial<ScheduleSettings> {
  if (preset !== 'drawn') return { preset, betaMax: null };
  if (s.preset === 'drawn' || s.knots.length > 0) return { preset };
  return { preset, from: s.preset, knots: sampled(s) };
}

/** Knots as a link carries them. Rounded, so that a link gives back the very numbers on the page. */
export function flat(knots: readonly Knot[]): readonly number[] {
  return knots.flatMap(([t, logSnr]) => [rounded(t), rounded(logSnr)]);
}

function pairs(values: readonly number[]): readonly Knot[] {
  return Array.from({ length: values.length / 2 }, (_, i): Knot => [values[2 * i], values[2 * i + 1]]);
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000 + 0;
}

/** Why a curve was not taken, as a sentence for the reader. */
export function refusal(error: unknown): string {
  const why = error instanceof Error ? error.message : String(error);
  return `${why.charAt(0).toUpperCase()}${why.slice(1)}. The last good curve stays.`;
}

/** A curve that can be sampled from but is hardly meant: in a sentence, or null. */
export function oddity(spec: ScheduleSpec): string | null {
  if (spec.kind !== 'drawn') return null;
  const first = drawn(spec).alpha(0) ** 2;
  if (first > 0.95) return null;
  return `This curve never reaches the data: at t = 0 the share of signal is ${first.toFixed(2)} (expected close to 1), so every sample keeps its noise.`;
}
