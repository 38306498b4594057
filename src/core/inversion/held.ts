import { copy, zeros, type Batch } from '../batch';
import type { Denoiser } from '../denoiser';
import type { Schedule } from '../schedule/schedule';
import { checkRising, stepInto, stepWeights } from './step';

export interface HeldReturn {
  /** What draws on the way back. */
  readonly denoiser: Denoiser;
  /** What would have drawn the original: the same, but told what the original was told. */
  readonly source: Denoiser;
  readonly schedule: Schedule;
  /** Rising times, as the way there had them. */
  readonly times: ArrayLike<number>;
  /** The states of the way there, one a time. */
  readonly path: readonly Float64Array[];
  /** Numbers of a row. */
  readonly dim: number;
}

/**
 * The way back with the way there's differences added (Ju et al. 2024, algorithm 1): at each step o = path_s - step of `source` from path_t, and
 * x_s = step of `denoiser` from x_t + o. Where both denoisers are one the path is met at every step, whatever the denoiser. The paper adds o to the
 * original's own branch only, and lets its attention lead the other; a network that attends to nothing has no such lead, so here o goes to what is drawn.
 */
export function* heldReturn({
  denoiser,
  source,
  schedule,
  times,
  path,
  dim,
}: HeldReturn): Generator<Batch, void, void> {
  checkRising(times);
  const last = times.length - 1;
  if (path.length !== times.length)
    throw new RangeError(`a path of ${path.length} states (expected ${times.length}, one for each time)`);
  const x = copy({ data: path[last], dim });
  const rows = x.data.length / dim;
  const [guess, own, drawn] = [zeros(rows, dim), zeros(rows, dim), zeros(rows, dim)];
  yield x;
  for (let i = last; i > 0; i--) {
    const weights = stepWeights(schedule, times[i], times[i - 1]);
    stepInto(source, times[i], weights, { data: path[i], dim }, guess, own);
    if (source === denoiser) own.data.forEach((_, j) => (drawn.data[j] = own.data[j]));
    else stepInto(denoiser, times[i], weights, x, guess, drawn);
    for (let j = 0; j < x.data.length; j++) x.data[j] = drawn.data[j] + (path[i - 1][j] - own.data[j]);
    yield x;
  }
}
