/**
 * What a coupling of noise and data buys, and where minibatch transport deceives: chapter 9.
 *
 * The protocol, fixed before anything was measured. Squared distances are sums over dimensions; each seed has its own points, batches and weights.
 *
 * In the plane, from N(0, I) to a shape: `pairs` points of each are joined, independently, in batches by optimal transport, in batches by drawing partners from the entropic plan,
 * or all of the first `exact` of each at once (entropic: `soft` pairs); a network of `network` learns the lines between partners for `steps` steps of `batchSize` (`net/objective/reflow.ts`). The same
 * network, rate and number of steps for all. Of its average:
 * - `cost`, the mean of |x_1 - x_0|^2 over `fresh` other pairs of the same coupling; `variance`, its mean squared error on them, t stratified: what is left of the
 *   cost when the flow is known, and what the network misses of the flow;
 * - `bend`, Liu's S, and `carried`, the mean of |x(0) - x(1)|^2 over paths of the learned flow from `samples` noises, in `solver` steps of the classical
 *   Runge-Kutta method from t = 1 to `last`; `detour`, their length over the distance of their ends. For the exact flow, cost = variance + bend + carried;
 * - `distances`, the energy distance (V) of `samples` samples to `reference` points of the shape after so many steps of Euler's method, the same noise for all couplings.
 *
 * In more dimensions, without a network: data whose numbers are independent, so that the optimal cost is known. `costs`, of pairs by optimal transport in batches, beside that
 * of independent pairs and the optimum. What a coupling can change is the difference of these two; it bounds the variance of the target, averaged over time. Two kinds: two bumps along
 * every axis, and two bumps along two axes with little width along the others. Last, the digits, whose optimum is not known: it is at least Gelbrich's bound,
 * that of a Gaussian with their mean and covariance.
 *
 * Time: of optimal transport on one batch of `batchSize` in the plane, over that of one step of training, in turn; of the processor; median.
 */
import { experiment } from './record';
import { fields, list, name, nullable, number, text, type Shaped } from './shape';
import { mean, significant } from './words';

export const couplingNames = ['independent', 'minibatch', 'entropic', 'exact'] as const;

const row = fields({
  data: name('eight-gaussians', 'two-moons'),
  coupling: name(...couplingNames),
  /** Points that are matched at a time. */
  batch: number,
  /** Strength of the entropy, in squared data units; null where there is none. */
  entropy: nullable(number),
  runs: list(
    fields({
      seed: number,
      cost: number,
      variance: number,
      bend: number,
      carried: number,
      detour: number,
      distances: list(number),
    }),
  ),
});

const shape = fields({
  command: text,
  machine: text,
  seeds: list(number),
  plane: fields({
    network: text,
    steps: number,
    batchSize: number,
    pairs: number,
    fresh: number,
    soft: number,
    exact: number,
    samples: number,
    reference: number,
    solver: number,
    last: number,
    /** Steps of Euler's method. */
    budgets: list(number),
    rows: list(row),
  }),
  dimension: fields({
    pairs: number,
    batches: list(number),
    rows: list(
      fields({
        data: name('every axis', 'two axes'),
        dim: number,
        independent: number,
        optimal: number,
        runs: list(fields({ seed: number, costs: list(number) })),
      }),
    ),
  }),
  digits: fields({
    pairs: number,
    batches: list(number),
    dim: number,
    /** This and all costs: over the numbers of a picture. */
    independent: number,
    /** Gelbrich's: the optimum is at least this. */
    bound: number,
    runs: list(fields({ seed: number, costs: list(number) })),
  }),
  time: fields({ batches: list(number), ratios: list(number) }),
});

export type CouplingsRecord = Shaped<typeof shape>;
export type PlaneRow = CouplingsRecord['plane']['rows'][number];
type Run = PlaneRow['runs'][number];

/** The row of a coupling in the plane. Throws where there is none. */
export function planeRow(
  { plane }: CouplingsRecord,
  data: PlaneRow['data'],
  coupling: PlaneRow['coupling'],
  batch?: number,
): PlaneRow {
  const found = plane.rows.find(
    (one) => one.data === data && one.coupling === coupling && (batch === undefined || one.batch === batch),
  );
  if (!found) throw new RangeError(`no ${coupling} coupling of ${batch ?? 'any'} on ${data} was recorded`);
  return found;
}

/** Of what a coupling can change, the share that batches of the given size do change: 0 for independent pairs, 1 for the optimum. */
export function shareWon(
  { batches, rows }: CouplingsRecord['dimension'],
  data: 'every axis' | 'two axes',
  dim: number,
  batch: number,
): readonly number[] {
  const found = rows.find((one) => one.data === data && one.dim === dim);
  const at = batches.indexOf(batch);
  if (!found || at < 0) throw new RangeError(`no batches of ${batch} in ${dim} dimensions were recorded`);
  return found.runs.map(({ costs }) => (found.independent - costs[at]) / (found.independent - found.optimal));
}

type Name = PlaneRow['coupling'];
const value = (of: (run: Run) => number, coupling: Name, batch?: number) => (record: CouplingsRecord) =>
  significant(mean(planeRow(record, 'eight-gaussians', coupling, batch).runs.map(of)), 2);
const after = (steps: number, coupling: Name, batch?: number) => (record: CouplingsRecord) =>
  value((run) => run.distances[record.plane.budgets.indexOf(steps)], coupling, batch)(record);
const percent = (shares: readonly number[]) => `${(100 * mean(shares)).toFixed(0)} %`;
const won =
  (dim: number, data: 'every axis' | 'two axes' = 'every axis') =>
  (record: CouplingsRecord) =>
    percent(shareWon(record.dimension, data, dim, 256));
const slower =
  (batch: number) =>
  ({ time }: CouplingsRecord) =>
    significant(time.ratios[time.batches.indexOf(batch)], 2);

export const couplings = experiment({
  name: 'couplings',
  says: "chapter 9's table of couplings",
  takes: 'half an hour',
  shape,
  sentences: {
    'variance-independent': value(({ variance }) => variance, 'independent'),
    'variance-16': value(({ variance }) => variance, 'minibatch', 16),
    'variance-256': value(({ variance }) => variance, 'minibatch', 256),
    'bend-independent': value(({ bend }) => bend, 'independent'),
    'bend-16': value(({ bend }) => bend, 'minibatch', 16),
    'carried-independent': value(({ carried }) => carried, 'independent'),
    'carried-256': value(({ carried }) => carried, 'minibatch', 256),
    'one-step-independent': after(1, 'independent'),
    'four-steps-independent': after(4, 'independent'),
    'one-step-256': after(1, 'minibatch', 256),
    'time-64': slower(64),
    'time-256': slower(256),
    'won-2': won(2),
    'won-8': won(8),
    'won-32': won(32),
    'won-128': won(128),
    'won-two-axes-128': won(128, 'two axes'),
    'digits-saved': ({ digits }) =>
      `${(100 * (1 - mean(digits.runs.map(({ costs }) => costs[digits.batches.indexOf(256)])) / digits.independent)).toFixed(1)} %`,
    'digits-possible': ({ digits }) => `${(100 * (1 - digits.bound / digits.independent)).toFixed(0)} %`,
  },
});
