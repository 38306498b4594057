/** Points that a curve keeps at the most. */
const mostPoints = 400;

/** Drops every second of the older half when there are too many. */
export function thinned<P>(points: readonly P[]): readonly P[] {
  if (points.length <= mostPoints) return points;
  const half = mostPoints / 2;
  return [...points.slice(0, half).filter((_, i) => i % 2 === 0), ...points.slice(half)];
}
