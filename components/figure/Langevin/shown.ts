/** What is to be seen of both walks at one move: computed here, or when the page was built. */
import type { Batch } from '../../../src/core/batch';
import { packed, unpacked } from '../packed';
import { crossings, modesOf, moveShown, shares, startPoints, targets, walkKey, type LangevinSettings } from './state';
import type { Walks } from './walks';
import { points, sigmaAt, walked, type Mark, type Method, type Walk } from './walk';

/** One walk at one move. */
export interface WalkShown {
  readonly at: Batch;
  /** The last moves of the first few walkers, oldest first. */
  readonly trail: readonly Batch[];
  readonly marks: readonly Mark[];
  /** The last measurement at or before the move. */
  readonly mark: Mark;
  readonly shares: readonly number[];
  /** Walkers nearest to another mode than at the start. */
  readonly crossed: number;
  readonly sigma: number;
}

export interface Shown {
  readonly move: number;
  /** Moves made so far, of those asked for. */
  readonly made: number;
  readonly of: Readonly<Record<Method, WalkShown>>;
}

/** A walk as it travels in a page: 32-bit floats in base64. */
export interface BuiltWalk {
  readonly at: string;
  readonly trail: string;
  readonly marks: readonly Mark[];
}

export interface BuiltWalks {
  readonly key: string;
  readonly move: number;
  readonly of: Readonly<Record<Method, BuiltWalk>>;
}

/** Walkers that leave a trail, and its length in moves. */
const trailed = 10;
const trailLength = 40;

export function built(settings: LangevinSettings): BuiltWalks {
  const move = moveShown(settings);
  const of = (method: Method): BuiltWalk => {
    const walk = walked(method, settings);
    const rounded = (value: number) => Number(value.toPrecision(4));
    return {
      at: packed(walk.at(move)),
      trail: packed(trailOf(walk, move).flatMap(({ data }) => [...data])),
      marks: walk.marks.map((m) => ({
        move: m.move,
        shares: m.shares.map(rounded),
        energyDistance: rounded(m.energyDistance),
      })),
    };
  };
  return { key: walkKey(settings), move, of: { plain: of('plain'), annealed: of('annealed') } };
}

/** From the walks at hand as far as they are made, else from those of build time, else null. */
export function shown(settings: LangevinSettings, live: Walks | null, from: BuiltWalks | undefined): Shown | null {
  const wanted = moveShown(settings);
  const key = walkKey(settings);
  const ready = live && live.key === key ? live : null;
  if (from && from.key === key && from.move === wanted && !(ready && ready.made >= wanted)) {
    return both(settings, wanted, settings.moves, (method) => {
      const { at, trail, marks } = from.of[method];
      return { at: { data: Float64Array.from(unpacked(at)), dim: 2 }, trail: rows(unpacked(trail)), marks };
    });
  }
  if (!ready) return null;
  const move = Math.min(wanted, ready.made);
  return both(settings, move, ready.made, (method) => {
    const walk = ready.of[method];
    return { at: points(walk.at(move)), trail: trailOf(walk, move), marks: walk.marks.slice() };
  });
}

type Seen = Pick<WalkShown, 'at' | 'trail' | 'marks'>;

function both(settings: LangevinSettings, move: number, made: number, see: (method: Method) => Seen): Shown {
  const target = targets[settings.target];
  const start = modesOf(startPoints(settings), target);
  const one = (method: Method): WalkShown => {
    const seen = see(method);
    const near = modesOf(seen.at, target);
    return {
      ...seen,
      mark: seen.marks.reduce((last, mark) => (mark.move <= move ? mark : last), seen.marks[0]),
      shares: shares(near, target.components.weights.length),
      crossed: crossings(start, near),
      sigma: sigmaAt(method, move, settings),
    };
  };
  return { move, made, of: { plain: one('plain'), annealed: one('annealed') } };
}

function trailOf(walk: Pick<Walk, 'at'>, move: number): Batch[] {
  const first = Math.max(0, move - trailLength);
  return Array.from({ length: move - first + 1 }, (_, i) => points(walk.at(first + i).subarray(0, 2 * trailed)));
}

function rows(values: Float32Array): Batch[] {
  return Array.from({ length: values.length / (2 * trailed) }, (_, i) =>
    points(values.subarray(2 * trailed * i, 2 * trailed * (i + 1))),
  );
}
