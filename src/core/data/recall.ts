import type { Digits } from './digits';

/**
 * Which of a finite set of pictures does a noised picture still point to?
 *
 * Let a row be drawn uniformly from the training rows x_i and noised: x_t = alpha x_i + sigma epsilon. Given the x_t made from
 * a picture x_0 and noise epsilon, Bayes' rule gives the exact posterior over the rows
 *
 *   log p(i | x_t) = -|x_t - alpha x_i|^2 / (2 sigma^2) + const = -(D_i + 2 r E_i) / (2 r^2) + const,
 *   D_i = |x_0 - x_i|^2,   E_i = epsilon . (x_0 - x_i),   r = sigma / alpha.
 *
 * D and E do not depend on t: measured once, every t costs one pass over the rows. And since D_i + 2 r E_i is a straight line in r,
 * the best row is the lower envelope of straight lines: each row is the best over one interval of r at most, so an answer that is lost
 * never comes back, and the r at which that happens is the nearest crossing: no search is needed.
 */
export interface Recall {
  /** D_i, one per row. */
  readonly distances: Float64Array;
  /** E_i, one per row. */
  readonly crosses: Float64Array;
  /** The row nearest to the picture itself: the answer while there is almost no noise. */
  readonly answer: number;
  /** sigma/alpha from which another row fits x_t better than `answer`; Infinity if none ever does. */
  readonly lostRatio: number;
}

/** Grey level to pixel value, x = 2 p / 255 - 1. */
const unit = Float64Array.from({ length: 256 }, (_, p) => (2 * p) / 255 - 1);

/**
 * Measures the training rows of `digits` against a picture and a noise, both of side * side values, `slice` rows between
 * yields (about 2 ms for 1,000), each giving the fraction done. Throws `RangeError` when a length does not fit.
 */
export function* recall(
  digits: Digits,
  x0: Float64Array,
  epsilon: Float64Array,
  { slice = 1000 }: { slice?: number } = {},
): Generator<number, Recall, void> {
  const size = digits.side * digits.side;
  if (x0.length !== size || epsilon.length !== size) {
    throw new RangeError(`picture of ${x0.length} and noise of ${epsilon.length} values (expected ${size} each)`);
  }
  if (digits.trainCount < 1) throw new RangeError('no training digits (expected at least one)');
  const rows = digits.trainCount;
  const distances = new Float64Array(rows);
  const crosses = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    if (row > 0 && row % slice === 0) yield row / rows;
    const start = row * size;
    let distance = 0;
    let cross = 0;
    for (let j = 0; j < size; j++) {
      const d = x0[j] - unit[digits.images[start + j]];
      distance += d * d;
      cross += epsilon[j] * d;
    }
    distances[row] = distance;
    crosses[row] = cross;
  }
  const answer = smallest(distances);
  return { distances, crosses, answer, lostRatio: lostRatio(distances, crosses, answer) };
}

/** The first r > 0 at which some line D_i + 2 r E_i falls below the answer's. */
function lostRatio(distances: Float64Array, crosses: Float64Array, answer: number): number {
  let ratio = Infinity;
  for (let i = 0; i < distances.length; i++) {
    const steeper = crosses[answer] - crosses[i];
    if (steeper > 0) ratio = Math.min(ratio, (distances[i] - distances[answer]) / (2 * steeper));
  }
  return ratio;
}

export interface Belief {
  /** The most probable row: the mode of the posterior over the set. */
  readonly best: number;
  /** Its probability. */
  readonly certainty: number;
  /** Probability of each class, 10 of them, adding up to 1. */
  readonly classes: Float64Array;
  /** exp of the posterior's entropy: how many rows it is as good as spread over, 1 to n. */
  readonly candidates: number;
}

/** The exact posterior over the training rows at noise ratio r = sigma/alpha (0 and Infinity allowed). */
export function believe({ distances, crosses, answer }: Recall, labels: Uint8Array, ratio: number): Belief {
  const n = distances.length;
  const classes = new Float64Array(10);
  if (ratio === 0) {
    classes[labels[answer]] = 1;
    return { best: answer, certainty: 1, classes, candidates: 1 };
  }
  // Dividing by r as soon as possible keeps an infinite r (alpha = 0) meaningful: the posterior is then uniform.
  const log = (i: number) => -(distances[i] / ratio + 2 * crosses[i]) / (2 * ratio);
  let best = 0;
  let most = -Infinity;
  for (let i = 0; i < n; i++) {
    const value = log(i);
    if (value > most) [most, best] = [value, i];
  }
  let total = 0;
  let moment = 0;
  for (let i = 0; i < n; i++) {
    const below = log(i) - most;
    const weight = Math.exp(below);
    total += weight;
    moment += weight * below;
    classes[labels[i]] += weight;
  }
  for (let k = 0; k < 10; k++) classes[k] /= total;
  return { best, certainty: 1 / total, classes, candidates: Math.exp(Math.log(total) - moment / total) };
}

function smallest(values: Float64Array): number {
  let at = 0;
  for (let i = 1; i < values.length; i++) if (values[i] < values[at]) at = i;
  return at;
}
