import { count, zeros, type Batch } from '../../../src/core/batch';
import { mixture } from '../../../src/core/data/mixture';
import { normalBatch, random } from '../../../src/core/random';
import { ddim, euler, rk45, run as sample, uniformTimes, type Sampler } from '../../../src/core/sampler/index';
import { linear } from '../../../src/core/schedule/index';

const points = 500;
const steps = 5;

/** DDIM and Euler in t, five steps each, on data that are standard Gaussian. 0: DDIM is nearer, 1: Euler, 2: alike. */
export function run(): Promise<{ answer: number; finding: string }> {
  const wide = errors(1);
  const narrow = errors(0.01);
  const ratio = wide.ddim / wide.euler;
  const shown = ({ ddim: one, euler: other }: Errors): string =>
    `${one.toFixed(3)} for DDIM and ${other.toFixed(3)} for Euler`;
  return Promise.resolve({
    answer: ratio < 0.8 ? 0 : ratio > 1.25 ? 1 : 2,
    finding: `Errors after ${steps} steps: ${shown(wide)}. On Gaussian data of standard deviation 0.01: ${shown(narrow)}.`,
  });
}

interface Errors {
  readonly ddim: number;
  readonly euler: number;
}

/** Root mean square distance to the ODE's end points. */
function errors(scale: number): Errors {
  const schedule = linear();
  const denoiser = mixture({ weights: [1], means: zeros(1, 2), scales: [scale] }).denoiser(schedule);
  const x = normalBatch(points, 2, random(3));
  const end = sample(rk45, { denoiser, schedule, times: [1, 0], x, relative: 1e-9, absolute: 1e-9 });
  const distance = (y: Batch): number =>
    Math.sqrt(y.data.reduce((sum, v, i) => sum + (v - end.data[i]) ** 2, 0) / count(y));
  const of = (sampler: Sampler): number =>
    distance(sample(sampler, { denoiser, schedule, times: uniformTimes(steps), x }));
  return { ddim: of(ddim), euler: of(euler) };
}
