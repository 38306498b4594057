/** The worked numbers of the primer, each by its own formula. */

/** Mean of a fair die of six, once die plus a coin of 0 or 1 is known: `dieGiven(3)` is 2.5. Throws where the sum cannot be. */
export function dieGiven(sum: number): number {
  const faces = [1, 2, 3, 4, 5, 6].filter((face) => sum - face === 0 || sum - face === 1);
  if (faces.length === 0)
    throw new RangeError(`a die and a coin that make ${sum} (expected a whole number from 1 to 7)`);
  return faces.reduce((total, face) => total + face, 0) / faces.length;
}

/** Variances of the die: of the mean once the sum is known, what is left on average, and of the die itself. */
export function dieVariances(): { readonly known: number; readonly left: number; readonly whole: number } {
  const sums = [1, 2, 3, 4, 5, 6].flatMap((face) => [face, face + 1].map((sum) => ({ face, sum })));
  const average = (of: (row: { readonly face: number; readonly sum: number }) => number): number =>
    sums.reduce((total, row) => total + of(row), 0) / sums.length;
  return {
    known: average(({ sum }) => (dieGiven(sum) - 3.5) ** 2),
    left: average(({ face, sum }) => (face - dieGiven(sum)) ** 2),
    whole: average(({ face }) => (face - 3.5) ** 2),
  };
}

/** Two clean values, -1 and 1, equally likely, seen through noise of deviation `sigma` as `x`: the probability of 1, and the mean. */
export function twoValues(x: number, sigma: number): { readonly one: number; readonly mean: number } {
  const density = (centre: number) => Math.exp(-((x - centre) ** 2) / (2 * sigma ** 2));
  const one = density(1) / (density(1) + density(-1));
  return { one, mean: 2 * one - 1 };
}

/** KL divergence of two coins that show heads with probabilities p and q, in nats. */
export function coins(p: number, q: number): number {
  return p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q));
}

/** KL divergence of two Gaussians of one variance. */
export function gaussians(m1: number, m2: number, variance: number): number {
  return (m1 - m2) ** 2 / (2 * variance);
}
