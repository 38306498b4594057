import type { SamplerEntry } from './entry';
import { noiseRatio } from './noise-ratio';
import { checkChoice } from './options';
import type { Sampler } from './sampler';
import { singleStep } from './single-step';

export interface DpmFastOptions {
  /**
   * The orders of the steps, as `spentOrders` spends a budget on them. Default (an empty list): 3 as long as it goes, then 2, then 1, which
   * cost three evaluations for each step but the first.
   */
  readonly orders?: readonly number[];
  /** On what the steps are: `epsilon` is DPM-Solver, as published, `x0` DPM-Solver++. */
  readonly form?: 'epsilon' | 'x0';
}

/**
 * The orders of single steps that together cost exactly so many evaluations, the order of each being its cost: Lu et al.
 * 2022 ("DPM-Solver-fast"): 3, 3, …, 3, 2, 1 or 3, …, 3, 1 or 3, …, 3, 2. With `most` 2: 2, …, 2 and, of an odd
 * number, 1; with 1: all 1.
 */
export function spentOrders(evaluations: number, most: 1 | 2 | 3 = 3): readonly number[] {
  if (!Number.isInteger(evaluations) || evaluations < 1) {
    throw new RangeError(`${evaluations} evaluations (expected a positive integer)`);
  }
  checkChoice('orders of at most', most, [1, 2, 3]);
  const whole = Math.floor(evaluations / most);
  const left = evaluations % most;
  const orders = new Array<number>(whole).fill(most);
  if (left > 0) orders.push(left);
  else if (most === 3) orders.splice(-1, 1, 2, 1); // two short steps where one long one would go to the end
  return orders;
}

/**
 * DPM-Solver-fast (Lu et al. 2022; k-diffusion's `sample_dpm_fast`): single steps of order 3 over the times,
 * those at the end of lower orders so that a budget is spent to the last evaluation. Made for steps equal in log-SNR. The
 * inner points are the papers' own: halfway, and at a third and two thirds. A step to no noise is of order 1, whatever its
 * order was to be.
 */
export const dpmFast: Sampler<DpmFastOptions> = function* (input) {
  const { form = 'epsilon' } = input;
  checkChoice('dpmFast with form', form, ['epsilon', 'x0']);
  const ratio = noiseRatio(input);
  const { n, times, level: sigma, y: x, report } = ratio;
  const orders = input.orders?.length ? input.orders : usual(n);
  if (orders.length !== n) throw new RangeError(`dpmFast with ${orders.length} orders (expected ${n}, one a step)`);
  for (const order of orders) checkChoice('dpmFast with orders', order, [1, 2, 3]);
  const step = singleStep(ratio, form, 'dpmsolver');
  yield report(0);

  for (let i = 0; i < n; i++) {
    step.begin(sigma[i], times[i]);
    const order = sigma[i + 1] === 0 ? 1 : orders[i];
    if (order === 1) step.first(sigma[i], sigma[i + 1], x);
    else if (order === 2) step.second(sigma[i], sigma[i + 1], x);
    else step.third(sigma[i], sigma[i + 1], x);
    yield report(i + 1);
  }
};

/** The orders of `n` steps when nobody says how much there is to spend. */
const usual = (n: number): readonly number[] => (n === 1 ? [1] : spentOrders(3 * (n - 1)));

export const dpmFastEntry: SamplerEntry<DpmFastOptions> = {
  label: 'DPM-Solver-fast',
  citation: 'lu2022',
  source: 'DPM-Solver-fast',
  order: 2,
  stochastic: false,
  evaluationsPerStep: 3,
  cost: (steps) => Math.max(1, 3 * (steps - 1)),
  defaults: { orders: [], form: 'epsilon' },
  sampler: dpmFast,
};
