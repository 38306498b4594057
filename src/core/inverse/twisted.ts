import { copy, count, zeros } from '../batch';
import { checkRange } from '../sampler/options';
import { checkInput, differentiableOf, type GuidedMethod } from './method';
import { spreadOfGuess } from './pigdm';
import { resample } from './resample';
import { stepBetween } from './step';
import { twistOf } from './twist';

export interface TwistedOptions {
  /** Particles that are weighed against each other: as many rows of x on end. Must divide their number. */
  readonly particles?: number;
  /** Resample where the effective number of particles is below this share of them. 1: at every step; 0: at the end only. */
  readonly threshold?: number;
  /** The deviation of the data that the twist is widened by, as PiGDM's r_t. 0: the paper's twist, N(y; H(E[x_0 | x_t]), noise^2 I). */
  readonly deviation?: number;
  /** Times the twist's gradient in the proposal. 0 proposes without y: the bootstrap filter. The target is the same. */
  readonly scale?: number;
}

/**
 * The twisted diffusion sampler: Wu et al. 2023, algorithm 1, a Feynman–Kac correction. Particles take ancestral steps guided by the
 * gradient of a twist, a guess at p(y | x_t), and are weighed by what that did to their probability: p(x_s | x_t) / q(x_s | x_t) times the
 * twist at s over the twist at t. At t = 0 the twist is the likelihood, so that the weighted particles are those of p(x_0 | y) as their
 * number grows, whatever the twist, but for the steps' own error. The twist here is N(y; H(E[x_0 | x_t]), v), whose v is noise^2 I, and
 * for a linear H widened by r_t^2 H H' along its singular directions; for another, by r_t^2 I.
 * Every group of `particles` rows is a sampler of its own. Its rows are resampled at the end and then count alike; one of them is a sample, all of
 * them are not independent. Needs `random` and a measurement noise above 0.
 */
export const twisted: GuidedMethod<TwistedOptions> = function* (input) {
  const {
    denoiser,
    schedule,
    times,
    measurement,
    random,
    particles = 16,
    threshold = 0.5,
    deviation = 1,
    scale = 1,
  } = input;
  const y = checkInput('twisted', input);
  const operator = differentiableOf('twisted', measurement);
  const n = count(input.x);
  checkRange('twisted with particles', particles, { least: 1, whole: true });
  if (n % particles !== 0) throw new RangeError(`twisted: ${n} rows in groups of ${particles} (expected a multiple)`);
  checkRange('twisted with threshold', threshold, { least: 0, most: 1 });
  checkRange('twisted with deviation', deviation, { least: 0 });
  checkRange('twisted with scale', scale, { least: 0 });
  if (measurement.noise === 0) throw new RangeError('twisted without measurement noise (expected a noise above 0)');
  if (!random) throw new TypeError('twisted draws noise at every step (expected `random`)');
  const x = copy(input.x);
  const [x0, pulled, gradient, z] = [zeros(n, x.dim), zeros(n, x.dim), zeros(n, x.dim), zeros(n, x.dim)];
  const logWeights = new Float64Array(n);
  const twist = twistOf({ ...measurement, operator }, y);
  const log = new Float64Array(n);

  /** The denoiser, the twist and its gradient at x, t. */
  const look = (t: number): void => {
    const back = denoiser.withBack(x, t, x0);
    twist(x0, spreadOfGuess(schedule.alpha(t), schedule.sigma(t), deviation), log, pulled);
    back(pulled, gradient);
  };
  const regroup = (limit: number): void =>
    resample(logWeights, particles, limit, random, (from, to) => {
      for (const { data, dim } of [x, x0, gradient]) data.copyWithin(to * dim, from * dim, (from + 1) * dim);
      log[to] = log[from];
    });

  look(times[0]);
  logWeights.set(log);
  let evaluations = 1;
  yield { i: 0, t: times[0], x, denoised: x, evaluations: 0, pulls: 0 };
  for (let k = 1; k < times.length; k++) {
    const [t, s] = [times[k - 1], times[k]];
    regroup(threshold);
    const step = stepBetween(schedule, t, s, {});
    const variance = step.deviation ** 2;
    // A step without noise cannot be weighed: it is taken as the model has it.
    const size = variance > 0 ? (step.data * scale * schedule.sigma(t) ** 2) / schedule.alpha(t) : 0;
    random.normals(z.data);
    for (let row = 0; row < n; row++) {
      let ratio = 0;
      for (let j = row * x.dim; j < (row + 1) * x.dim; j++) {
        const push = size * gradient.data[j];
        x.data[j] = step.noised * x.data[j] + step.data * x0.data[j] + push + step.deviation * z.data[j];
        if (variance > 0) ratio -= (push * push + 2 * step.deviation * push * z.data[j]) / (2 * variance);
      }
      logWeights[row] += ratio - log[row];
    }
    if (schedule.sigma(s) > 0) {
      look(s);
      if (k < times.length - 1) evaluations += 1;
    } else {
      for (let j = 0; j < x.data.length; j++) x0.data[j] = x.data[j] / schedule.alpha(s);
      twist(x0, 0, log, pulled);
    }
    for (let row = 0; row < n; row++) logWeights[row] += log[row];
    if (k === times.length - 1) regroup(2);
    yield { i: k, t: s, x, denoised: x0, evaluations, pulls: evaluations };
  }
};
