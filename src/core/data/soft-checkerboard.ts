import { count, zeros, type Batch } from '../batch';
import type { Denoiser } from '../denoiser';
import type { Schedule } from '../schedule/schedule';
import { checkerboard } from './checkerboard';
import type { MixtureSpec } from './mixture';

export interface SoftCheckerboard {
  /** What it is: 8 perSide^2 equal Gaussians. */
  readonly components: MixtureSpec;
  /** The exact denoiser under a schedule. */
  denoiser(schedule: Schedule): Denoiser;
}

/** Intervals of an axis that a square can lie over. */
const intervals = 4;

/**
 * The checkerboard with soft edges, so that its score is exact: each dark square a lattice of Gaussians, as wide as half their distance. Inside a
 * square the density is even to three per cent; at its edge it falls over a sixth of a side, for 6 Gaussians a side.
 *
 * A square's lattice is a product of one in x and one in y, and squares share theirs: E[x_0 | x_t] needs 4 perSide exponentials an axis where the
 * mixture needs 8 perSide^2. Throws `RangeError` unless `perSide` is a positive integer.
 */
export function softCheckerboard({ perSide = 6 } = {}): SoftCheckerboard {
  if (!Number.isInteger(perSide) || perSide < 1) {
    throw new RangeError(`${perSide} Gaussians a side (expected a positive integer)`);
  }
  const squares = checkerboard().modes ?? zeros(0, 2);
  const n = count(squares);
  const scale = 0.5 / perSide;
  /** The places along an axis, interval by interval. */
  const places = Float64Array.from({ length: intervals * perSide }, (_, k) => (k + 0.5) / perSide - intervals / 2);
  const at = (square: number, d: number) => squares.data[2 * square + d] + (intervals - 1) / 2;
  const means = zeros(n * perSide * perSide, 2);
  for (let k = 0; k < count(means); k++) {
    const square = Math.floor(k / perSide ** 2);
    const [i, j] = [k % perSide, Math.floor(k / perSide) % perSide];
    means.data[2 * k] = places[at(square, 0) * perSide + i];
    means.data[2 * k + 1] = places[at(square, 1) * perSide + j];
  }
  const all = (value: number) => new Float64Array(count(means)).fill(value);
  // For each axis and interval: ln of its sum of Gaussians, and their mean place.
  const logs = new Float64Array(2 * intervals);
  const centres = new Float64Array(2 * intervals);
  const squareLogs = new Float64Array(n);

  const denoise = (x: Batch, alpha: number, sigma: number, out: Batch): Batch => {
    const v = (alpha * scale) ** 2 + sigma * sigma;
    const kept = (alpha * scale * scale) / v;
    for (let row = 0; row < count(x); row++) {
      for (let k = 0; k < 2 * intervals; k++) {
        const here = x.data[2 * row + (k < intervals ? 0 : 1)];
        const first = (k % intervals) * perSide;
        let nearest = Infinity;
        for (let i = first; i < first + perSide; i++) nearest = Math.min(nearest, (here - alpha * places[i]) ** 2);
        let [sum, moment] = [0, 0];
        for (let i = first; i < first + perSide; i++) {
          const weight = Math.exp((nearest - (here - alpha * places[i]) ** 2) / (2 * v));
          sum += weight;
          moment += weight * places[i];
        }
        logs[k] = Math.log(sum) - nearest / (2 * v);
        centres[k] = moment / sum;
      }
      let most = -Infinity;
      for (let q = 0; q < n; q++) {
        squareLogs[q] = logs[at(q, 0)] + logs[intervals + at(q, 1)];
        most = Math.max(most, squareLogs[q]);
      }
      let [total, a, b] = [0, 0, 0];
      for (let q = 0; q < n; q++) {
        const weight = Math.exp(squareLogs[q] - most);
        total += weight;
        a += weight * centres[at(q, 0)];
        b += weight * centres[intervals + at(q, 1)];
      }
      [a, b].forEach((sum, d) => {
        const m = sum / total;
        out.data[2 * row + d] = m + kept * (x.data[2 * row + d] - alpha * m);
      });
    }
    return out;
  };

  return {
    components: { weights: all(1), means, scales: all(scale) },
    denoiser: (schedule) => ({ denoise: (x, t, out) => denoise(x, schedule.alpha(t), schedule.sigma(t), out) }),
  };
}
