import { copy, count, zeros } from '../batch';
import { checkRange } from '../sampler/options';
import { checkInput, linearOf, type InverseMethod } from './method';

export interface DdrmOptions {
  /** eta of the paper: share of fresh noise where the state is less noisy than y, and where nothing was measured. Default 0.85, the paper's. */
  readonly eta?: number;
  /** eta_b: how far the state follows y where y is less noisy than the state. Default 1, the paper's. */
  readonly etaB?: number;
  /** Whether the start takes what y says, as the paper's does (default); else it is taken as it is. */
  readonly begin?: boolean;
}

/**
 * DDRM: Kawar et al. 2022, eq. 7 and 8. In the basis of H's singular vectors a measured number is y_i / s_i with noise of deviation
 * noise / s_i, in the units of x_0. While the state is noisier, its mean goes to y_i / s_i; once it is less noisy, the prediction is
 * moved towards y by as much noise as there is; where nothing was measured it is DDIM's step. One draw a step serves all three, which are
 * in different directions. Needs `random`.
 */
export const ddrm: InverseMethod<DdrmOptions> = function* (input) {
  const { denoiser, schedule, times, measurement, random, eta = 0.85, etaB = 1, begin = true } = input;
  const y = checkInput('ddrm', input);
  const { spectrum } = linearOf('ddrm', measurement);
  checkRange('ddrm with eta', eta, { least: 0, most: 1 });
  checkRange('ddrm with etaB', etaB, { least: 0, most: 1 });
  if (!random) throw new TypeError('ddrm draws noise at every step (expected `random`)');
  const { values: s } = spectrum;
  const r = s.length;
  const n = count(input.x);
  const x = copy(input.x);
  const [x0, epsilon, z] = [zeros(n, x.dim), zeros(n, x.dim), zeros(n, x.dim)];
  const [mean, fresh, here] = [zeros(n, r), zeros(n, r), zeros(n, r)];
  const off = zeros(n, x.dim);
  const wanted = spectrum.read(y);
  for (let i = 0; i < wanted.data.length; i++) wanted.data[i] /= s[i % r];
  const apart = s.map((value) => measurement.noise / value);
  /** Moves the measured directions of `x`, which stand at `here`, to `to`. */
  const move = (to: Float64Array): void => {
    for (let i = 0; i < to.length; i++) here.data[i] = to[i] - here.data[i];
    spectrum.spread(here, off);
    for (let j = 0; j < x.data.length; j++) x.data[j] += off.data[j];
  };

  if (begin) {
    const [alpha, sigma] = [schedule.alpha(times[0]), schedule.sigma(times[0])];
    spectrum.project(x, here);
    move(
      here.data.map((value, i) => {
        const left = sigma * sigma - (alpha * apart[i % r]) ** 2;
        return left > 0 ? alpha * wanted.data[i] + (Math.sqrt(left) / sigma) * value : value;
      }),
    );
  }
  yield { i: 0, t: times[0], x, denoised: x, evaluations: 0, pulls: 0 };

  const to = new Float64Array(n * r);
  for (let k = 1; k < times.length; k++) {
    const [t, next] = [times[k - 1], times[k]];
    denoiser.denoise(x, t, x0);
    const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
    const after = schedule.alpha(next);
    const level = schedule.sigma(next) / after;
    random.normals(z.data);
    spectrum.project(x0, mean);
    spectrum.project(z, fresh);
    const old = level * Math.sqrt(1 - eta * eta);
    // All directions as if nothing were measured, in the units of x_0.
    for (let j = 0; j < x.data.length; j++) {
      epsilon.data[j] = (x.data[j] - alpha * x0.data[j]) / sigma;
      x.data[j] = x0.data[j] + old * epsilon.data[j] + level * eta * z.data[j];
    }
    spectrum.project(x, here);
    for (let i = 0; i < to.length; i++) {
      const noise = apart[i % r];
      if (level >= noise) {
        to[i] =
          etaB * wanted.data[i] +
          (1 - etaB) * mean.data[i] +
          Math.sqrt(level ** 2 - (etaB * noise) ** 2) * fresh.data[i];
      } else {
        to[i] = mean.data[i] + (old * (wanted.data[i] - mean.data[i])) / noise + level * eta * fresh.data[i];
      }
    }
    move(to);
    for (let j = 0; j < x.data.length; j++) x.data[j] *= after;
    yield { i: k, t: next, x, denoised: x0, evaluations: k, pulls: 0 };
  }
};
