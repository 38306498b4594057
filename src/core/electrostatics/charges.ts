import { count, zeros, type Batch } from '../batch';
import { shares } from '../coupling/coupling';
import { logGamma } from '../statistics/beta';

/** One level for all rows, or one for each. */
export type Levels = number | ArrayLike<number>;

/**
 * Data as point charges in the plane z = 0 of a space with D more dimensions (Xu et al. 2022, PFGM: D = 1; Xu et al. 2023, PFGM++: any D). Everything depends
 * on the extra dimensions through their length r alone, and r is given here as sigma = r / sqrt(D), the alignment of PFGM++ with diffusion (its section 4): at D = 1 it is
 * PFGM's z, at D = Infinity the noise of a diffusion. `sigma` is a level for all rows or one for each, above 0. With d_i^2 = |x - y_i|^2 + D sigma^2,
 *
 *   E(x, r) = sum_i w_i (x - y_i, r) / d_i^(N + D) / S   (S the area of the unit sphere in N + D dimensions),
 *
 * which points away from (mean, 0), where `mean` averages the charges by w_i / d_i^(N + D): one loop gives field, flow and denoiser. The cost of a row is the
 * number of charges.
 */
export interface Charges {
  /** N, numbers per point. */
  readonly dim: number;
  /** D, extra dimensions. */
  readonly extra: number;
  readonly points: Batch;
  /** w_i, summing to 1. */
  readonly weights: Float64Array;
  /** E[y | x, r], the mean of the charges by what each explains of x (where the objective of Xu et al. 2023 has its minimum), of every row into `out`. `out` may not be `x`. */
  mean(x: Batch, sigma: Levels, out?: Batch): Batch;
  /** div_x of `mean`, the trace of its Jacobian, one number a row. */
  divergence(x: Batch, sigma: Levels, out?: Float64Array): Float64Array;
  /** The unit vector of E, away from the charges, N + 1 numbers a row: along x, then along r. Throws `RangeError` at D = Infinity. */
  direction(x: Batch, sigma: Levels, out?: Batch): Batch;
  /** ln |E|, one number a row. Throws `RangeError` at D = Infinity. */
  logMagnitude(x: Batch, sigma: Levels, out?: Float64Array): Float64Array;
  /**
   * ln p_r(x), one number a row: the charges blurred by the perturbation kernel, sum_i w_i p_r(x | y_i), which is what the flow transports. Normalised: the kernel is
   * Student's t distribution in N dimensions with D degrees of freedom and scale sigma (a Gaussian at D = Infinity).
   */
  logDensity(x: Batch, sigma: Levels, out?: Float64Array): Float64Array;
}

/** Rows x [rows, N], each at its level, and what the sums over all charges say of them. */
export interface Sums {
  readonly x: Float64Array;
  readonly sigma: Float64Array;
  /** [rows, N]: `Charges.mean`. */
  readonly mean: Float64Array;
  /** [rows]: |x - y|^2 of the nearest charge, and the sum of w_i / d_i^(N + D) over the nearest one's 1 / d^(N + D). */
  readonly least: Float64Array;
  readonly sum: Float64Array;
}

/** Makes what does the sums over a cloud in another place than the plain loop, as the kernel does (`net/charges.ts`). */
export type Summing = (cloud: {
  readonly points: Float64Array;
  readonly dim: number;
  readonly weights: Float64Array;
  readonly extra: number;
}) => (rows: Sums) => void;

export interface ChargesSpec {
  readonly points: Batch;
  /** D: above 0, a whole number or not, or Infinity. */
  readonly extra: number;
  /** Default: equal charges. */
  readonly weights?: ArrayLike<number> | undefined;
  /** What does the sums (default: the plain loop here), but those of `divergence`. */
  readonly summing?: Summing | undefined;
}

/** Up to this exponent powers by squaring lose no more than 1e-12, and are quicker than a logarithm and an exponential. */
const MOST_POWER = 2048;

