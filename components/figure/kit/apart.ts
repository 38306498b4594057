/**
 * Heights at least a line of text apart, in their order, about where they were and no lower than `lowest`, so that labels stay beside their chart; NaN
 * where there is none.
 */
export function apart(heights: readonly number[], { gap = 13, lowest = Infinity } = {}): readonly number[] {
  const order = heights.map((y, i) => ({ y, i })).filter(({ y }) => Number.isFinite(y));
  order.sort((a, b) => a.y - b.y);
  const out = [...heights];
  let least = -Infinity;
  for (const { y, i } of order) {
    out[i] = Math.max(y, least);
    least = out[i] + gap;
  }
  let most = lowest;
  for (const { i } of order.reverse()) {
    out[i] = Math.min(out[i], most);
    most = out[i] - gap;
  }
  return out;
}
