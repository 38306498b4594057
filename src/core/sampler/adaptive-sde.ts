import { copy, zeros } from '../batch';
import { adaptiveWalk } from './adaptive';
import { checkCourse } from './course';
import type { SamplerEntry } from './entry';
import { checkRange } from './options';
import type { Sampler } from './sampler';

export interface AdaptiveSdeOptions {
  /** Error allowed in a step, relative to the state (the paper's epsilon_rel) and absolute (epsilon_abs). */
  readonly relative?: number;
  readonly absolute?: number;
  /** The first step to try. */
  readonly first?: number;
  /** The least time to integrate to; the rest of a way to 0 is E[x_0]. */
  readonly least?: number;
  /** Give up after so many steps tried, refused ones included. */
  readonly most?: number;
}

/**
 * Jolicoeur-Martineau et al. 2021 ("Gotta go fast"), algorithm 1: the reverse SDE by Euler and Maruyama's method and,
 * with the same noise, by its stochastic form of Heun's; their distance sets the step, and the better of the two is
 * kept. A step refused is tried again with new noise. The state is reported at the times; between them it takes what
 * steps it needs. Two differences: the paper gives each picture its own step, here the batch has one, by the root mean
 * square over it; and a way to t = 0 ends with E[x_0], the mean of what is left. Needs `random`.
 */
export const adaptiveSde: Sampler<AdaptiveSdeOptions> = function* (input) {
  const { denoiser, schedule, times, random, relative = 0.02, absolute = 0.01, first = 0.01 } = input;
  const { least = 1e-3, most = 10_000 } = input;
  checkCourse(input, { slopes: true });
  if (!random) throw new TypeError('adaptiveSde draws noise at every step (expected `random`)');
  checkRange('adaptiveSde with relative', relative, { least: 0 });
  checkRange('adaptiveSde with absolute', absolute, { above: 0 });
  checkRange('adaptiveSde with first', first, { above: 0 });
  checkRange('adaptiveSde with least', least, { above: 0 });
  checkRange('adaptiveSde with most', most, { least: 1, whole: true });
  const x = copy(input.x);
  const rows = x.data.length / x.dim;
  const x0 = zeros(rows, x.dim);
  const euler = zeros(rows, x.dim); // x'
  const better = zeros(rows, x.dim); // x''
  const before = copy(x); // x'_prev
  const z = new Float64Array(x.data.length);
  let evaluations = 0;

  /** Into `out`: `from` moved by what the reverse SDE's drift and noise at (at, t) amount to over h. */
  const move = (at: typeof x, t: number, h: number, from: typeof x, out: typeof x): void => {
    denoiser.denoise(at, t, x0);
    evaluations++;
    const g = schedule.diffusion(t);
    const pull = (h * g * g) / schedule.sigma(t) ** 2;
    const drift = -h * schedule.drift(t) - pull;
    const alpha = pull * schedule.alpha(t);
    const noise = g * Math.sqrt(h);
    for (let j = 0; j < z.length; j++) {
      out.data[j] = from.data[j] + drift * at.data[j] + alpha * x0.data[j] + noise * z[j];
    }
  };
  yield { i: 0, t: times[0], x, denoised: x, evaluations };

  const change = (error: number) => Math.min(10, 0.9 * Math.max(error, 1e-12) ** -0.9);
  const walk = adaptiveWalk({ name: 'adaptiveSde', most, first, change, along: 't =' });
  for (let i = 1; i < times.length; i++) {
    const end = Math.max(times[i], least);
    const reached = walk(times[i - 1], end, (t, h) => {
      const lands = t - h <= end + 1e-12;
      const step = lands ? t - end : h;
      const next = lands ? end : t - step;
      random.normals(z);
      move(x, t, step, x, euler);
      move(euler, next, step, x, better);
      let squares = 0;
      for (let j = 0; j < z.length; j++) {
        better.data[j] = (euler.data[j] + better.data[j]) / 2;
        const size = Math.max(Math.abs(euler.data[j]), Math.abs(before.data[j]));
        squares += ((euler.data[j] - better.data[j]) / Math.max(absolute, relative * size)) ** 2;
      }
      const error = Math.sqrt(squares / z.length);
      if (error <= 1) {
        x.data.set(better.data);
        before.data.set(euler.data);
      }
      return { next, step, lands, error };
    });
    if (times[i] < end) {
      denoiser.denoise(x, reached, x0);
      evaluations++;
      for (let j = 0; j < z.length; j++) x.data[j] = schedule.alpha(times[i]) * x0.data[j];
    }
    yield { i, t: times[i], x, denoised: x0, evaluations };
  }
};

export const adaptiveSdeEntry: SamplerEntry<AdaptiveSdeOptions> = {
  label: 'Adaptive SDE',
  citation: 'jolicoeur2021',
  source: 'algorithm 1',
  order: 2,
  stochastic: true,
  evaluationsPerStep: 2,
  adaptive: true,
  defaults: { relative: 0.02, absolute: 0.01, first: 0.01, least: 1e-3, most: 10_000 },
  sampler: adaptiveSde,
};
