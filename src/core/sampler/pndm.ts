import type { SamplerEntry } from './entry';
import { noiseRatio } from './noise-ratio';
import { checkChoice } from './options';
import type { Sampler } from './sampler';

export interface PndmOptions {
  /**
   * How the method starts, before it has four epsilons to join: `plms` by lower orders (one evaluation more, for the
   * first step, which is Heun's); `prk` by three pseudo Runge–Kutta steps of four evaluations each, as in the paper.
   */
  readonly start?: 'plms' | 'prk';
}

/**
 * Liu et al. 2022, algorithm 2: pseudo linear multistep. The epsilons of the last four steps are joined with the
 * weights of Adams and Bashforth, and DDIM's step (`transfer`, eq. 9) is taken along the result. The weights
 * suppose equal steps in t, and the transfer is linear in the noise level, not in t: the whole is of order 2.
 *
 * The paper always starts with Runge–Kutta steps; `plms` is the start that Stable Diffusion made usual. There the
 * epsilon of Heun's second evaluation is not remembered, as in diffusers.
 */
export const pndm: Sampler<PndmOptions> = function* (input) {
  const { schedule, start = 'plms' } = input;
  checkChoice('pndm with start', start, ['plms', 'prk']);
  const { n, times, level, y: x, memory, denoise, report } = noiseRatio(input);
  const D = memory();
  const e = [memory(), memory(), memory(), memory()]; // of step i at i mod 4
  const other = memory();
  const joined = memory();
  const state = memory();

  const epsilon = (y: Float64Array, t: number, sigma: number, out: Float64Array): void => {
    denoise(y, t, D);
    for (let j = 0; j < x.length; j++) out[j] = (y[j] - D[j]) / sigma;
  };
  const transfer = (along: Float64Array, from: number, to: number, out: Float64Array): void => {
    for (let j = 0; j < x.length; j++) out[j] = x[j] + (to - from) * along[j];
  };
  yield report(0);

  for (let i = 0; i < n; i++) {
    const a = level[i];
    const b = level[i + 1];
    const e0 = e[i % 4];
    epsilon(x, times[i], a, e0);
    if (start === 'prk' && i < 3 && b > 0) {
      const t = (times[i] + times[i + 1]) / 2;
      const half = schedule.sigma(t) / schedule.alpha(t);
      joined.set(e0);
      transfer(e0, a, half, state);
      for (const to of [half, b]) {
        epsilon(state, t, half, other);
        for (let j = 0; j < x.length; j++) joined[j] += 2 * other[j];
        transfer(other, a, to, state);
      }
      epsilon(state, times[i + 1], b, other);
      for (let j = 0; j < x.length; j++) joined[j] = (joined[j] + other[j]) / 6;
    } else if (i === 0 && b > 0) {
      transfer(e0, a, b, state);
      epsilon(state, times[1], b, other);
      for (let j = 0; j < x.length; j++) joined[j] = (e0[j] + other[j]) / 2;
    } else {
      const weights = ADAMS_BASHFORTH[Math.min(i, 3)];
      joined.fill(0);
      for (let k = 0; k < weights.length; k++) {
        const before = e[(i - k) % 4];
        for (let j = 0; j < x.length; j++) joined[j] += weights[k] * before[j];
      }
    }
    transfer(joined, a, b, x);
    yield report(i + 1);
  }
};

export const pndmEntry: SamplerEntry<PndmOptions> = {
  label: 'PNDM / PLMS',
  citation: 'liu2022',
  source: 'algorithm 2',
  order: 2,
  stochastic: false,
  evaluationsPerStep: 1,
  cost: (steps, zero) => (zero && steps === 1 ? 1 : steps + 1), // the first is Heun's
  defaults: { start: 'plms' },
  sampler: pndm,
};

/** Weights of the latest epsilon and those before it, by how many there are. */
const ADAMS_BASHFORTH = [
  [1],
  [3 / 2, -1 / 2],
  [23 / 12, -16 / 12, 5 / 12],
  [55 / 24, -59 / 24, 37 / 24, -9 / 24],
] as const;
