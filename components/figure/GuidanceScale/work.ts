/** All that the guidance figure computes, in the order in which it is wanted: points, densities, then the curves. */
import { batch, count, type Batch } from '../../../src/core/batch';
import { totalVariation } from '../../../src/core/data/gridded';
import { random } from '../../../src/core/random';
import { densityGrid } from '../../../src/picture/index';
import { packed, unpacked } from '../packed';
import { pointCount } from './data';
import { flowDensity, gridSize, hasFlow, sampled, tempered } from './guide';
import { measuring, type Marks } from './measure';
import { cloudKey, extent, isPlain, plain, sweepKey, type GuidanceSettings } from './state';

/** Weights of the measured curves. */
export const weights = [-1, -0.5, 0, 0.5, 1, 1.5, 2, 3, 4, 5, 6, 8] as const;

export interface Cloud {
  readonly settings: GuidanceSettings;
  readonly points: Batch;
  /** The same seeds at w = 0. */
  readonly ghost: Batch;
  readonly marks: Marks;
  /** The largest distance to where classifier-free guidance by exact models takes the same seed; null where that is what is done. */
  readonly apart: number | null;
}

export interface Densities {
  readonly settings: GuidanceSettings;
  readonly tempered: Float64Array;
  readonly temperedMarks: Marks;
  /** The density of the samples: along the paths of the ODE, or from many samples. */
  readonly own: Float64Array;
  /** Half the integral of the difference. */
  readonly apart: number;
}

export interface Sweep {
  readonly key: string;
  /** As set; by exact models without a limit, where that is another thing; and the tempered density. In order of w, as far as done. */
  readonly set: readonly Marks[];
  readonly plain: readonly Marks[];
  readonly tempered: readonly Marks[];
  readonly done: boolean;
}

export interface Shown {
  readonly cloud: Cloud;
  readonly densities: Densities;
  readonly sweep: Sweep;
}

/** Samples that a density is estimated from where it is not known otherwise, and the width of the blur. */
export const estimate = { count: 4000, width: 0.07 } as const;
const temperedSeed = 40_404;

function* cloudOf(s: GuidanceSettings): Generator<void, Cloud, void> {
  const points = yield* sampled(s);
  const ghost = s.w === 0 ? points : yield* sampled({ ...s, w: 0 });
  const other = isPlain(s) ? null : yield* sampled(plain(s));
  yield;
  const marks = yield* measuring(s, points);
  yield;
  return { settings: s, points, ghost, marks, apart: other && farthest(points, other) };
}

function* densitiesOf(s: GuidanceSettings): Generator<void, Densities, void> {
  const of = tempered(s);
  const own = hasFlow(s) ? (yield* flowDensity(s)).values : estimated(yield* sampled(s, estimate.count));
  yield;
  const temperedMarks = yield* measuring(s, of.stratified(pointCount, random(temperedSeed)));
  yield;
  // Samples may leave the square, the tempered density does not: what is out there is all in the wrong place.
  const inside = (own.reduce((sum, value) => sum + value, 0) * (2 * extent) ** 2) / own.length;
  return {
    settings: s,
    tempered: of.values,
    temperedMarks,
    own,
    apart: totalVariation(of.values, own, extent) + Math.max(0, 1 - inside) / 2,
  };
}

/** Integrates to one over the plane, so to less over the square if points have left it. */
function estimated(points: Batch): Float64Array {
  const domain = [-extent, extent] as const;
  return densityGrid(points, { nx: gridSize, ny: gridSize, x: domain, y: domain }, estimate.width).values;
}

/** Does what has not been done, telling of every piece. */
export function* follow(
  s: GuidanceSettings,
  have: Partial<Shown>,
  tell: (change: Partial<Shown>) => void,
): Generator<void, void, void> {
  const key = cloudKey(s);
  if (!have.cloud || cloudKey(have.cloud.settings) !== key) tell({ cloud: yield* cloudOf(s) });
  yield;
  if (!have.densities || cloudKey(have.densities.settings) !== key) tell({ densities: yield* densitiesOf(s) });
  let sweep: Sweep =
    have.sweep?.key === sweepKey(s) ? have.sweep : { key: sweepKey(s), set: [], plain: [], tempered: [], done: false };
  if (sweep.done) return;
  const other = !isPlain(s);
  for (let i = sweep.set.length; i < weights.length; i++) {
    const at = { ...s, w: weights[i] };
    const set = yield* measuring(at, yield* sampled(at));
    yield;
    const reference = other ? [yield* measuring(at, yield* sampled(plain(at)))] : [];
    yield;
    const promised = yield* measuring(at, tempered(at).stratified(pointCount, random(temperedSeed)));
    sweep = {
      key: sweep.key,
      set: [...sweep.set, set],
      plain: [...sweep.plain, ...reference],
      tempered: [...sweep.tempered, promised],
      done: i === weights.length - 1,
    };
    tell({ sweep });
    yield;
  }
}

/** All of it at once: when the page is built. */
export function shownNow(s: GuidanceSettings): Shown {
  let have: Partial<Shown> = {};
  for (
    const work = follow(s, have, (change) => {
      have = { ...have, ...change };
    });
    !work.next().done;
  );
  return have as Shown;
}

/** What travels in the page. */
export interface BuiltGuidance {
  readonly points: string;
  readonly ghost: string;
  readonly own: string;
  readonly numbers: Pick<Cloud, 'marks' | 'apart'> & Pick<Densities, 'temperedMarks'> & { readonly variation: number };
  readonly sweep: Sweep;
}

export function built({ cloud, densities, sweep }: Shown): BuiltGuidance {
  return {
    points: packed(cloud.points.data),
    ghost: packed(cloud.ghost.data),
    own: packed(densities.own),
    numbers: {
      marks: cloud.marks,
      apart: cloud.apart,
      temperedMarks: densities.temperedMarks,
      variation: densities.apart,
    },
    sweep,
  };
}

export function fromBuilt(s: GuidanceSettings, { points, ghost, own, numbers, sweep }: BuiltGuidance): Shown {
  const cloud = (text: string) => batch(Float64Array.from(unpacked(text)), 2);
  return {
    cloud: { settings: s, points: cloud(points), ghost: cloud(ghost), marks: numbers.marks, apart: numbers.apart },
    densities: {
      settings: s,
      tempered: tempered(s).values,
      temperedMarks: numbers.temperedMarks,
      own: Float64Array.from(unpacked(own)),
      apart: numbers.variation,
    },
    sweep,
  };
}

function farthest(x: Batch, y: Batch): number {
  let most = 0;
  for (let row = 0; row < count(x); row++) {
    most = Math.max(most, Math.hypot(x.data[2 * row] - y.data[2 * row], x.data[2 * row + 1] - y.data[2 * row + 1]));
  }
  return most;
}
