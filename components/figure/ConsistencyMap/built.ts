/** A map of build time as numbers that travel inside a page. */
import { batch, type Batch } from '../../../src/core/batch';
import type { BuiltPupil } from '../../../src/engine/kinds/pupil/built';
import type { ExactMap } from './exact';
import { cutErrors, errorCurve, learnedMap, meanError, type LearnedMap } from './measure';
import { timeIndex, times, type ConsistencyMapSettings } from './state';

/** How far the map has come: its mean error, in data units, after so many steps. */
export interface ErrorPoint {
  readonly step: number;
  readonly error: number;
}

export interface BuiltMap {
  /** The run without what was asked of it at every time. */
  readonly run: BuiltPupil;
  readonly t: number;
  /** At t: the points of the paths; and where they end, in thousandths. */
  readonly x: readonly number[];
  readonly exact: readonly number[];
  /** Where the network sends them, at all times. */
  readonly learned: readonly (readonly number[])[];
  /** Answers along the one path, in thousandths. */
  readonly path: readonly number[];
  readonly curve: readonly number[];
  /** The curve when the pupil began; empty where it had no teacher. */
  readonly before: readonly number[];
  readonly cut: readonly (readonly number[])[];
  readonly history: readonly ErrorPoint[];
}

/** What is shown of a map, live or built. */
export interface Shown {
  readonly k: number;
  readonly x: Batch;
  readonly exact: Batch;
  /** Null while no network has answered. */
  readonly learned: Batch | null;
  readonly of: LearnedMap['of'];
  readonly path: Batch | null;
  readonly curve: readonly number[];
  readonly cut: readonly (readonly number[])[];
}

const thousandths = ({ data }: Batch): number[] => Array.from(data, (value) => Math.round(1000 * value) + 0);
const inUnits = (values: readonly number[]): Batch =>
  batch(
    Float64Array.from(values, (value) => value / 1000),
    2,
  );
const digits = (value: number): number => Number(value.toPrecision(3));

export function packMap(s: ConsistencyMapSettings, exact: ExactMap, built: BuiltPupil, from: number): BuiltMap {
  const k = timeIndex(s.t);
  const learned = learnedMap({ ...built.map!, ends: Float64Array.from(built.map!.ends) });
  const curveOf = (ends: readonly number[]) =>
    errorCurve(exact, learnedMap({ key: '', of: 'pupil', ends: Float64Array.from(ends) }));
  const history = built.history.flatMap(({ step, map }) => (map ? [{ step, curve: curveOf(map.ends) }] : []));
  const before = history.findLast(({ step }) => step <= from);
  return {
    run: { ...built, map: null, history: [] },
    t: times[k],
    x: thousandths(exact.cloud[k]),
    exact: thousandths(exact.cloud[0]),
    learned: learned.cloud.map(thousandths),
    path: thousandths(learned.path),
    curve: errorCurve(exact, learned).map(digits),
    before: from > 0 && before ? before.curve.map(digits) : [],
    cut: cutErrors(s.target, exact, learned).map((row) => row.map(digits)),
    history: history.map(({ step, curve }) => ({ step, error: digits(meanError(curve)) })),
  };
}

/** As it was built; `k` and `x` of another time where they are given. */
export function shownOfBuilt(
  { run, t, x, exact, learned, path, curve, cut }: BuiltMap,
  now?: Pick<Shown, 'k' | 'x'>,
): Shown {
  const { k } = now ?? { k: timeIndex(t) };
  return {
    k,
    x: now?.x ?? inUnits(x),
    exact: inUnits(exact),
    learned: inUnits(learned[k]),
    of: run.stage === 'teacher' ? 'teacher' : 'pupil',
    path: inUnits(path),
    curve,
    cut,
  };
}

export function shownLive(s: ConsistencyMapSettings, exact: ExactMap, learned: LearnedMap | null): Shown {
  const k = timeIndex(s.t);
  return {
    k,
    x: exact.cloud[k],
    exact: exact.cloud[0],
    learned: learned && learned.cloud[k],
    of: learned?.of ?? 'pupil',
    path: learned && learned.path,
    curve: learned ? errorCurve(exact, learned) : [],
    cut: learned ? cutErrors(s.target, exact, learned) : [],
  };
}
