/** Pure steps of the curve editor: knots in data units, in order of x. */

export type CurveKnot = readonly [x: number, y: number];

export interface CurveLimits {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  /** Closest two knots may come in x. */
  readonly gap: number;
  /** The first and last keep their x. */
  readonly fixedEnds: boolean;
  /** The curve may not turn: y only falls, or only rises, from knot to knot. */
  readonly monotone?: 'falling' | 'rising';
}

/** Where knot `index` ends up when it is pulled to `to`: inside the limits and between its neighbours. */
export function held(knots: readonly CurveKnot[], index: number, to: CurveKnot, limits: CurveLimits): CurveKnot {
  const before = knots[index - 1];
  const after = knots[index + 1];
  const end = !before || !after;
  const x =
    limits.fixedEnds && end
      ? knots[index][0]
      : clamp(to[0], before ? before[0] + limits.gap : limits.x[0], after ? after[0] - limits.gap : limits.x[1]);
  let [low, high] = limits.y;
  if (limits.monotone === 'falling') {
    if (before) high = Math.min(high, before[1]);
    if (after) low = Math.max(low, after[1]);
  } else if (limits.monotone === 'rising') {
    if (before) low = Math.max(low, before[1]);
    if (after) high = Math.min(high, after[1]);
  }
  return [x, clamp(to[1], low, high)];
}

/** The knots with one more at `at`, held between its neighbours; null where there is no room. */
export function withKnot(
  knots: readonly CurveKnot[],
  at: CurveKnot,
  limits: CurveLimits,
): { knots: CurveKnot[]; index: number } | null {
  const next = knots.findIndex(([x]) => x > at[0]);
  const index = next === -1 ? knots.length : next;
  const before = knots[index - 1];
  const after = knots[index];
  if (limits.fixedEnds && (!before || !after)) return null;
  if (before && after && after[0] - before[0] < 2 * limits.gap) return null;
  const more = [...knots.slice(0, index), at, ...knots.slice(index)];
  more[index] = held(more, index, at, limits);
  return { knots: more, index };
}

/** The knots without one; null when it is an end that must stay, or too few would be left. */
export function withoutKnot(
  knots: readonly CurveKnot[],
  index: number,
  fewest: number,
  limits: CurveLimits,
): CurveKnot[] | null {
  const end = index === 0 || index === knots.length - 1;
  if (knots.length <= fewest || (limits.fixedEnds && end)) return null;
  return knots.filter((_, i) => i !== index);
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
