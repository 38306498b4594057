/**
 * The direction of a property among codes [n, size]: their mean where its value is above `high` minus that where it is below `low` (as Radford et al. 2016 do with a generator's). Codes between, and
 * those without a value, are left out. Throws `RangeError` where either side is empty.
 */
export function meanDifference(
  codes: ArrayLike<number>,
  size: number,
  values: ArrayLike<number>,
  [low, high]: readonly [number, number],
): Float64Array {
  const out = new Float64Array(size);
  for (const [sign, belongs] of [
    [1, (v: number) => v > high],
    [-1, (v: number) => v < low],
  ] as const) {
    const rows = Array.from(values, (_, i) => i).filter((i) => belongs(values[i]));
    if (rows.length === 0) throw new RangeError(`no code ${sign > 0 ? 'above' : 'below'} the border (expected some)`);
    for (const i of rows) for (let j = 0; j < size; j++) out[j] += (sign * codes[i * size + j]) / rows.length;
  }
  return out;
}
