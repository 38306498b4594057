/**
 * A coordinate as text with at most two decimals: short paths, and the same string on every machine.
 * Negative zero prints as 0. The caller drops values that are not finite.
 */
export function px(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  return rounded === 0 ? '0' : String(rounded);
}
