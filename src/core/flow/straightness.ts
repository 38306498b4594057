import { count, zeros, type Batch } from '../batch';
import type { LikelihoodOptions } from '../likelihood';
import type { FlowField } from '../process/flow-field';
import { dormandPrince, fixedSteps } from '../process/ode';

/** How straight the paths of a flow are. */
export interface Straightness {
  /**
   * S = mean over paths of the integral of |v - (x(to) - x(from)) / T|^2 dt, T = |to - from| (Liu et al. 2023, section 2, where T = 1): 0 where every path
   * is a straight line at constant speed, so that one step of Euler's lands where it ends. In squared data units over time.
   */
  readonly deviation: number;
  /** S over the mean of |x(to) - x(from)|^2 / T: without units. */
  readonly relative: number;
  /** Mean length of the paths over the mean distance of their ends: 1 for straight lines, at whatever speed. */
  readonly detour: number;
  /** Of each path: the integral of |v|^2 dt, the length, and the distance of the ends. */
  readonly energy: Float64Array;
  readonly length: Float64Array;
  readonly chord: Float64Array;
  /** Where each path ends. */
  readonly end: Batch;
  readonly evaluations: number;
}

export interface StraightnessOptions {
  /** Default: 1 to the field's earliest time, from noise to data. */
  readonly from?: number;
  readonly to?: number;
  readonly solver?: LikelihoodOptions['solver'];
}

/** Of the paths that start in the rows of `x` at time `from`: integrated beside them, to the solver's own error. */
export function straightness(
  x: Batch,
  field: Pick<FlowField, 'velocity' | 'from'>,
  { from = 1, to = field.from, solver = {} }: StraightnessOptions = {},
): Straightness {
  if (!(Math.abs(to - from) > 0)) throw new RangeError(`paths from t = ${from} to ${to} (expected two times)`);
  const n = count(x);
  const { dim } = x;
  const size = n * dim;
  const [here, speed] = [zeros(n, dim), zeros(n, dim)];
  const direction = Math.sign(to - from);
  const state = new Float64Array(size + 2 * n); // points, energies, lengths
  state.set(x.data);
  const slope = (y: Float64Array, t: number, out: Float64Array) => {
    here.data.set(y.subarray(0, size));
    field.velocity(here, t, speed);
    out.set(speed.data);
    for (let row = 0; row < n; row++) {
      let squared = 0;
      for (let d = 0; d < dim; d++) squared += speed.data[row * dim + d] ** 2;
      out[size + row] = direction * squared;
      out[size + n + row] = direction * Math.sqrt(squared);
    }
  };
  const evaluations =
    'steps' in solver
      ? fixedSteps[solver.method ?? 'rk4'].solve(slope, state, from, to, solver.steps)
      : dormandPrince(slope, state, from, to, solver);
  const end = { data: state.slice(0, size), dim };
  const chord = Float64Array.from({ length: n }, (_, row) => distance(x.data, end.data, row * dim, dim));
  const energy = state.slice(size, size + n);
  const length = state.slice(size + n);
  const time = Math.abs(to - from);
  const [spent, apart] = [mean(energy), mean(chord.map((c) => c * c)) / time];
  return {
    deviation: Math.max(0, spent - apart),
    relative: Math.max(0, spent - apart) / apart,
    detour: mean(length) / mean(chord),
    energy,
    length,
    chord,
    end,
    evaluations,
  };
}

/** Length over distance of the ends, as means over rows, of paths given by their points (a sampler's states): 1 if each is a straight line. */
export function detour(states: readonly Batch[]): number {
  if (states.length < 2) throw new RangeError(`a path of ${states.length} points (expected at least 2)`);
  const { dim } = states[0];
  const last = states[states.length - 1];
  let [length, chord] = [0, 0];
  for (let base = 0; base < last.data.length; base += dim) {
    for (let i = 1; i < states.length; i++) length += distance(states[i - 1].data, states[i].data, base, dim);
    chord += distance(states[0].data, last.data, base, dim);
  }
  return length / chord;
}

function distance(a: Float64Array, b: Float64Array, base: number, dim: number): number {
  let squared = 0;
  for (let d = base; d < base + dim; d++) squared += (a[d] - b[d]) ** 2;
  return Math.sqrt(squared);
}

function mean(values: Float64Array): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}
