import { adaptiveWalk } from './adaptive';
import type { SamplerEntry } from './entry';
import { noiseRatio } from './noise-ratio';
import { checkRange } from './options';
import type { Sampler } from './sampler';
import { singleStep } from './single-step';

export interface DpmSolverAdaptiveOptions {
  /** Error allowed in a step, relative to the state and absolute, in the schedule's x: the root mean square of a row. */
  readonly relative?: number;
  readonly absolute?: number;
  /** The first step to try, in lambda. */
  readonly first?: number;
  /** Caution: part of the step that the error would allow. */
  readonly theta?: number;
  /** The least noise level to integrate to; a way to 0 ends with E[x_0]. */
  readonly least?: number;
  /** Give up after so many steps tried, refused ones included. */
  readonly most?: number;
}

/**
 * Lu et al. 2022 (adaptive step size, DPM-Solver-12 and -23): each step is taken by the solvers of order k - 1
 * and k, which share their evaluations, k of them; their distance sets the step, and the better of the two is kept. Defaults
 * are the paper's for pictures. The state is reported at the times; give it [1, 0] to leave it alone. A step that the worst
 * row of the batch refuses is refused for all. Throws an `Error` where no step keeps the tolerance.
 */
function adaptive(name: string, order: 2 | 3): Sampler<DpmSolverAdaptiveOptions> {
  return function* (input) {
    const { relative = 0.05, absolute = 0.0078, first = 0.05, theta = 0.9, least = 1e-3, most = 10_000 } = input;
    checkRange(`${name} with relative`, relative, { least: 0 });
    checkRange(`${name} with absolute`, absolute, relative > 0 ? { least: 0 } : { above: 0 });
    checkRange(`${name} with first`, first, { above: 0 });
    checkRange(`${name} with theta`, theta, { above: 0, most: 1 });
    checkRange(`${name} with least`, least, { above: 0 });
    checkRange(`${name} with most`, most, { least: 1, whole: true });
    const ratio = noiseRatio(input);
    const { n, times, level, y, memory, timeOf, signalAt, report } = ratio;
    const step = singleStep(ratio, 'epsilon', 'dpmsolver');
    const { dim } = input.x;
    const [low, high, before] = [memory(), memory(), memory()]; // before: the last step's lower solution, in x
    for (let j = 0; j < y.length; j++) before[j] = signalAt(times[0]) * y[j];
    const change = (error: number) => Math.min(10, theta * Math.max(error, 1e-12) ** (-1 / order));
    const walk = adaptiveWalk({ name, most, first, change, along: 'noise level' });
    yield report(0);

    for (let i = 0; i < n; i++) {
      let t = times[i];
      const end = Math.max(level[i + 1], least);
      const reached = walk(level[i], end, (sigma, h) => {
        const way = Math.log(sigma / end);
        const lands = h >= way * (1 - 1e-12);
        const next = lands ? end : sigma * Math.exp(-h);
        const there = lands && end === level[i + 1] ? times[i + 1] : timeOf(next);
        step.begin(sigma, t);
        if (order === 2) {
          step.first(sigma, next, low);
          step.second(sigma, next, high);
        } else {
          step.second(sigma, next, low, 1 / 3);
          step.third(sigma, next, high, 1 / 3, 2 / 3, true);
        }
        const alpha = signalAt(there);
        const error = worst(
          dim,
          (j) => {
            const size = Math.max(Math.abs(alpha * low[j]), Math.abs(before[j]));
            return (alpha * (high[j] - low[j])) / Math.max(absolute, relative * size);
          },
          y.length,
        );
        if (error <= 1) {
          for (let j = 0; j < y.length; j++) before[j] = alpha * low[j];
          y.set(high);
          t = there;
        }
        return { next, step: lands ? way : h, lands, error };
      });
      if (level[i + 1] < end) {
        step.begin(reached, t);
        step.first(reached, level[i + 1], y);
      }
      yield report(i + 1);
    }
  };
}

/** The largest root mean square of a row; NaN if one is. */
function worst(dim: number, error: (j: number) => number, length: number): number {
  let most = 0;
  for (let row = 0; row < length; row += dim) {
    let squares = 0;
    for (let j = row; j < row + dim; j++) squares += error(j) ** 2;
    const size = Math.sqrt(squares / dim);
    if (!(size <= most)) most = size;
    if (Number.isNaN(most)) return most;
  }
  return most;
}

export const dpmSolver12 = adaptive('dpmSolver12', 2);
export const dpmSolver23 = adaptive('dpmSolver23', 3);

const entryOf = (order: 2 | 3, sampler: Sampler<DpmSolverAdaptiveOptions>): SamplerEntry<DpmSolverAdaptiveOptions> => ({
  label: `DPM-Solver-${order - 1}${order}, adaptive`,
  citation: 'lu2022',
  source: 'DPM-Solver-12 and -23',
  order,
  stochastic: false,
  evaluationsPerStep: order,
  adaptive: true,
  defaults: { relative: 0.05, absolute: 0.0078, first: 0.05, theta: 0.9, least: 1e-3, most: 10_000 },
  sampler,
});
export const dpmSolver12Entry = entryOf(2, dpmSolver12);
export const dpmSolver23Entry = entryOf(3, dpmSolver23);
