import { copy, count, type Batch } from '../batch';
import { euler } from '../sampler/euler';
import type { Sampler, SamplerInput } from '../sampler/sampler';

/** Noise and where a flow takes it, row by row. */
export interface Coupling {
  /** x at the first time, [n, dim]. */
  readonly from: Batch;
  /** x at the last, [n, dim]. */
  readonly to: Batch;
}

/**
 * Every noise with the sample that the flow makes of it (Liu, Gong and Liu 2023, algorithm 1; Euler's method by default). A flow learned on the
 * lines between them is straighter, and its marginals stay (their theorems 3.3 and 3.7). Draws nothing where the sampler does not.
 */
export function coupled(input: SamplerInput, sampler: Sampler = euler): Coupling {
  const from = copy(input.x);
  let to = from;
  for (const { x } of sampler(input)) to = x;
  return { from, to: copy(to) };
}

/** How straight paths are, and how long. */
export interface Straightness {
  /** Mean over time and rows of the squared difference between the velocity and the mean velocity of its path; 0 for straight lines at a steady pace. */
  readonly straightness: number;
  /** Mean squared distance from beginning to end: a transport cost. */
  readonly cost: number;
}

/**
 * Liu, Gong and Liu 2023, eq. 7: S = integral over t of E |(Z_1 - Z_0) - dZ_t / dt|^2, of paths as a solver has them, straight between its states.
 *
 * @param states at each of the times [n, dim]; their memory may not be shared
 * @param times falling or rising, at least two
 */
export function straightnessOf(states: readonly Batch[], times: ArrayLike<number>): Straightness {
  const last = times.length - 1;
  if (last < 1 || states.length !== times.length) {
    throw new RangeError(`${states.length} states at ${times.length} times (expected as many, at least 2)`);
  }
  const [begin, end] = [states[0].data, states[last].data];
  const whole = times[last] - times[0];
  let [bent, cost] = [0, 0];
  for (let j = 0; j < begin.length; j++) {
    const mean = (end[j] - begin[j]) / whole;
    cost += (end[j] - begin[j]) ** 2;
    for (let i = 1; i <= last; i++) {
      const span = times[i] - times[i - 1];
      bent += (span / whole) * ((states[i].data[j] - states[i - 1].data[j]) / span - mean) ** 2;
    }
  }
  const rows = count(states[0]);
  return { straightness: bent / rows, cost: cost / rows };
}