/** Throws `RangeError` for no points, coordinates that are not finite, a weight that is not positive, or a D that is not above 0. */
export function charges({ points, extra, weights, summing }: ChargesSpec): Charges {
  const { data: y, dim: N } = points;
  const n = count(points);
  if (!y.every(Number.isFinite)) throw new RangeError('charges at places that are not finite (expected numbers)');
  if (!(extra > 0)) throw new RangeError(`charges in ${extra} extra dimensions (expected above 0, or Infinity)`);
  const w = shares(n, weights);
  const equal = weights === undefined;
  const half = (N + extra) / 2;
  const powers = half <= MOST_POWER && Number.isInteger(2 * half);
  const [whole, root] = [Math.floor(half), half % 1 !== 0];
  const squares = new Float64Array(n); // |x - y_i|^2
  const c = new Float64Array(n); // w_i / d_i^(N + D), over the nearest charge's 1 / d^(N + D)

  const other = summing?.({ points: y, dim: N, weights: w, extra });

  const constantAt = (sigma: number): number =>
    extra === Infinity
      ? -(N / 2) * Math.log(2 * Math.PI * sigma * sigma)
      : logGamma(half) - logGamma(extra / 2) - (N / 2) * Math.log(Math.PI * extra * sigma * sigma);

  /**
   * Fills `squares` and `c` for the row at `base`; returns the least square and the sum of c. All is relative to the nearest charge, and r^2 is never subtracted from
   * itself: (d^2 / d_min^2) - 1 = (|x - y|^2 - |x - y_min|^2) / d_min^2 keeps its digits for any D.
   */
  const respond = (x: Float64Array, base: number, sigma: number): { least: number; sum: number } => {
    checkLevel(sigma);
    let least = Infinity;
    if (N === 2) {
      const [a, b] = [x[base], x[base + 1]];
      for (let i = 0, j = 0; i < n; i++, j += 2) {
        const across = a - y[j];
        const up = b - y[j + 1];
        const squared = across * across + up * up;
        squares[i] = squared;
        if (squared < least) least = squared;
      }
    } else {
      for (let i = 0, j = 0; i < n; i++) {
        let squared = 0;
        for (let d = 0; d < N; d++, j++) {
          const apart = x[base + d] - y[j];
          squared += apart * apart;
        }
        squares[i] = squared;
        if (squared < least) least = squared;
      }
    }
    let sum = 0;
    if (extra === Infinity) {
      const scale = -0.5 / (sigma * sigma);
      for (let i = 0; i < n; i++) sum += c[i] = Math.exp(scale * (squares[i] - least));
    } else {
      const scale = 1 / (least + extra * sigma * sigma);
      if (half === 1.5) {
        // PFGM in the plane: the inverse cube of the distance.
        for (let i = 0; i < n; i++) {
          const near = 1 / (1 + (squares[i] - least) * scale);
          sum += c[i] = near * Math.sqrt(near);
        }
      } else if (powers) {
        for (let i = 0; i < n; i++) {
          const near = 1 / (1 + (squares[i] - least) * scale);
          let power = root ? Math.sqrt(near) : 1;
          for (let e = whole, square = near; ; square *= square) {
            if (e & 1) power *= square;
            e >>= 1;
            if (e === 0) break;
          }
          sum += c[i] = power;
        }
      } else {
        for (let i = 0; i < n; i++) sum += c[i] = Math.exp(-half * Math.log1p((squares[i] - least) * scale));
      }
    }
    if (equal) return { least, sum: sum / n };
    sum = 0;
    for (let i = 0; i < n; i++) sum += c[i] *= w[i];
    return { least, sum };
  };

  /** The mean of the charges by c for the last row asked of, into `out` at `base`. */
  const average = (out: Float64Array, base: number): void => {
    let sum = 0;
    if (N === 2) {
      let [across, up] = [0, 0];
      for (let i = 0, j = 0; i < n; i++, j += 2) {
        const each = c[i];
        sum += each;
        across += each * y[j];
        up += each * y[j + 1];
      }
      out[base] = across / sum;
      out[base + 1] = up / sum;
      return;
    }
    for (let d = 0; d < N; d++) out[base + d] = 0;
    for (let i = 0, j = 0; i < n; i++) {
      const each = c[i];
      sum += each;
      for (let d = 0; d < N; d++, j++) out[base + d] += each * y[j];
    }
    for (let d = 0; d < N; d++) out[base + d] /= sum;
  };

  /** All sums of all rows, the means into `mean`. */
  const summed = (x: Batch, sigma: Levels, mean: Float64Array): Sums => {
    checkRows(x, N);
    const rows = count(x);
    const levels = Float64Array.from({ length: rows }, (_, row) => levelOf(sigma, row));
    const sums = { x: x.data, sigma: levels, mean, least: new Float64Array(rows), sum: new Float64Array(rows) };
    if (other) {
      levels.forEach(checkLevel);
      other(sums);
      return sums;
    }
    for (let row = 0; row < rows; row++) {
      const { least, sum } = respond(x.data, row * N, levels[row]);
      sums.least[row] = least;
      sums.sum[row] = sum;
      average(mean, row * N);
    }
    return sums;
  };

  const mean: Charges['mean'] = (x, sigma, out = zeros(count(x), N)) => {
    summed(x, sigma, out.data);
    return out;
  };

  return {
    dim: N,
    extra,
    points,
    weights: w,
    mean,
    // With g_i = grad ln c_i, grad of c_i over the sum is c_i (g_i - E g): div E y = E (g . y) - E g . E y, taken about x to keep digits.
    divergence(x, sigma, out = new Float64Array(count(x))) {
      checkRows(x, N);
      const [pull, place] = [new Float64Array(N), new Float64Array(N)];
      for (let row = 0; row < count(x); row++) {
        const level = levelOf(sigma, row);
        respond(x.data, row * N, level);
        pull.fill(0);
        place.fill(0);
        let [sum, dot] = [0, 0];
        for (let i = 0; i < n; i++) {
          const rate = extra === Infinity ? 1 / (level * level) : (2 * half) / (squares[i] + extra * level * level);
          sum += c[i];
          dot += c[i] * rate * squares[i];
          for (let d = 0; d < N; d++) {
            const apart = y[i * N + d] - x.data[row * N + d];
            pull[d] += c[i] * rate * apart;
            place[d] += c[i] * apart;
          }
        }
        let total = dot / sum;
        for (let d = 0; d < N; d++) total -= (pull[d] / sum) * (place[d] / sum);
        out[row] = total;
      }
      return out;
    },
    direction(x, sigma, out = zeros(count(x), N + 1)) {
      checkFinite(extra);
      const centre = mean(x, sigma);
      for (let row = 0; row < count(x); row++) {
        const r = levelOf(sigma, row) * Math.sqrt(extra);
        let squared = r * r;
        for (let d = 0; d < N; d++) squared += (x.data[row * N + d] - centre.data[row * N + d]) ** 2;
        const length = Math.sqrt(squared);
        for (let d = 0; d < N; d++) {
          out.data[row * (N + 1) + d] = (x.data[row * N + d] - centre.data[row * N + d]) / length;
        }
        out.data[row * (N + 1) + N] = r / length;
      }
      return out;
    },
    logMagnitude(x, sigma, out = new Float64Array(count(x))) {
      checkFinite(extra);
      const area = Math.LN2 + half * Math.log(Math.PI) - logGamma(half);
      const { sigma: levels, mean, least, sum } = summed(x, sigma, new Float64Array(x.data.length));
      for (let row = 0; row < count(x); row++) {
        const r2 = extra * levels[row] ** 2;
        let squared = r2;
        for (let i = row * N; i < (row + 1) * N; i++) squared += (x.data[i] - mean[i]) ** 2;
        out[row] = Math.log(sum[row]) - half * Math.log(least[row] + r2) + Math.log(squared) / 2 - area;
      }
      return out;
    },
    logDensity(x, sigma, out = new Float64Array(count(x))) {
      const { sigma: levels, least, sum } = summed(x, sigma, new Float64Array(x.data.length));
      for (let row = 0; row < count(x); row++) {
        const d2 = least[row] / levels[row] ** 2;
        const nearest = extra === Infinity ? -d2 / 2 : -half * Math.log1p(d2 / extra);
        out[row] = Math.log(sum[row]) + nearest + constantAt(levels[row]);
      }
      return out;
    },
  };
}

function checkLevel(sigma: number): void {
  if (!(sigma > 0 && sigma < Infinity)) throw new RangeError(`level ${sigma} (expected sigma above 0, and finite)`);
}

function levelOf(sigma: Levels, row: number): number {
  return typeof sigma === 'number' ? sigma : sigma[row];
}

function checkRows(x: Batch, dim: number): void {
  if (x.dim !== dim) throw new RangeError(`points in ${x.dim} dimensions among charges in ${dim} (expected the same)`);
}

function checkFinite(extra: number): void {
  if (extra === Infinity) throw new RangeError('a field in infinitely many dimensions (expected a finite D)');
}
