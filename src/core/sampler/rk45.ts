import { errors as E, nodes as C, stages as A } from '../dormand-prince';
import { adaptiveWalk } from './adaptive';
import type { SamplerEntry } from './entry';
import { noiseRatio } from './noise-ratio';
import { checkRange } from './options';
import type { Sampler } from './sampler';

export interface Rk45Options {
  /** Error allowed in a step: `absolute` + `relative` |y|, as a root mean square over the batch. */
  readonly relative?: number;
  readonly absolute?: number;
  /** The first step to try, as a part of the way to the second time. */
  readonly first?: number;
  /** The least noise level to integrate to; the rest of a way to 0 is one step of Euler's. */
  readonly least?: number;
  /** Give up after so many steps tried, refused ones included. */
  readonly most?: number;
}

/**
 * Dormand and Prince 1980, the pair of order 5 and 4, with steps chosen to a tolerance: the probability-flow ODE in the
 * noise level, as Song et al. 2021, section 4.3, solve it in t with SciPy's solver of the same name. The state is
 * reported at the times; between them it takes what steps it needs. Give it [1, 0] to leave it alone. The whole batch
 * takes the same steps. An accepted step costs six evaluations, its first slope being the last one's seventh. Throws an
 * `Error` where no step keeps the tolerance.
 */
export const rk45: Sampler<Rk45Options> = function* (input) {
  const { relative = 1e-5, absolute = 1e-5, first = 0.1, least = 1e-5, most = 10_000 } = input;
  checkRange('rk45 with relative', relative, { least: 0 });
  checkRange('rk45 with absolute', absolute, relative > 0 ? { least: 0 } : { above: 0 });
  checkRange('rk45 with first', first, { above: 0 });
  checkRange('rk45 with least', least, { above: 0 });
  checkRange('rk45 with most', most, { least: 1, whole: true });
  const { n, times, level, y, memory, denoise, timeOf, report } = noiseRatio(input);
  const D = memory();
  const k = Array.from({ length: 7 }, memory);
  const u = memory();
  const slope = (state: Float64Array, sigma: number, t: number, out: Float64Array): void => {
    denoise(state, t, D);
    for (let j = 0; j < out.length; j++) out[j] = (state[j] - D[j]) / sigma;
  };
  yield report(0);

  const walk = adaptiveWalk({
    name: 'rk45',
    most,
    first: first * (level[0] - level[1]), // steps are lengths in sigma, which falls
    change: (error) => Math.min(10, Math.max(0.2, 0.9 * error ** -0.2)),
    along: 'noise level',
    relative: true,
  });
  let started = false;
  for (let i = 0; i < n; i++) {
    const end = Math.max(level[i + 1], least);
    if (!started && level[i] > end) {
      slope(y, level[i], times[i], k[0]);
      started = true;
    }
    const reached = walk(level[i], end, (sigma, h) => {
      const lands = sigma - h <= end * (1 + 1e-12);
      const step = lands ? sigma - end : h;
      const next = lands ? end : sigma - step;
      for (let stage = 1; stage < 7; stage++) {
        u.set(y);
        for (let m = 0; m < stage; m++) {
          const weight = -step * A[stage][m];
          if (weight !== 0) for (let j = 0; j < u.length; j++) u[j] += weight * k[m][j];
        }
        const at = stage > 4 ? next : sigma - C[stage] * step;
        slope(u, at, lands && stage > 4 && end === level[i + 1] ? times[i + 1] : timeOf(at), k[stage]);
      }
      let squares = 0; // u is now the solution of order 5, its difference to order 4 the error
      for (let j = 0; j < u.length; j++) {
        let error = 0;
        for (let m = 0; m < 7; m++) error += step * E[m] * k[m][j];
        squares += (error / (absolute + relative * Math.max(Math.abs(y[j]), Math.abs(u[j])))) ** 2;
      }
      const error = Math.sqrt(squares / u.length);
      if (error <= 1) {
        y.set(u);
        k[0].set(k[6]);
      }
      return { next, step, lands, error };
    });
    if (level[i + 1] < end) for (let j = 0; j < y.length; j++) y[j] -= (reached - level[i + 1]) * k[0][j];
    yield report(i + 1);
  }
};

export const rk45Entry: SamplerEntry<Rk45Options> = {
  label: 'Runge–Kutta 4(5), adaptive',
  citation: 'dormand1980',
  source: 'table 2',
  order: 5,
  stochastic: false,
  evaluationsPerStep: 6,
  adaptive: true,
  defaults: { relative: 1e-5, absolute: 1e-5, first: 0.1, least: 1e-5, most: 10_000 },
  sampler: rk45,
};
