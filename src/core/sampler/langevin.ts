import { zeros, type Batch } from '../batch';
import type { Denoiser } from '../denoiser';
import type { Random } from '../random';
import type { Schedule } from '../schedule/schedule';

/** Root of the sum of squares of each row, averaged over the rows. */
export function meanNorm({ data, dim }: Batch): number {
  let total = 0;
  for (let row = 0; row < data.length; row += dim) {
    let squares = 0;
    for (let d = row; d < row + dim; d++) squares += data[d] * data[d];
    total += Math.sqrt(squares);
  }
  return (total * dim) / data.length;
}

/**
 * Moves `x` by unadjusted Langevin dynamics at one time, x <- x + step score(x) + sqrt(2 step) z: it keeps the marginal
 * there, up to the error of a finite step. `choose` gives the step for a move from its noise z and the score.
 * `denoised` holds the last E[x_0].
 */
export function langevin(denoiser: Denoiser, schedule: Schedule, like: Batch, random: Random) {
  const rows = like.data.length / like.dim;
  const denoised = zeros(rows, like.dim);
  const score = zeros(rows, like.dim);
  const z = zeros(rows, like.dim);
  const move = (x: Batch, t: number, choose: (noise: Batch, score: Batch) => number): void => {
    denoiser.denoise(x, t, denoised);
    const alpha = schedule.alpha(t);
    const variance = schedule.sigma(t) ** 2;
    for (let j = 0; j < z.data.length; j++) score.data[j] = (alpha * denoised.data[j] - x.data[j]) / variance;
    random.normals(z.data);
    const step = choose(z, score);
    const spread = Math.sqrt(2 * step);
    for (let j = 0; j < z.data.length; j++) x.data[j] += step * score.data[j] + spread * z.data[j];
  };
  return { move, denoised };
}
