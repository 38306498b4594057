export interface PastWeights {
  /** The integral of the line along the step, and that of the square with its weight; both times `factor`. */
  readonly line: number;
  readonly square: number;
  readonly factor?: number;
  /** The line's at order 2, where that is another. */
  readonly straight?: number;
}

/**
 * What a multistep solver gives the past in its step from `level[i]` to the next: the weights of m0 - m1 and of m1 - m2, m0 being what was found at
 * `level[i]`, m1 and m2 one and two steps before. They are those of the line through the last two (order 2) or of the parabola through the last three
 * (order 3) in lambda, in divided differences; of order 1 there are none.
 */
export function pastWeights(
  level: Float64Array,
  i: number,
  order: number,
  { line, square, factor = 1, straight = line }: PastWeights,
): readonly [a: number, b: number] {
  if (order === 1) return [0, 0];
  const h = Math.log(level[i] / level[i + 1]);
  const r0 = Math.log(level[i - 1] / level[i]) / h;
  if (order === 2) return [(factor * straight) / r0, 0];
  const r1 = Math.log(level[i - 2] / level[i - 1]) / h;
  const bend = (factor * (line * r0 + square)) / (r0 + r1); // of D1_0 - D1_1, as D1 = D1_0 + r0 / (r0 + r1) (…)
  return [(factor * line) / r0 + bend / r0, -bend / r1];
}
