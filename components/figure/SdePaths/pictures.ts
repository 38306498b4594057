/** Paths of the figure's pictures: from walks and exact densities to SVG. */
import { batch, type Batch } from '../../../src/core/batch';
import {
  contours,
  frame,
  gridFrom,
  gridOver,
  gridPoints,
  line,
  massLevels,
  type Frame,
} from '../../../src/picture/index';
import { dataOf, isForward, scaleAt, scheduleOf } from './course';
import { bridgeAt, densityOf, exactAt } from './exact';
import { extentOf, type SdeSettings } from './settings';
import type { Walk } from './walk';

const margin = { top: 26, right: 12, bottom: 36, left: 34 } as const;
const height = 350;
const axis = (mode: SdeSettings['mode']) => [-extentOf({ mode }), extentOf({ mode })] as const;

/** Time from left to right in the order walked. */
export function timeFrame(s: SdeSettings): Frame {
  return frame({ width: 620, height, margin, x: isForward(s) ? [0, 1] : [1, 0], y: axis(s.mode) });
}

/** As high as `timeFrame` and `planeFrame`, so that it shares their axis of places. */
export function densityFrame(mode: SdeSettings['mode'], most: number): Frame {
  return frame({ width: 210, height, margin: { ...margin, left: 10 }, x: [0, most], y: axis(mode) });
}

/** As high again; one unit is as long on both axes. */
export const planeFrame = frame({
  width: height - margin.top - margin.bottom + 8,
  height,
  margin: { ...margin, left: 4, right: 4 },
  x: axis('plane'),
  y: axis('plane'),
});

/** Levels of p_t, each 2.5 times the next: a density that spans three decades shows its tails as well as its modes. */
const levels = Array.from({ length: 6 }, (_, i) => 0.9 / 2.5 ** (5 - i));

/** Regions where p_t of the scaled place is over each level, over time. */
export function densityOverTime(s: SdeSettings, box: Frame): readonly string[] {
  const shape = gridOver(box, 60, 60);
  const values = new Float64Array(shape.nx * shape.ny);
  const { data } = gridPoints(shape);
  for (let i = 0; i < shape.nx; i++) {
    const exact = exactAt(s, data[2 * i]);
    for (let j = 0; j < shape.ny; j++) values[j * shape.nx + i] = densityOf(exact, data[2 * (j * shape.nx + i) + 1]);
  }
  return contours(box, gridFrom(shape, values), levels).map(({ d }) => d);
}

/** Regions of the plane that hold half, 90 % and 99 % of p_t. */
export function densityInPlane(s: SdeSettings, t: number): readonly string[] {
  const schedule = scheduleOf(s);
  const scale = scaleAt(schedule, t);
  const shape = gridOver(planeFrame, 64);
  const log = dataOf(s).logDensity(gridPoints(shape), schedule.alpha(t) / scale, schedule.sigma(t) / scale);
  const grid = gridFrom(shape, log.map(Math.exp));
  return contours(planeFrame, grid, massLevels(grid, [0.99, 0.9, 0.5])).map(({ d }) => d);
}

/** One walker's place at every state, over time. */
export function pathOverTime(box: Frame, { times, states }: Walk, walker: number): string {
  return line(
    box,
    times,
    states.map((state) => state[walker]),
  );
}

export function pathsOverTime(box: Frame, walk: Walk): string {
  return Array.from(walk.states[0], (_, walker) => pathOverTime(box, walk, walker)).join('');
}

/** Rows of a walk in the plane, up to a state. */
export function trailTo({ states }: Walk, index: number, walker?: number): readonly Batch[] {
  return states
    .slice(0, index + 1)
    .map((state) => batch(Array.from(walker === undefined ? state : state.subarray(2 * walker, 2 * walker + 2)), 2));
}

/** The bridge's mean, and the regions within one and two deviations of it. */
export function bridgeBand(
  s: SdeSettings,
  box: Frame,
  area: (times: readonly number[], low: readonly number[], high: readonly number[]) => string,
) {
  const times = Array.from({ length: 101 }, (_, i) => i / 100);
  const at = times.map((t) => bridgeAt(s, t));
  const band = (by: number) =>
    area(
      times,
      at.map(({ mean, deviation }) => mean - by * deviation),
      at.map(({ mean, deviation }) => mean + by * deviation),
    );
  return {
    mean: line(
      box,
      times,
      at.map(({ mean }) => mean),
    ),
    one: band(1),
    two: band(2),
  };
}

export function densityLine(s: SdeSettings, t: number, box: Frame): string {
  const exact = exactAt(s, t);
  const extent = extentOf(s);
  // Evenly, and densely about every mode: a narrow one would fall between.
  const places = Array.from({ length: 121 }, (_, i) => -extent + (2 * extent * i) / 120);
  exact.means.forEach((mean, k) => {
    for (let i = -12; i <= 12; i++) places.push(mean + (i / 4) * exact.deviations[k]);
  });
  const shown = places.filter((x) => Math.abs(x) <= extent).sort((a, b) => a - b);
  return line(
    box,
    shown.map((x) => densityOf(exact, x)),
    shown,
  );
}

/** Greatest density on the axis: a fixed one unless the curve is higher. */
export function densityMost(s: SdeSettings, t: number): number {
  const exact = exactAt(s, t);
  const peak = Math.max(...exact.means.map((mean) => densityOf(exact, mean)));
  return Math.min(8, Math.max(0.8, 1.25 * (Number.isFinite(peak) ? peak : 8)));
}
