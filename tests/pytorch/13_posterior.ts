import { batch, copy, count, zeros, type Batch } from '../../src/core/batch';
import { eightGaussians } from '../../src/core/data/eight-gaussians';
import { mixtureWithBack } from '../../src/core/inverse/back';
import { dense } from '../../src/core/inverse/dense';
import { pigdm, spreadOfGuess } from '../../src/core/inverse/pigdm';
import { linearPosterior } from '../../src/core/inverse/posterior';
import { ddim, run } from '../../src/core/sampler/index';
import { cosine } from '../../src/core/schedule/cosine';

export const tolerance = 1e-7;

const schedule = cosine();
const prior = eightGaussians();
const denoiser = mixtureWithBack(prior, schedule);
const operator = dense('line', Float64Array.of(Math.cos(0.4), Math.sin(0.4)), 1, 2);
const [noise, y] = [0.3, batch([1.2], 1)];
const posterior = linearPosterior(prior, operator, y.data, noise);
const points = batch([0.9, -0.4, 0.2, 1.1, -1.3, 0.6], 2);
const times = Float64Array.from({ length: 61 }, (_, i) => 0.95 - (0.9 * i) / 60);

const rows = ({ data, dim }: Batch): number[][] =>
  Array.from({ length: data.length / dim }, (_, i) => Array.from(data.slice(i * dim, (i + 1) * dim)));

/** grad ln p(y | x_t): the noised posterior's score less that of the noised data. */
function exact(t: number): Batch {
  const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
  const [with_, without] = [posterior.score(points, alpha, sigma), prior.score(points, alpha, sigma)];
  return batch(
    with_.data.map((v, i) => v - without.data[i]),
    2,
  );
}

/** J' H' (y - H D) / variance. */
function through(t: number, variance: number): Batch {
  const x0 = zeros(count(points), 2);
  const back = denoiser.withBack(points, t, x0);
  const off = operator.apply(x0);
  for (let i = 0; i < off.data.length; i++) off.data[i] = (y.data[0] - off.data[i]) / variance;
  return back(operator.adjoint(off), zeros(count(points), 2));
}

export function expected(): object {
  const at = (f: (t: number) => Batch) => Object.fromEntries([0.2, 0.5, 0.8].map((t) => [String(t), rows(f(t))]));
  let x = copy(points);
  const input = { denoiser, schedule, times, x, measurement: { operator, y, noise } };
  for (const step of pigdm({ ...input, eta: 0 })) x = step.x;
  return {
    exact: at(exact),
    dps: at((t) => through(t, noise ** 2)),
    pigdm: at((t) => through(t, noise ** 2 + spreadOfGuess(schedule.alpha(t), schedule.sigma(t)))),
    paths: { exact: rows(run(ddim, { ...input, denoiser: posterior.denoiser(schedule) })), pigdm: rows(x) },
  };
}
