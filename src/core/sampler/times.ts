/** `n` equal steps: n + 1 times from `from` down to `to`. Throws `RangeError` unless n is a positive integer. */
export function uniformTimes(n: number, { from = 1, to = 0 } = {}): Float64Array {
  checkSteps(n);
  if (!(from > to && from <= 1 && to >= 0)) {
    throw new RangeError(`times from ${from} to ${to} (expected 1 >= from > to >= 0)`);
  }
  return Float64Array.from({ length: n + 1 }, (_, i) => (i === n ? to : from + ((to - from) * i) / n));
}

/**
 * `n` of the `T` steps of a discrete schedule, as the libraries space them, then t = 0 (index i stands at
 * t = (i + 1) / T, as in `discrete.ts`):
 *
 * - `leading`: indices 0, c, 2c, … with c = floor(T / n). It never visits the noisiest steps.
 * - `trailing`: back from the last index, rounded; it begins where training ends (Lin et al. 2024, section 3.3).
 */
export function discreteTimes(n: number, T: number, spacing: 'leading' | 'trailing'): Float64Array {
  checkSteps(n);
  if (!Number.isInteger(T) || n > T) throw new RangeError(`${n} of ${T} steps (expected at most as many as there are)`);
  const times = new Float64Array(n + 1);
  const stride = Math.floor(T / n);
  for (let i = 0; i < n; i++) {
    times[i] = spacing === 'leading' ? ((n - 1 - i) * stride + 1) / T : Math.round(T - (i * T) / n) / T;
  }
  return times;
}

function checkSteps(n: number): void {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`${n} sampling steps (expected a positive integer)`);
}
