import type { Rates } from '../parameterization';

/** alpha and sigma of a schedule at one time. */
export type Level = Pick<Rates, 'alpha' | 'sigma'>;

/** A step of DDIM from one time to another: `noised * x_t + data * E[x_0 | x_t]` (Salimans and Ho 2022, eq. 8). */
export function ddimMove(from: Level, to: Level): { readonly noised: number; readonly data: number } {
  const noised = to.sigma / from.sigma;
  return { noised, data: to.alpha - noised * from.alpha };
}

/**
 * The target of progressive distillation (Salimans and Ho 2022, algorithm 2 and appendix G): the x_0 for which one step of DDIM, from `t` to
 * `s`, ends where two steps of the teacher do, over `mid`. The paper solves it from where they end,
 *
 *   x~ = (z_s - (sigma_s / sigma_t) z_t) / (alpha_s - (sigma_s / sigma_t) alpha_t),
 *
 * a small difference over another. As DDIM moves z / sigma by x_0 times the gain in alpha / sigma, x~ is the mean of the teacher's two answers, `first`
 * at t and `second` at mid, weighted by how much each step gains. A step to no noise gains without bound: there x~ is the second answer, as
 * the authors' code has it too.
 */
export function twoStepTarget(t: Level, mid: Level, s: Level): { readonly first: number; readonly second: number } {
  if (s.sigma === 0) return { first: 0, second: 1 };
  const [begin, half, end] = [t, mid, s].map(({ alpha, sigma }) => alpha / sigma);
  const first = (half - begin) / (end - begin);
  return { first, second: 1 - first };
}

/** Weightings of the error of x_0: SNR is that of epsilon, SNR + 1 that of v, and max(SNR, 1) never forgets the noisiest (Salimans and Ho 2022, section 4). */
export type DataWeighting = 'constant' | 'snr' | 'truncated-snr' | 'snr+1';

/** What the squared error of x_0 is multiplied by. */
export function dataWeight(kind: DataWeighting, { alpha, sigma }: Level): number {
  const snr = (alpha / sigma) ** 2;
  switch (kind) {
    case 'constant':
      return 1;
    case 'snr':
      return snr;
    case 'truncated-snr':
      return Math.max(snr, 1);
    case 'snr+1':
      return snr + 1;
  }
}
