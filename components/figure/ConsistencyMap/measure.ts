/** The learned map held against the exact one. No DOM here. */
import { batch, type Batch } from '../../../src/core/batch';
import type { MapEnds, MapPoints } from '../../../src/engine/kinds/pupil/types';
import { cloudCount, cutPlaces, cutPoints, cutSeen, cutTimes, modeOf, type ExactMap } from './exact';
import { times, type MapTarget } from './state';

/** What a network is asked: the cloud at all times, the cut, and the points of one path, in this order. */
export function pointsOf(exact: Pick<ExactMap, 'cloud'>, path: Batch, key: string): MapPoints {
  const x = [...exact.cloud, ...cutTimes.map(() => cutPoints), path].flatMap(({ data }) => [...data]);
  const t = [
    ...times.flatMap((at) => Array<number>(cloudCount).fill(at)),
    ...cutTimes.flatMap((at) => Array<number>(cutPlaces.length).fill(at)),
    ...times,
  ];
  return { key, x: Float64Array.from(x), t: Float64Array.from(t) };
}

/** The answers taken apart again: time by time as `times` and `cutTimes` have them. */
export interface LearnedMap {
  readonly key: string;
  readonly of: MapEnds['of'];
  readonly cloud: readonly Batch[];
  readonly cut: readonly Batch[];
  readonly path: Batch;
}

export function learnedMap({ key, of, ends }: MapEnds): LearnedMap {
  const take = (from: number, n: number) => batch(ends.slice(2 * from, 2 * (from + n)), 2);
  const cut = times.length * cloudCount;
  return {
    key,
    of,
    cloud: times.map((_, k) => take(k * cloudCount, cloudCount)),
    cut: cutTimes.map((_, k) => take(cut + k * cutPlaces.length, cutPlaces.length)),
    path: take(cut + cutTimes.length * cutPlaces.length, times.length),
  };
}

/** Distance of row from row, in data units. */
export function distances(a: Batch, b: Batch): Float64Array {
  return Float64Array.from({ length: a.data.length / 2 }, (_, row) =>
    Math.hypot(a.data[2 * row] - b.data[2 * row], a.data[2 * row + 1] - b.data[2 * row + 1]),
  );
}

export const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

/** Mean distance between where a network sends the points of the paths and where the paths end, at each of `times`. */
export function errorCurve(exact: Pick<ExactMap, 'cloud'>, learned: Pick<LearnedMap, 'cloud'>): readonly number[] {
  return learned.cloud.map((ends) => mean(distances(ends, exact.cloud[0])));
}

/** Mean of the curve over the times above 0, where the map is x itself. */
export const meanError = (curve: readonly number[]): number => mean(curve.slice(1));

/** Points that end nearest to another Gaussian than their path does. */
export function astray(target: MapTarget, exact: Batch, learned: Batch): readonly boolean[] {
  const [a, b] = [modeOf(target, exact), modeOf(target, learned)];
  return Array.from(a, (mode, row) => mode !== b[row]);
}

/** Distances over the cut [cutTimes][cutPlaces]; -1 where next to no noised point falls. */
export function cutErrors(
  target: MapTarget,
  exact: Pick<ExactMap, 'cut'>,
  learned: Pick<LearnedMap, 'cut'>,
): readonly (readonly number[])[] {
  const seen = cutSeen(target);
  return learned.cut.map((ends, k) =>
    Array.from(distances(ends, exact.cut[k]), (error, i) => (seen[k][i] ? error : -1)),
  );
}
