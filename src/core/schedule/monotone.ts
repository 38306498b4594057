/** A smooth curve through given points that rises or falls only where they do. */
export interface MonotoneCurve {
  /** The height at `x`; constant outside the points. */
  at(x: number): number;
  /** The slope at `x`; zero outside the points. */
  slope(x: number): number;
  /** An x with this height, clamped to the ends. */
  inverse(y: number): number;
}

/**
 * Monotone cubic interpolation (Fritsch and Carlson 1980): cubic Hermite pieces whose tangents are held inside the
 * circle of radius 3 that keeps every piece monotone.
 *
 * @param x strictly increasing, at least two
 * @param y as many, all falling or all rising (equal neighbours allowed)
 */
export function monotoneCubic(x: readonly number[], y: readonly number[]): MonotoneCurve {
  const n = x.length;
  const secant = Array.from({ length: n - 1 }, (_, i) => (y[i + 1] - y[i]) / (x[i + 1] - x[i]));
  const tangent = x.map((_, i) => {
    const left = secant[Math.max(i - 1, 0)];
    const right = secant[Math.min(i, n - 2)];
    return left * right > 0 ? (left + right) / 2 : 0;
  });
  for (let i = 0; i < n - 1; i++) {
    if (secant[i] === 0) continue;
    const reach = Math.hypot(tangent[i], tangent[i + 1]) / Math.abs(secant[i]);
    if (reach > 3) {
      tangent[i] *= 3 / reach;
      tangent[i + 1] *= 3 / reach;
    }
  }

  const falls = y[n - 1] < y[0];
  const pieceAt = (value: number, points: readonly number[], descending: boolean): number => {
    let i = 0;
    while (i < n - 2 && (descending ? points[i + 1] > value : points[i + 1] < value)) i++;
    return i;
  };
  const at = (value: number): number => {
    if (value <= x[0]) return y[0];
    if (value >= x[n - 1]) return y[n - 1];
    const i = pieceAt(value, x, false);
    const h = x[i + 1] - x[i];
    const u = (value - x[i]) / h;
    const bend = tangent[i] + tangent[i + 1] - 2 * secant[i];
    return y[i] + h * u * (tangent[i] + u * (3 * secant[i] - 2 * tangent[i] - tangent[i + 1] + u * bend));
  };
  return {
    at,
    slope(value) {
      if (value < x[0] || value > x[n - 1]) return 0;
      const i = pieceAt(value, x, false);
      const u = (value - x[i]) / (x[i + 1] - x[i]);
      const bend = tangent[i] + tangent[i + 1] - 2 * secant[i];
      return tangent[i] + u * (2 * (3 * secant[i] - 2 * tangent[i] - tangent[i + 1]) + 3 * u * bend);
    },
    inverse(height) {
      const beyond = (a: number, b: number) => (falls ? a <= b : a >= b);
      if (!beyond(height, y[0])) return x[0];
      if (beyond(height, y[n - 1])) return x[n - 1];
      const i = pieceAt(height, y, falls);
      let low = x[i];
      let high = x[i + 1];
      for (let k = 0; k < 60; k++) {
        const middle = (low + high) / 2;
        if (beyond(at(middle), height)) high = middle;
        else low = middle;
      }
      return (low + high) / 2;
    },
  };
}
