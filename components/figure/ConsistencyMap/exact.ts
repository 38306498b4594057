/** The exact map: paths of the probability-flow ODE with the exact denoiser, solved until nothing is left to see. No DOM here. */
import { batch, zeros, type Batch } from '../../../src/core/batch';
import { alongPaths } from '../../../src/core/few-steps/path-ends';
import { exactField } from '../../../src/core/process/flow-field';
import { normalBatch, random } from '../../../src/core/random';
import { extent, mixtureOf, schedule, times, type MapTarget } from './state';

/** Paths of the cloud. */
export const cloudCount = 160;
/** The cut through the plane at height 0: places across, and times, from the least to 1. */
export const cutPlaces: readonly number[] = Array.from({ length: 40 }, (_, i) => extent * ((2 * i + 1) / 40 - 1));
export const cutTimes: readonly number[] = times.slice(1);
/** Cells of a density below this share of the greatest at their time are left blank: next to no noised point falls there. */
const leastDensity = 2e-3;
/** Rows that are solved at once: a few milliseconds of work. */
const rows = 3;

export interface ExactMap {
  /** The points of the cloud's paths, time by time as `times` has them: at 0 the ends. x and y by turns. */
  readonly cloud: readonly Batch[];
  /** Where the points of the cut end, time by time as `cutTimes` has them. */
  readonly cut: readonly Batch[];
}

/** The points of the cut at any time. */
export const cutPoints: Batch = batch(
  cutPlaces.flatMap((x) => [x, 0]),
  2,
);

/** Piece by piece: each takes a few milliseconds. Noise is that of the seed. */
export function* exactMap(target: MapTarget, seed: number): Generator<void, ExactMap, void> {
  const field = exactField(mixtureOf(target), schedule);
  const cloud = times.map(() => zeros(cloudCount, 2));
  const start = normalBatch(cloudCount, 2, random(seed).split('paths'));
  for (let row = 0; row < cloudCount; row += rows) {
    let x = slice(start, row);
    for (let k = times.length - 1; k >= 0; k--) {
      if (k < times.length - 1) x = alongPaths(x, field, times[k + 1], times[k]);
      cloud[k].data.set(x.data, 2 * row);
      yield;
    }
  }
  const cut: Batch[] = [];
  for (const t of cutTimes) {
    const ends = zeros(cutPlaces.length, 2);
    for (let row = 0; row < cutPlaces.length; row += rows) {
      ends.data.set(alongPaths(slice(cutPoints, row), field, t, 0, cutTolerance).data, 2 * row);
      yield;
    }
    cut.push(ends);
  }
  return { cloud, cut };
}

/** Of the cut nothing but a shade is shown. */
const cutTolerance = { relative: 1e-10, absolute: 1e-10 };

const slice = ({ data }: Batch, row: number): Batch => batch(data.slice(2 * row, 2 * (row + rows)), 2);

/** One path from noise, as `times` has it: its end first. */
export function exactPath(target: MapTarget, x: number, y: number): Batch {
  const field = exactField(mixtureOf(target), schedule);
  let at = batch([x, y], 2);
  const states = [at];
  for (let k = times.length - 2; k >= 0; k--) {
    at = alongPaths(at, field, times[k + 1], times[k]);
    states.unshift(at);
  }
  return batch(Float64Array.from(states.flatMap(({ data }) => [...data])), 2);
}

const seen: Partial<Record<MapTarget, readonly (readonly boolean[])[]>> = {};
/** Where the cut has noised points to speak of: [cutTimes][cutPlaces]. */
export function cutSeen(target: MapTarget): readonly (readonly boolean[])[] {
  return (seen[target] ??= cutTimes.map((t) => {
    const logs = mixtureOf(target).logDensity(cutPoints, schedule.alpha(t), schedule.sigma(t));
    const most = Math.max(...logs);
    return Array.from(logs, (log) => log - most > Math.log(leastDensity));
  }));
}

/** Which Gaussian each point is nearest to. */
export function modeOf(target: MapTarget, points: Batch): Int32Array {
  const { modes } = mixtureOf(target);
  return Int32Array.from({ length: points.data.length / 2 }, (_, row) => {
    let [best, least] = [0, Infinity];
    for (let k = 0; k < modes.data.length / 2; k++) {
      const far = Math.hypot(
        points.data[2 * row] - modes.data[2 * k],
        points.data[2 * row + 1] - modes.data[2 * k + 1],
      );
      if (far < least) [best, least] = [k, far];
    }
    return best;
  });
}
