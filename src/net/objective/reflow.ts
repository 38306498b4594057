import { count } from '../../core/batch';
import type { FlowPairs } from '../../core/few-steps/rectified-flow';
import { checkFlow, onLines } from './flow-matching';
import type { BatchObjective } from './objective';

/**
 * Rectified flow on a coupling (Liu, Gong and Liu 2023, algorithm 1; "reflow" where the coupling is that of a flow before): flow matching on
 * the lines from each noise to its own sample, t uniform and stratified over the batch, pairs drawn with replacement. Time runs from data to
 * noise here. Its denoiser at t = 1 is the samples' mean given the noise: one step of Euler. Throws `RangeError` where the pairs do not match.
 */
export function reflow({ from, to }: FlowPairs): BatchObjective {
  const pairs = count(from);
  if (pairs < 1 || from.dim !== to.dim || from.data.length !== to.data.length) {
    throw new RangeError(
      `reflow of ${pairs} points of dim ${from.dim} and ${count(to)} of dim ${to.dim} (expected as many of each, at least one)`,
    );
  }
  return {
    kind: 'batches',
    name: 'reflow',
    check(settings) {
      checkFlow('reflow', settings);
      const { dim = 2 } = settings;
      if (dim !== from.dim) throw new RangeError(`reflow of pairs of dim ${from.dim} (expected ${dim})`);
    },
    batch(context) {
      const { dim, draw } = context;
      return onLines(context, (x0, epsilon) => {
        const row = draw.integer(pairs) * dim;
        for (let d = 0; d < dim; d++) {
          x0[d] = to.data[row + d];
          epsilon[d] = from.data[row + d];
        }
      });
    },
  };
}
