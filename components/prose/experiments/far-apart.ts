const [near, far] = [6, 12];
const cell = 1e-3;

/** Two standard normals on a line, moved from six standard deviations apart to twelve: which distance notices? */
export function run(): Promise<{ answer: number; finding: string }> {
  const [before, after] = [jensenShannon(near), jensenShannon(far)];
  const growth = after / before - 1;
  return Promise.resolve({
    answer: growth > 0.5 ? 0 : growth > 0.01 ? 1 : 2,
    finding:
      `The Jensen–Shannon divergence goes from ${before.toFixed(4)} to ${after.toFixed(4)}, ${(100 * growth).toFixed(2)} % more (its ceiling is ln 2 = ${Math.LN2.toFixed(4)}). ` +
      `The Wasserstein distance of two equal shapes is how far one was moved: from ${near} to ${far}.`,
  });
}

/** By quadrature over all of the line where either density is not negligible. */
function jensenShannon(distance: number): number {
  const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  const share = (p: number, m: number) => (p > 0 ? 0.5 * p * Math.log(p / m) : 0);
  let sum = 0;
  for (let x = -distance / 2 - 9; x < distance / 2 + 9; x += cell) {
    const [p, q] = [density(x - distance / 2), density(x + distance / 2)];
    sum += cell * (share(p, (p + q) / 2) + share(q, (p + q) / 2));
  }
  return sum;
}
