import {
  chainDenoiser,
  collage,
  madeCovariance,
  overWindows,
  readChain,
  windowsOf,
} from '../../../src/core/inverse/index';
import { ddim } from '../../../src/core/sampler/ddim';
import { uniformTimes } from '../../../src/core/sampler/times';
import { makeSchedule, scheduleDefaults } from '../../../src/core/schedule/index';

const rho = 0.95;
const window = 28;
const length = 3 * window;

/**
 * Columns that no window holds together, in a strip by windows that overlap by half and whose answers are averaged. 0: they correlate as in truth, within a tenth of it,
 * 1: at less than half of that, yet more than a hundredth, 2: at less.
 */
export function run(): Promise<{ answer: number; finding: string }> {
  const schedule = makeSchedule(scheduleDefaults.cosine);
  const windows = windowsOf(length, window, window / 2);
  const of = (columns: number) => chainDenoiser(rho, columns, schedule);
  const read = (denoiser: ReturnType<typeof of>) => {
    const times = uniformTimes(100);
    return readChain(madeCovariance(ddim, { denoiser, schedule, times }, length), rho, [window]).correlations[0];
  };
  const truth = rho ** window;
  const [whole, mean, less] = [
    of(length),
    overWindows(of(window), 1, windows),
    collage(of(window), of, 1, windows),
  ].map(read);
  return Promise.resolve({
    answer: Math.abs(mean - truth) < 0.1 * truth ? 0 : mean > 0.01 && mean < truth / 2 ? 1 : mean < 0.01 ? 2 : -1,
    finding: `The truth is ${truth.toFixed(3)}; the exact denoiser of the whole strip, under the same steps, gives ${whole.toFixed(3)}. Averaged windows give ${mean.toFixed(3)}; their sum less the overlaps ${less.toFixed(3)}.`,
  });
}
