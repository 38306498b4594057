/** All that the figure of posteriors computes, in the order in which it is wanted. */
import { batch, type Batch } from '../../../src/core/batch';
import { defined, prior, sampled, yardstick } from '../../../src/core/inverse/experiment';
import { judgeBy, planeTruth, type Judged, type PlaneTruth } from '../../../src/core/inverse/plane';
import { methods, type MethodName } from '../../../src/core/inverse/registry';
import { random } from '../../../src/core/random';
import { mean, standardDeviation } from '../../../src/core/statistics/index';
import { packed, unpacked } from '../packed';
import { freeOf, laneKey, specOf, truthKey, valueOf, type PlaneSettings } from './state';

export const sampleCount = 250;
/** Sets of as many true samples, by which one tells what is chance. */
export const floorSets = 10;
/** Steps of the curve. */
export const curveSteps = [8, 16, 32, 64] as const;
const trueSeed = 60_713;

/** Mean and standard deviation over sets of true samples. */
export type Floor = Readonly<Record<keyof Judged, { readonly mean: number; readonly deviation: number }>>;

/** A method's samples. */
export interface Lane {
  readonly key: string;
  readonly method: MethodName;
  readonly points: Batch;
  readonly judged: Judged;
  /** Denoiser calls for one sample. */
  readonly evaluations: number;
}

/** A place of the curve: so many calls, so far from the truth. */
export interface Spent {
  readonly evaluations: number;
  readonly distance: number;
}

export interface Shown {
  readonly floor: { readonly key: string; readonly of: Floor } | null;
  readonly lanes: Readonly<Partial<Record<MethodName, Lane>>>;
  /** By the key of `laneKey` with its steps. Of the newest settings only. */
  readonly curve: ReadonlyMap<string, Spent>;
}

export const nothing: Shown = { floor: null, lanes: {}, curve: new Map() };

let held: { readonly key: string; readonly truth: PlaneTruth; readonly judge: (samples: Batch) => Judged } | undefined;

/** The truth of these settings, and what judges by it; the last one is kept. */
export function truthOf(s: PlaneSettings): NonNullable<typeof held> {
  const key = truthKey(s);
  if (held?.key === key) return held;
  const truth = planeTruth(prior, specOf(s), valueOf(s), s.noise);
  const judge = judgeBy(truth.stratified(yardstick, random(trueSeed).split('yardstick')), truth.measurement);
  return (held = { key, truth, judge });
}

/** True samples to look at, and the first of the sets. */
export const trueSamples = (s: PlaneSettings, set = 0): Batch =>
  truthOf(s).truth.sample(sampleCount, random(trueSeed).split(set));

function* floorOf(s: PlaneSettings): Generator<void, Floor, void> {
  const sets: Judged[] = [];
  for (let set = 0; set < floorSets; set++) {
    sets.push(truthOf(s).judge(trueSamples(s, set)));
    yield;
  }
  const of = (key: keyof Judged) => {
    const values = sets.map((one) => one[key]);
    return { mean: mean(values), deviation: standardDeviation(values) };
  };
  return { distance: of('distance'), spread: of('spread'), residual: of('residual') };
}

function* laneOf(method: MethodName, s: PlaneSettings, steps = s.steps): Generator<void, Lane, void> {
  const { truth, judge } = truthOf(s);
  const free = freeOf(method, s);
  const trial = { method, steps, free, particles: s.particles, samples: sampleCount, seed: s.seed };
  const points = yield* sampled(truth, trial);
  yield;
  const evaluations = methods[method].cost(steps, free, s.particles);
  return { key: laneKey(method, s, steps), method, points, judged: judge(points), evaluations };
}

/** The methods of the lanes that are defined for what is measured. */
export const running = (s: PlaneSettings): readonly MethodName[] =>
  s.methods.filter((method) => defined(method, specOf(s)));

/** Does what has not been done, telling of every piece. */
export function* follow(
  s: PlaneSettings,
  have: Shown,
  tell: (change: Partial<Shown>) => void,
): Generator<void, void, void> {
  if (have.floor?.key !== truthKey(s)) tell({ floor: { key: truthKey(s), of: yield* floorOf(s) } });
  let { lanes } = have;
  for (const method of running(s)) {
    if (lanes[method]?.key === laneKey(method, s)) continue;
    lanes = { ...lanes, [method]: yield* laneOf(method, s) };
    tell({ lanes });
    yield;
  }
  let curve: ReadonlyMap<string, Spent> = new Map();
  for (const method of running(s)) {
    for (const steps of curveSteps) {
      const key = laneKey(method, s, steps);
      const known = have.curve.get(key);
      const one = known ?? (yield* laneOf(method, s, steps));
      curve = new Map(curve).set(
        key,
        'judged' in one ? { evaluations: one.evaluations, distance: one.judged.distance } : one,
      );
      if (!known) tell({ curve });
      yield;
    }
  }
  tell({ curve });
}

/** All of it at once: when the page is built. */
export function shownNow(s: PlaneSettings): Shown {
  let have = nothing;
  const work = follow(s, have, (change) => {
    have = { ...have, ...change };
  });
  while (!work.next().done);
  return have;
}

/** A method's curve, as far as it is there. */
export const curveOf = (method: MethodName, s: PlaneSettings, { curve }: Shown): readonly Spent[] =>
  curveSteps.flatMap((steps) => curve.get(laneKey(method, s, steps)) ?? []);

/** The lane of these settings, if it is there. */
export function laneNow(method: MethodName, s: PlaneSettings, { lanes }: Shown): Lane | null {
  const lane = lanes[method];
  return lane?.key === laneKey(method, s) ? lane : null;
}

export const floorNow = (s: PlaneSettings, { floor }: Shown): Floor | null =>
  floor?.key === truthKey(s) ? floor.of : null;

/** What travels in the page. */
export interface BuiltPlane {
  readonly floor: Floor;
  readonly lanes: readonly (Omit<Lane, 'points' | 'key'> & { readonly points: string })[];
  readonly curve: readonly (readonly [string, Spent])[];
}

export function built({ floor, lanes, curve }: Shown): BuiltPlane {
  if (!floor) throw new Error('a first frame without a truth (expected all of it)');
  return {
    floor: floor.of,
    lanes: Object.values(lanes).map(({ method, judged, evaluations, points }) => ({
      method,
      judged,
      evaluations,
      points: packed(points.data),
    })),
    curve: [...curve],
  };
}

export function fromBuilt(s: PlaneSettings, { floor, lanes, curve }: BuiltPlane): Shown {
  return {
    floor: { key: truthKey(s), of: floor },
    lanes: Object.fromEntries(
      lanes.map(({ points, ...rest }) => [
        rest.method,
        { ...rest, key: laneKey(rest.method, s), points: batch(Float64Array.from(unpacked(points)), 2) },
      ]),
    ),
    curve: new Map(curve),
  };
}
