/**
 * The symmetric contrastive loss of two encoders (Oord et al. 2018, InfoNCE; Radford et al. 2021, figure 3): row i of one side belongs to row i of the
 * other, and to no other row.
 */

/** Rows of `size` numbers, each scaled to length 1. Throws `RangeError` for a row of zeros. */
export function unitRows(rows: ArrayLike<number>, size: number): Float32Array {
  const out = Float32Array.from(rows);
  for (let at = 0; at < out.length; at += size) {
    const length = lengthOf(rows, at, size);
    for (let k = at; k < at + size; k++) out[k] = rows[k] / length;
  }
  return out;
}

/** [m, n] inner products of the rows of `a` [m, size] with those of `b` [n, size]: cosines of rows of length 1. */
export function cosines(a: ArrayLike<number>, b: ArrayLike<number>, size: number): Float64Array {
  const m = a.length / size,
    n = b.length / size;
  const out = new Float64Array(m * n);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += a[i * size + k] * b[j * size + k];
      out[i * n + j] = sum;
    }
  }
  return out;
}

export interface Contrast {
  /** Mean over the rows and both sides of -ln of the probability of the row that belongs, in nats. */
  readonly loss: number;
  /** Its gradients at both sides' rows before they are scaled to length 1. */
  readonly first: Float32Array;
  readonly second: Float32Array;
}

/**
 * Rows [n, size] of either side, of any length: what counts are the cosines, over `temperature`. Throws `RangeError` where sides differ in size, for a row
 * of zeros and for a temperature that is not above 0.
 */
export function contrast(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  size: number,
  temperature: number,
): Contrast {
  if (first.length !== second.length || first.length % size !== 0)
    throw new RangeError(
      `${first.length} and ${second.length} numbers of rows of ${size} (expected as many of both, whole rows)`,
    );
  if (!(temperature > 0)) throw new RangeError(`temperature is ${temperature} (expected above 0)`);
  const n = first.length / size;
  const a = unitRows(first, size),
    b = unitRows(second, size);
  const logits = cosines(a, b, size).map((v) => v / temperature);
  // d loss / d logit: half of (softmax along the row + softmax along the column) / n, less 1 / n where they belong together.
  const slopes = new Float64Array(n * n);
  let loss = 0;
  for (const [along, across] of [
    [1, n],
    [n, 1],
  ] as const) {
    for (let i = 0; i < n; i++) {
      const at = (j: number) => i * across + j * along;
      let most = -Infinity,
        total = 0;
      for (let j = 0; j < n; j++) most = Math.max(most, logits[at(j)]);
      for (let j = 0; j < n; j++) total += Math.exp(logits[at(j)] - most);
      loss += (most + Math.log(total) - logits[at(i)]) / (2 * n);
      for (let j = 0; j < n; j++)
        slopes[at(j)] += (Math.exp(logits[at(j)] - most) / total - (i === j ? 1 : 0)) / (2 * n * temperature);
    }
  }
  const atFirst = new Float64Array(first.length),
    atSecond = new Float64Array(second.length);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const slope = slopes[i * n + j];
      for (let k = 0; k < size; k++) {
        atFirst[i * size + k] += slope * b[j * size + k];
        atSecond[j * size + k] += slope * a[i * size + k];
      }
    }
  }
  return { loss, first: beforeScaling(first, a, atFirst, size), second: beforeScaling(second, b, atSecond, size) };
}

/** A gradient at rows of length 1 as one at the rows before: what would lengthen them goes, and the longer a row was, the less it turns. */
function beforeScaling(
  rows: ArrayLike<number>,
  unit: Float32Array,
  gradient: Float64Array,
  size: number,
): Float32Array {
  const out = new Float32Array(rows.length);
  for (let at = 0; at < rows.length; at += size) {
    const length = lengthOf(rows, at, size);
    let along = 0;
    for (let k = at; k < at + size; k++) along += gradient[k] * unit[k];
    for (let k = at; k < at + size; k++) out[k] = (gradient[k] - along * unit[k]) / length;
  }
  return out;
}

function lengthOf(rows: ArrayLike<number>, at: number, size: number): number {
  let squared = 0;
  for (let k = at; k < at + size; k++) squared += rows[k] * rows[k];
  if (!(squared > 0)) throw new RangeError(`row ${at / size} has no direction (expected numbers that are not all 0)`);
  return Math.sqrt(squared);
}
