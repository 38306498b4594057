/** What the score-field figure is set to, and its settings as a training run. No DOM here. */
import { eightGaussians } from '../../../src/core/data/index';
import { makeSchedule, scheduleDefaults } from '../../../src/core/schedule/index';
import { type PlaneSettings, planeDefaults, predictions } from '../../../src/engine/kinds/plane/settings';
import type { FieldRequest, PlaneWatch } from '../../../src/engine/kinds/plane/watch';
import { squareFrame } from '../../../src/picture/index';
import { choice, number, schema, seed, type SettingsOf } from '../../../src/core/schema';

/** Half the side of the panels, in data units. */
export const extent = 3.2;
/** Side of the grid of the map; every third point carries an arrow. */
export const mapSize = 48;
export const arrowEvery = 3;
/** Side of the grids and times of the curve over t. */
export const curveSize = 32;
export const curveTimes: readonly number[] = Array.from(
  { length: 17 },
  (_, i) => Math.round((0.02 + 0.06 * i) * 100) / 100,
);
export const timeRange = { min: 0.02, max: 0.98 } as const;

export const scoreField = schema({
  /** The noise level at which the fields are shown. */
  t: number(0.26, timeRange),
  /** Train at every noise level, or at one only. */
  trained: choice(['all', 'one'], 'all'),
  /** The one noise level. */
  level: number(0.5, { min: 0.05, max: 0.95 }),
  prediction: choice(predictions as readonly ['epsilon', 'x0', 'v'], 'v'),
  /** Steps after which the network rests. */
  steps: number(1500, { min: 10, max: 20_000, integer: true }),
  seed: seed(7),
  /** The place pointed at. */
  x: number(1.1, { min: -extent, max: extent }),
  y: number(0.6, { min: -extent, max: extent }),
});

export type ScoreFieldSettings = SettingsOf<typeof scoreField>;

export const data = eightGaussians();
export const schedule = makeSchedule(scheduleDefaults.cosine);
export const square = squareFrame(extent);

export function runSettings(s: ScoreFieldSettings): PlaneSettings {
  return {
    ...planeDefaults,
    target: { kind: 'eight-gaussians' },
    schedule: scheduleDefaults.cosine,
    network: { ...planeDefaults.network, prediction: s.prediction },
    learningRate: 4e-3,
    seed: s.seed,
    sampleCount: 0,
    stopAfter: s.steps,
    decaySteps: s.steps,
    levels: s.trained === 'one' ? [s.level, s.level] : [0, 1],
  };
}

/** Whether going from `a` to `b` asks for a network trained anew. */
export function beginsAnew(a: ScoreFieldSettings, b: ScoreFieldSettings): boolean {
  return JSON.stringify(runSettings(a)) !== JSON.stringify(runSettings(b));
}

/** A request whose points are the centres of `size` by `size` cells over the panel. */
function cells(t: number, size: number): FieldRequest {
  return { t, size, extent: extent * (1 - 1 / size) };
}

/** The map's grid at t. */
export function mapRequest(t: number): FieldRequest {
  return cells(t, mapSize);
}

/** What the figure asks to see of its run: the map's field at t, and coarser ones along t for the curve. */
export function watchOf({
  t,
}: Pick<ScoreFieldSettings, 't'>): Pick<PlaneWatch, 'samples' | 'field' | 'fields' | 'interval'> {
  return {
    samples: false,
    field: mapRequest(t),
    fields: curveTimes.map((time) => cells(time, curveSize)),
    interval: 160,
  };
}

/** The cell of the map that holds a place: row-major, x fastest, y upwards. */
export function cellAt(x: number, y: number): number {
  const index = (v: number) => Math.max(0, Math.min(mapSize - 1, Math.floor(((v / extent + 1) / 2) * mapSize)));
  return index(y) * mapSize + index(x);
}

/** The centre of a cell of the map. */
export function cellCentre(cell: number): readonly [x: number, y: number] {
  const at = (i: number) => extent * ((2 * i + 1) / mapSize - 1);
  return [at(cell % mapSize), at(Math.floor(cell / mapSize))];
}

/** The centre of the cell that is `dx` cells to the right of `cell` and `dy` up, held inside the panel. */
export function neighbour(cell: number, dx: number, dy: number): readonly [x: number, y: number] {
  const held = (i: number) => Math.max(0, Math.min(mapSize - 1, i));
  return cellCentre(held(Math.floor(cell / mapSize) + dy) * mapSize + held((cell % mapSize) + dx));
}
