/**
 * P(|T| < t) for Student's t with a whole number of degrees of freedom: the finite sums of Abramowitz and Stegun 1964, 26.7.3 (odd)
 * and 26.7.4 (even), in the angle atan(t / sqrt(degrees)).
 */
function within(angle: number, degrees: number): number {
  const cos = Math.cos(angle);
  const odd = degrees % 2 === 1;
  let term = odd ? cos : 1;
  let sum = degrees === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k <= degrees - 2; k += 2) {
    term *= ((k - 1) / k) * cos * cos;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}

/**
 * The t that Student's variable stays within, on both sides, with the given probability: 2.262 for 0.95 and 9 degrees of freedom.
 * By bisection, to the last digits. Throws `RangeError` for a probability outside (0, 1) or degrees that are no positive integer.
 */
export function studentQuantile(probability: number, degrees: number): number {
  if (!(probability > 0 && probability < 1))
    throw new RangeError(`probability is ${probability} (expected between 0 and 1)`);
  if (!Number.isInteger(degrees) || degrees < 1)
    throw new RangeError(`degrees of freedom are ${degrees} (expected a positive integer)`);
  let [low, high] = [0, Math.PI / 2];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (within(middle, degrees) < probability) low = middle;
    else high = middle;
  }
  return Math.sqrt(degrees) * Math.tan((low + high) / 2);
}
