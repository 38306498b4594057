/** Ways from one code to another. Codes are standard normal, and in many dimensions nearly all of those have nearly the same length. */

/** The straight line: (1 - s) a + s b. Half way between two normal codes it is shorter than either, by sqrt(1/2). */
export function lerp(a: ArrayLike<number>, b: ArrayLike<number>, s: number): Float64Array {
  checkLengths(a, b);
  return Float64Array.from(a, (v, i) => (1 - s) * v + s * b[i]);
}

/**
 * The arc (Shoemake 1985, section 3.3; for latent codes White 2016): sin((1 - s) w) / sin w a + sin(s w) / sin w b with w the angle between
 * a and b. Ends at both, turns evenly, and keeps the length where both have the same. Codes that point the same way, or one that is 0,
 * are joined by the straight line; opposite ones have no one arc and throw `RangeError`.
 */
export function slerp(a: ArrayLike<number>, b: ArrayLike<number>, s: number): Float64Array {
  checkLengths(a, b);
  let [dot, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    dot += a[i] * b[i];
    aa += a[i] * a[i];
    bb += b[i] * b[i];
  }
  if (aa === 0 || bb === 0) return lerp(a, b, s);
  const angle = Math.acos(Math.max(-1, Math.min(1, dot / Math.sqrt(aa * bb))));
  if (angle < 1e-6) return lerp(a, b, s);
  if (Math.PI - angle < 1e-6) throw new RangeError('codes that point in opposite directions (expected two with one shortest arc)');
  const [first, second] = [Math.sin((1 - s) * angle) / Math.sin(angle), Math.sin(s * angle) / Math.sin(angle)];
  return Float64Array.from(a, (v, i) => first * v + second * b[i]);
}

/**
 * A place (x, y) in the plane through `origin` along two directions, (origin + x u + y v) / sqrt(1 + x^2 + y^2). If all three are independent
 * and standard normal, so is the code at every place: no place of the plane is a rarer draw than another.
 */
export function inPlane(origin: ArrayLike<number>, u: ArrayLike<number>, v: ArrayLike<number>, x: number, y: number): Float64Array {
  checkLengths(origin, u);
  checkLengths(origin, v);
  const length = Math.sqrt(1 + x * x + y * y);
  return Float64Array.from(origin, (o, i) => (o + x * u[i] + y * v[i]) / length);
}

function checkLengths(a: ArrayLike<number>, b: ArrayLike<number>): void {
  if (a.length !== b.length) throw new RangeError(`codes of ${a.length} and ${b.length} numbers (expected as many)`);
}
