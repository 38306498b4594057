import { count, zeros, type Batch } from '../batch';
import { noised } from '../process/forward';
import type { Score } from '../process/sde';
import { fillNormal, type Random } from '../random';
import type { Schedule } from '../schedule/schedule';

/** |model - exact| of two scores at every row of `x`: the map of an error over the plane, at one t. */
export function scoreErrorMap(
  model: Score,
  exact: Score,
  x: Batch,
  t: number,
  out = new Float64Array(count(x)),
): Float64Array {
  const { dim } = x;
  const [a, b] = [zeros(count(x), dim), zeros(count(x), dim)];
  model.score(x, t, a);
  exact.score(x, t, b);
  for (let row = 0; row < out.length; row++) {
    let squared = 0;
    for (let d = 0; d < dim; d++) squared += (a.data[row * dim + d] - b.data[row * dim + d]) ** 2;
    out[row] = Math.sqrt(squared);
  }
  return out;
}

/**
 * The error of a score where the data is, at each of `times`: root of sigma^2 E|model - exact|^2 / dim over x_t made of `data`
 * and noise. The factor sigma makes it the error in epsilon, of comparable size at all noise levels; this is what the
 * denoising loss leaves beyond its unavoidable part (Vincent 2011; Song et al. 2021, eq. 7 with lambda = sigma^2).
 *
 * @param random the same noise is used at every time, so that the curve over t is smooth
 */
export function scoreError(
  model: Score,
  exact: Score,
  {
    data,
    schedule,
    times,
    random,
  }: { readonly data: Batch; readonly schedule: Schedule; readonly times: ArrayLike<number>; readonly random: Random },
): Float64Array {
  const epsilon = zeros(count(data), data.dim);
  fillNormal(epsilon.data, random);
  const x = zeros(count(data), data.dim);
  const errors = new Float64Array(count(data));
  return Float64Array.from({ length: times.length }, (_, i) => {
    scoreErrorMap(model, exact, noised(data, epsilon, times[i], schedule, x), times[i], errors);
    const mean = errors.reduce((sum, e) => sum + e * e, 0) / x.data.length;
    return schedule.sigma(times[i]) * Math.sqrt(mean);
  });
}
