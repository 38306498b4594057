/** Ways between two latent codes, as plain arrays of equal length; t runs from 0 (a) to 1 (b). */

/** (1 - t) a + t b. */
export function linear(a: ArrayLike<number>, b: ArrayLike<number>, t: number): Float64Array {
  checkLengths(a, b);
  return Float64Array.from(a, (v, i) => (1 - t) * v + t * b[i]);
}

/**
 * Along the arc between the directions of a and b (Shoemake 1985, section 3.3), the length going evenly from one to the other. The
 * straight way passes through codes shorter than normal ones are; this one keeps to their shell. Where the directions are the same or
 * opposite, or one code is zero, it is the straight way.
 */
export function spherical(a: ArrayLike<number>, b: ArrayLike<number>, t: number): Float64Array {
  checkLengths(a, b);
  const lengthA = length(a),
    lengthB = length(b);
  const cosine = lengthA * lengthB === 0 ? 1 : Math.min(1, Math.max(-1, dot(a, b) / (lengthA * lengthB)));
  const angle = Math.acos(cosine);
  if (Math.sin(angle) < 1e-6) return linear(a, b, t);
  const atA = Math.sin((1 - t) * angle) / Math.sin(angle) / lengthA;
  const atB = Math.sin(t * angle) / Math.sin(angle) / lengthB;
  const long = (1 - t) * lengthA + t * lengthB;
  return Float64Array.from(a, (v, i) => long * (atA * v + atB * b[i]));
}

/**
 * A place (x, y) in the plane through `origin` along two directions, (origin + x u + y v) / sqrt(1 + x^2 + y^2). If all three are independent
 * and standard normal, so is the code at every place: no place of the plane is a rarer draw than another.
 */
export function inPlane(
  origin: ArrayLike<number>,
  u: ArrayLike<number>,
  v: ArrayLike<number>,
  x: number,
  y: number,
): Float64Array {
  checkLengths(origin, u);
  checkLengths(origin, v);
  const size = Math.sqrt(1 + x * x + y * y);
  return Float64Array.from(origin, (o, i) => (o + x * u[i] + y * v[i]) / size);
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

const length = (a: ArrayLike<number>): number => Math.sqrt(dot(a, a));

function checkLengths(a: ArrayLike<number>, b: ArrayLike<number>): void {
  if (a.length !== b.length)
    throw new RangeError(`codes of ${a.length} and ${b.length} numbers (expected equally many)`);
}
