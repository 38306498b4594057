import { random } from '../../../src/core/random';

const paths = 20_000;
const coarse = 16;
const fine = 64;

/**
 * Euler and Maruyama's method on dx = x dt + x dw from x = 1 to t = 1, beside Itô's own solution exp(t / 2 + w) of the same
 * Wiener path, and on dx = -x dt + dw, whose noise is the same everywhere, beside a run of 1,024 steps.
 * By what factor do four times the steps bring a path nearer to the true one? 0: about 4, 1: about 2, 2: about 1.
 */
export function run(seed = 62): Promise<{ answer: number; finding: string }> {
  const noise = random(seed);
  const finest = 1024;
  const dw = new Float64Array(finest);
  const errors = { strong: [0, 0], mean: [0, 0], additive: [0, 0] };
  for (let path = 0; path < paths; path++) {
    // The additive process needs the finest kicks; a tenth of the paths is enough for it.
    const n = path % 10 === 0 ? finest : fine;
    let w = 0;
    for (let i = 0; i < n; i++) w += dw[i] = noise.normal() / Math.sqrt(n);
    const truth = Math.exp(0.5 + w);
    [coarse, fine].forEach((steps, k) => {
      const miss = follow(dw, n, steps, multiplicative) - truth;
      errors.strong[k] += Math.abs(miss) / paths;
      errors.mean[k] += miss / paths;
    });
    if (n < finest) continue;
    const reference = follow(dw, n, finest, additive);
    [coarse, fine].forEach(
      (steps, k) => (errors.additive[k] += Math.abs(follow(dw, n, steps, additive) - reference) / (paths / 10)),
    );
  }
  const factor = ([before, after]: readonly number[]): number => before / after;
  const strong = factor(errors.strong);
  const away = [4, 2, 1].map((expected) => Math.abs(Math.log(strong / expected)));
  const shown = (pair: readonly number[]): string =>
    `from ${pair.map((e) => Math.abs(e).toPrecision(2)).join(' to ')}, ${factor(pair).toFixed(1)} times`;
  return Promise.resolve({
    answer: away.indexOf(Math.min(...away)),
    finding:
      `The mean distance from the true path fell ${shown(errors.strong)}. The error of the mean of all paths fell ${shown(errors.mean)}. ` +
      `With noise that does not depend on x, the distance fell ${shown(errors.additive)}.`,
  });
}

type Coefficients = (x: number) => readonly [drift: number, diffusion: number];
const multiplicative: Coefficients = (x) => [x, x];
const additive: Coefficients = (x) => [-x, 1];

/** The end of `steps` equal steps from x = 1, with the first `n` kicks of `dw` added up within each step. */
function follow(dw: Float64Array, n: number, steps: number, coefficients: Coefficients): number {
  const stride = n / steps;
  let x = 1;
  for (let i = 0; i < n; i += stride) {
    let kick = 0;
    for (let j = i; j < i + stride; j++) kick += dw[j];
    const [drift, diffusion] = coefficients(x);
    x += drift / steps + diffusion * kick;
  }
  return x;
}
