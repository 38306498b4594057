/**
 * What the figure computes: lines to draw, a crowd to count, lines that rise. Few lines at once, the rest when the hand rests. Of a cloud of data the
 * engine is asked, whose kernel does the sums.
 */
import { batch, type Batch } from '../../../src/core/batch';
import {
  descending,
  fallingLevels,
  landing,
  type Descent,
  type Landing,
} from '../../../src/core/electrostatics/descent';
import { fluxOver, rising, type Arrivals } from '../../../src/core/electrostatics/flux';
import { engine } from '../../../src/engine/client';
import type { Ask } from '../../../src/engine/kinds';
import { fluxPlaces, type Flux } from '../../../src/engine/kinds/charges/types';
import type { Task } from '../kit/derived';
import { cloudName, fieldOf, lineCount, placesOf, pointsOf, type ChargesSettings } from './state';

/** Points whose landing is counted. */
export const crowdSize = 600;
/** Lines that are drawn while a hand moves, and pieces that lines are followed in. */
const few = 24;
const pieces = { few: 24, lines: 48, crowd: 8 } as const;

export interface Lines {
  readonly descent: Descent;
  readonly landing: Landing;
}

/** The landing of the crowd, without the row of each point. */
export type Crowd = Pick<Landing, 'counts' | 'landed' | 'off'>;

/** Of a cloud: where the crowd came down, and its energy distance to the charges. */
export interface Down {
  readonly x: Batch;
  readonly energy: number;
  /** Of the field, as its charges lie. */
  readonly flux: Flux;
}

/** Computed when the book is built, and sent with the page. */
export interface Built {
  readonly key: string;
  readonly crowd: Crowd;
  readonly arrivals: Arrivals;
}

export interface Shown {
  /** Of the lines; null where there are none. */
  readonly key: string | null;
  readonly lines: Lines | null;
  /** Where they are a cloud's: which, and whether they are a few. While a hand moves a point they may be of where it just was. */
  readonly cloud?: { readonly key: string; readonly few: boolean } | undefined;
  readonly down?: (Down & { readonly key: string }) | undefined;
  readonly crowd: (Crowd & { readonly key: string }) | null;
  readonly arrivals: (Arrivals & { readonly key: string }) | null;
}

/** Names all that the lines follow from. */
export function linesKey(s: ChargesSettings): string {
  return [crowdKey(s), s.lines].join(' ');
}

export function crowdKey(s: ChargesSettings): string {
  return [arrivalsKey(s), s.last].join(' ');
}

export function arrivalsKey(s: ChargesSettings): string {
  const name = cloudName(s);
  return [s.space, s.radius, name === null ? placesOf(s).join(',') : [name, s.points, s.shifts.join(',')]].join(' ');
}

/** Lines of this cloud may be drawn while those of where a hand moves it are on their way. */
function cloudKey(s: ChargesSettings): string {
  return [s.space, s.radius, cloudName(s), s.points].join(' ');
}

/** A few lines, in a few milliseconds. */
export function fewLines(s: ChargesSettings): Lines {
  return inOneGo(linesOf(s, few, pieces.few));
}

export function allLines(s: ChargesSettings): Lines {
  return inOneGo(linesOf(s, lineCount(s), pieces.lines));
}

function* linesOf(s: ChargesSettings, n: number, steps: number): Generator<void, Lines> {
  const descent = yield* descending(fieldOf(s), n, fallingLevels(s.radius, s.last, steps));
  return { descent, landing: landing(descent, pointsOf(s)) };
}

function* crowdOf(s: ChargesSettings): Generator<void, Crowd> {
  const { counts, landed, off } = (yield* linesOf(s, crowdSize, pieces.crowd)).landing;
  return { counts, landed, off };
}

/** Everything that is shown of these settings, in pieces. */
export function* compute(s: ChargesSettings, { shown, change }: Pick<Task<Shown>, 'shown' | 'change'>) {
  if (shown.key !== linesKey(s)) change({ lines: yield* linesOf(s, lineCount(s), pieces.lines), key: linesKey(s) });
  if (shown.crowd?.key !== crowdKey(s)) change({ crowd: { ...(yield* crowdOf(s)), key: crowdKey(s) } });
  if (shown.arrivals?.key !== arrivalsKey(s))
    change({ arrivals: { ...(yield* rising(fieldOf(s), s.radius)), key: arrivalsKey(s) } });
}

/** How a hand is followed that moves a cloud's point. */
interface Following {
  /** The key of the newest settings: where it is another, the rest is not asked for. */
  readonly newest: () => string;
  /** Told whether what is under way is brief, so that it may come before what is newer. */
  readonly brief?: (is: boolean) => void;
}

