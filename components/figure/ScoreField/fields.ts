/** The two scores on grids of the plane, and how far apart they are. */
import { batch, zeros, type Batch } from '../../../src/core/batch';
import { fromX0 } from '../../../src/core/parameterization';
import { type Field, type FieldRequest, fieldGrid } from '../../../src/engine/kinds/plane/watch';
import { gridFrom, gridOver, type Grid } from '../../../src/picture/index';
import { arrowEvery, curveTimes, data, mapRequest, mapSize, schedule, square, watchOf } from './state';

/** The exact score on the points of a grid, with the density there. */
export interface Truth {
  readonly t: number;
  readonly at: Batch;
  readonly score: Batch;
  /** p_t at every point. */
  readonly density: Float64Array;
}

export function truthOn(request: FieldRequest): Truth {
  const { t } = request;
  const at = batch(fieldGrid(request), 2);
  const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
  return { t, at, score: data.score(at, alpha, sigma), density: data.logDensity(at, alpha, sigma).map(Math.exp) };
}

/** The truth on the map's grid at t. */
export function truthAt(t: number): Truth {
  return truthOn(mapRequest(t));
}

/** score = (alpha E[x_0 | x_t] - x_t) / sigma^2, from the network's guess of x_0 (Tweedie's formula). */
export function learnedScore(field: Field): Batch {
  const at = batch(fieldGrid(field), 2);
  const guess = batch(field.values, 2);
  return fromX0(
    'score',
    guess,
    at,
    schedule.alpha(field.t),
    schedule.sigma(field.t),
    zeros(field.size * field.size, 2),
  );
}

/** sigma |learned - exact| at every point: the length of the error in epsilon. */
export function errorsOf(learned: Batch, { score, t }: Truth): Float64Array {
  const sigma = schedule.sigma(t);
  return Float64Array.from(
    { length: score.data.length / 2 },
    (_, i) =>
      sigma * Math.hypot(learned.data[2 * i] - score.data[2 * i], learned.data[2 * i + 1] - score.data[2 * i + 1]),
  );
}

/** Mean squared error of epsilon, per coordinate. */
export interface MeanErrors {
  /** Under p_t: what the loss weighs. */
  readonly weighted: number;
  /** Every place of the square alike. */
  readonly plain: number;
}

export function meanErrors(errors: Float64Array, density: Float64Array): MeanErrors {
  let [weighted, mass, plain] = [0, 0, 0];
  for (let i = 0; i < errors.length; i++) {
    const squared = errors[i] ** 2 / 2;
    weighted += density[i] * squared;
    mass += density[i];
    plain += squared;
  }
  return { weighted: weighted / mass, plain: plain / errors.length };
}

let along: readonly Truth[] | null = null;

/** The error over t from the network's guesses at `curveTimes`; null before there are any. */
export function errorCurve(fields: readonly Field[]): readonly MeanErrors[] | null {
  if (fields.length !== curveTimes.length) return null;
  along ??= watchOf({ t: 0.5 }).fields.map(truthOn);
  const truths = along;
  return fields.map((field, i) => meanErrors(errorsOf(learnedScore(field), truths[i]), truths[i].density));
}

/** log10 of the error, as a grid to draw contours of. */
export function errorGrid(errors: Float64Array): Grid {
  return gridFrom(
    gridOver(square, mapSize),
    errors.map((e) => Math.log10(Math.max(e, 1e-9))),
  );
}

export function densityOfMap(truth: Truth): Grid {
  return gridFrom(gridOver(square, mapSize), truth.density);
}

/**
 * Arrows for every third point of the map: direction of the score, length saturating with sigma |score| so that fields
 * with a thousandfold range can be seen. The same rule for both fields.
 */
export function arrowField(
  score: Batch,
  { at, t }: Pick<Truth, 'at' | 't'>,
): { readonly at: Batch; readonly vectors: Batch } {
  const side = mapSize / arrowEvery;
  const [places, vectors] = [zeros(side * side, 2), zeros(side * side, 2)];
  for (let row = 0, k = 0; row < side; row++) {
    for (let column = 0; column < side; column++, k++) {
      const from = (row * arrowEvery + 1) * mapSize + column * arrowEvery + 1;
      const [u, v] = drawnVector(score.data[2 * from], score.data[2 * from + 1], t);
      places.data.set([at.data[2 * from], at.data[2 * from + 1]], 2 * k);
      vectors.data.set([u, v], 2 * k);
    }
  }
  return { at: places, vectors };
}

/** A score as drawn, in data units. */
export function drawnVector(u: number, v: number, t: number): readonly [u: number, v: number] {
  const size = schedule.sigma(t) * Math.hypot(u, v);
  const length = (longestArrow * size) / (size + halfLength);
  return size > 0 ? [(u / Math.hypot(u, v)) * length, (v / Math.hypot(u, v)) * length] : [0, 0];
}

const longestArrow = 0.42;
/** The sigma |score| that is drawn at half the greatest length. */
const halfLength = 1;
