import { batch, type Batch } from '../../src/core/batch';
import { eightGaussians } from '../../src/core/data/eight-gaussians';
import { movesOf, runPicard } from '../../src/core/parallel/index';
import { ddim, run, uniformTimes } from '../../src/core/sampler/index';
import { linear } from '../../src/core/schedule/index';

/** Forty steps of DDIM one after the other, and all at once: exactly, to a tolerance, and with a window. */
export function expected(): object {
  const schedule = linear();
  const denoiser = eightGaussians().denoiser(schedule);
  const x = batch([0.5, -1, -1.2, 0.3, 1.4, 0.9], 2);
  const times = uniformTimes(40);
  const rows = ({ data }: Batch): number[][] => [0, 2, 4].map((j) => [data[j], data[j + 1]]);
  const end = run(ddim, { denoiser, schedule, times, x });
  const solve = (window: number, tolerance: number) => {
    const last = runPicard({ moves: movesOf(ddim, { denoiser, schedule, times }), x, window, tolerance });
    const { data } = last.path[40];
    const error = Math.max(...[0, 2, 4].map((j) => Math.hypot(data[j] - end.data[j], data[j + 1] - end.data[j + 1])));
    return { sample: rows(last.path[40]), evaluations: last.evaluations, sweeps: last.sweep, error };
  };
  const { sample, error } = solve(40, 0);
  if (error > 1e-12) throw new Error(`all at once is ${error} from the sequential run (expected rounding)`);
  return { sequential: rows(end), all: { sample, error: 0 }, loose: solve(40, 0.01), window: solve(8, 0.01) };
}