/** The same of a cloud, asked of the engine: a few lines first, all of them and the crowd where the hand has rested. */
export async function askCloud(
  s: ChargesSettings,
  { change, signal }: Pick<Task<Shown>, 'change' | 'signal'>,
  { newest, brief = () => undefined }: Following,
  ask: Ask<'charges'> = (question, spec, listening) => engine().ask('charges', question, spec, listening),
): Promise<void> {
  const { data, dim } = pointsOf(s);
  const of = (lines: number, pieces: number, compare = false) =>
    ask('descent', { points: data.slice(), dim, radius: s.radius, last: s.last, lines, pieces, compare }, { signal });
  brief(true);
  for (const full of [false, true]) {
    const { descent, landing } = await of(full ? lineCount(s) : few, full ? pieces.lines : pieces.few);
    change({ lines: { descent, landing }, key: linesKey(s), cloud: { key: cloudKey(s), few: !full } });
    if (newest() !== linesKey(s)) return;
    brief(false);
  }
  const { descent, landing, energy, flux } = await of(crowdSize, pieces.crowd, true);
  const { counts, landed, off, charge } = landing;
  const end = descent.states[descent.states.length - 1].data;
  const rows = charge.flatMap((each, row) => (each < 0 ? [] : [row]));
  const x = batch(
    rows.flatMap((row) => [...end.subarray(row * dim, (row + 1) * dim)]),
    dim,
  );
  if (energy === null || flux === null) return;
  change({ crowd: { counts, landed, off, key: crowdKey(s) }, down: { x, energy, flux, key: crowdKey(s) } });
}

/** A cloud's lines before any have come. */
function noLines(s: ChargesSettings): Lines {
  const levels = fallingLevels(s.radius, s.last, 1);
  const none = batch([], pointsOf(s).dim);
  const counts = new Array<number>(placesOf(s).length / 2).fill(0);
  return {
    descent: { levels, states: [none, none], from: new Float64Array() },
    landing: { charge: [], counts, landed: 0, off: 0 },
  };
}

export function built(s: ChargesSettings): Built {
  return { key: linesKey(s), crowd: inOneGo(crowdOf(s)), arrivals: inOneGo(rising(fieldOf(s), s.radius)) };
}

/** What stands in the page before a touch: the lines are followed anew, what takes longer came with the page. */
export function firstShown(s: ChargesSettings, built: Built | undefined): Shown {
  if (cloudName(s) !== null) return { key: null, lines: null, crowd: null, arrivals: null };
  const known = built?.key === linesKey(s) ? built : null;
  return {
    key: linesKey(s),
    lines: allLines(s),
    crowd: known && { ...known.crowd, key: crowdKey(s) },
    arrivals: known && { ...known.arrivals, key: arrivalsKey(s) },
  };
}

/** The lines to draw now: those computed, or a few where a hand is faster. */
export function linesNow(s: ChargesSettings, shown: Shown): Lines & { readonly few: boolean } {
  if (cloudName(s) !== null) {
    const { lines, cloud, key } = shown;
    return lines && cloud?.key === cloudKey(s) ? { ...lines, few: cloud.few || key !== linesKey(s) } : { ...noLines(s), few: true }; // prettier-ignore
  }
  return shown.lines && shown.key === linesKey(s) ? { ...shown.lines, few: false } : { ...fewLines(s), few: true };
}

/** Of the crowd where it is counted, else of the lines that are drawn. */
export function sharesNow(s: ChargesSettings, shown: Shown, lines: Lines): Crowd {
  return shown.crowd?.key === crowdKey(s) ? shown.crowd : lines.landing;
}

/** The flux through the hemisphere: at once of a few charges, of a cloud as it was last measured. */
export function fluxNow(s: ChargesSettings, { down }: Shown): Flux | null {
  return cloudName(s) === null ? fluxOver(fieldOf(s), s.radius, fluxPlaces) : (down?.flux ?? null);
}

/** Of a cloud, where the crowd has come down. */
export function downNow(s: ChargesSettings, { down }: Shown): Down | null {
  return down?.key === crowdKey(s) ? down : null;
}

export function arrivalsNow(s: ChargesSettings, shown: Shown): Arrivals | null {
  return shown.arrivals?.key === arrivalsKey(s) ? shown.arrivals : null;
}

function inOneGo<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** Rows as lines in the half plane or in space: x, (y), z one after the other, from the hemisphere down. */
export function coursesOf({ descent: { levels, states, from }, landing }: Lines, picked: number | null) {
  const { dim } = states[0];
  const [others, own]: [Float64Array[], Float64Array[]] = [[], []];
  from.forEach((height, row) => {
    const course = new Float64Array(levels.length * (dim + 1));
    levels.forEach((level, j) => {
      course.set(states[j].data.subarray(row * dim, (row + 1) * dim), j * (dim + 1));
      course[j * (dim + 1) + dim] = Math.min(height, level);
    });
    (picked !== null && picked >= 0 && landing.charge[row] === picked ? own : others).push(course);
  });
  return { others, own };
}
