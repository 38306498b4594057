import { copy, count, zeros } from '../batch';
import { checkRange } from '../sampler/options';
import { checkInput, linearOf, type InverseMethod } from './method';
import { travel, type TravelOptions } from './travel';

export interface DdnmOptions extends TravelOptions {
  /** Share of fresh noise in a step, of all its noise, unlike DDIM's eta. Default 0.85, the public code's. */
  readonly eta?: number;
}

/**
 * DDNM+: Wang et al. 2023, eq. 17 to 19, and algorithm 4 for the spectrum. The prediction is projected so that it agrees with y,
 * x_0 - V L V' H^+ (H x_0 - y), and noised again. With a measurement noise, L is 1 while the step's noise is larger than what y brings
 * along, which it then leaves out of its own noise; less after that. Without noise this is DDNM. Time travel (`visits`) goes back up by
 * noising the prediction that is not projected, as in the public code. Needs `random`.
 */
export const ddnm: InverseMethod<DdnmOptions> = function* (input) {
  const { denoiser, schedule, times, measurement, random, eta = 0.85, length = 1, visits = 1 } = input;
  const y = checkInput('ddnm', input);
  const { spectrum } = linearOf('ddnm', measurement);
  checkRange('ddnm with eta', eta, { least: 0, most: 1 });
  if (!random) throw new TypeError('ddnm draws noise at every step (expected `random`)');
  const course = travel(times.length - 1, { length, visits });
  const { values: s } = spectrum;
  const r = s.length;
  const n = count(input.x);
  const x = copy(input.x);
  const [x0, epsilon, z, off] = [zeros(n, x.dim), zeros(n, x.dim), zeros(n, x.dim), zeros(n, x.dim)];
  const [mean, fresh, old] = [zeros(n, r), zeros(n, r), zeros(n, r)];
  const wanted = spectrum.read(y);
  for (let i = 0; i < wanted.data.length; i++) wanted.data[i] /= s[i % r];
  const share = Math.sqrt(1 - eta * eta);
  let evaluations = 0;
  yield { i: 0, t: times[0], x, denoised: x, evaluations, pulls: 0 };

  for (let k = 1; k < course.length; k++) {
    const [t, next] = [times[course[k - 1]], times[course[k]]];
    const [alpha, sigma] = [schedule.alpha(next), schedule.sigma(next)];
    random.normals(z.data);
    if (course[k] < course[k - 1]) {
      for (let j = 0; j < x.data.length; j++) x.data[j] = alpha * x0.data[j] + sigma * z.data[j];
    } else {
      denoiser.denoise(x, t, x0);
      evaluations += 1;
      const [before, noisy] = [schedule.alpha(t), schedule.sigma(t)];
      for (let j = 0; j < x.data.length; j++) epsilon.data[j] = (x.data[j] - before * x0.data[j]) / noisy;
      spectrum.project(x0, mean);
      spectrum.project(z, fresh);
      spectrum.project(epsilon, old);
      for (let i = 0; i < mean.data.length; i++) {
        const brought = (alpha * measurement.noise) / s[i % r];
        let [towards, freshly, again] = [1, sigma * eta, sigma * share];
        if (measurement.noise > 0 && sigma < brought) [towards, again] = [(sigma * share) / brought, 0];
        else if (measurement.noise > 0) [freshly, again] = [Math.sqrt(sigma * sigma - brought * brought), 0];
        // What these directions get beyond the step in which nothing was measured.
        mean.data[i] =
          alpha * towards * (wanted.data[i] - mean.data[i]) +
          (freshly - sigma * eta) * fresh.data[i] +
          (again - sigma * share) * old.data[i];
      }
      spectrum.spread(mean, off);
      for (let j = 0; j < x.data.length; j++) {
        x.data[j] = alpha * x0.data[j] + sigma * (eta * z.data[j] + share * epsilon.data[j]) + off.data[j];
      }
    }
    yield { i: course[k], t: next, x, denoised: x0, evaluations, pulls: 0 };
  }
};
