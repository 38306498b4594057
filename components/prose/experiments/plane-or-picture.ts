import { digitPixels, digitPixelsOf, toUnit } from '../../../src/core/data/digits';
import { random } from '../../../src/core/random';
import { loadDigits } from '../../../src/engine/digits';

const trials = 1000;
/** sigma / alpha at SNR 1/9. */
const ratio = 3;

/** Is the nearer of two random digits the right one at SNR 1/9 in 0: less than 65 %, 1: less than 95 %, 2: more of the trials? */
export async function run(loading = loadDigits(), seed = 8): Promise<{ answer: number; finding: string }> {
  const digits = await loading;
  const r = random(seed);
  let right = 0;
  let plane = 0;
  const differences: number[] = [];
  const lengths: number[] = [];
  for (let trial = 0; trial < trials; trial++) {
    const one = toUnit(digitPixelsOf(digits, r.integer(digits.trainCount)));
    const other = toUnit(digitPixelsOf(digits, r.integer(digits.trainCount)));
    const difference = Math.sqrt(squaredDistance(one, other) / digitPixels);
    differences.push(difference);
    lengths.push(Math.hypot(...Array.from({ length: digitPixels }, () => r.normal())));
    if (nearerIsRight(one, other, () => r.normal())) right++;
    if (nearerIsRight([0, 0], [difference, difference], () => r.normal())) plane++;
    if (trial % 200 === 199) await new Promise((resolve) => setTimeout(resolve));
  }
  const percent = (hits: number) => `${((100 * hits) / trials).toFixed(1)}\u00a0%`;
  const share = right / trials;
  return {
    answer: share < 0.65 ? 0 : share < 0.95 ? 1 : 2,
    finding:
      `The nearer digit was the right one in ${percent(right)} of ${trials} pairs, the nearer of two points in the plane in ${percent(plane)}. ` +
      `The digits were ${spread(differences.map((d) => d * Math.sqrt(digitPixels)))} apart, ${mean(differences).toFixed(2)} per pixel; ` +
      `noise with 784 coordinates was ${spread(lengths)} long.`,
  };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean and standard deviation in words. */
function spread(values: readonly number[]): string {
  const middle = mean(values);
  return `${middle.toFixed(1)} ± ${Math.sqrt(mean(values.map((value) => (value - middle) ** 2))).toFixed(1)}`;
}

/** Noises `one` with noise of size `ratio` (alpha divided out), and asks whether it is still nearer to `one` than to `other`. */
function nearerIsRight(one: ArrayLike<number>, other: ArrayLike<number>, normal: () => number): boolean {
  let toOne = 0;
  let toOther = 0;
  for (let j = 0; j < one.length; j++) {
    const x = one[j] + ratio * normal();
    toOne += (x - one[j]) ** 2;
    toOther += (x - other[j]) ** 2;
  }
  return toOne < toOther;
}

function squaredDistance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j] - b[j]) ** 2;
  return sum;
}
