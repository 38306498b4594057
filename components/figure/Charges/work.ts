/** What the figure computes: lines to draw, a crowd to count, lines that rise. Few lines at once, the rest when the hand rests. */

import type { Task } from '../kit/derived';
import { descending, fallingLevels, landing, type Descent, type Landing } from '../../../src/core/electrostatics/descent';
import { rising, type Arrivals } from '../../../src/core/electrostatics/flux';
import { fieldOf, lineCount, placesOf, pointsOf, type ChargesSettings } from './state';

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
  return [s.space, s.radius, placesOf(s).join(',')].join(' ');
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

export function built(s: ChargesSettings): Built {
  return { key: linesKey(s), crowd: inOneGo(crowdOf(s)), arrivals: inOneGo(rising(fieldOf(s), s.radius)) };
}

/** What stands in the page before a touch: the lines are followed anew, what takes longer came with the page. */
export function firstShown(s: ChargesSettings, built: Built | undefined): Shown {
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
  return shown.lines && shown.key === linesKey(s) ? { ...shown.lines, few: false } : { ...fewLines(s), few: true };
}

/** Of the crowd where it is counted, else of the lines that are drawn. */
export function sharesNow(s: ChargesSettings, shown: Shown, lines: Lines): Crowd {
  return shown.crowd?.key === crowdKey(s) ? shown.crowd : lines.landing;
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
