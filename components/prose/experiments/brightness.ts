import { batch, type Batch } from '../../../src/core/batch';
import { mixture } from '../../../src/core/data/mixture';
import { normalBatch, random } from '../../../src/core/random';
import { ddim, run as runToEnd, uniformTimes } from '../../../src/core/sampler/index';
import { linear, scaledLinear, type Schedule } from '../../../src/core/schedule/index';

/** Pixels per edge. */
const side = 64;

/**
 * The mean brightness of pictures sampled with the exact score, from pure noise, under a schedule that keeps some signal
 * at its end. Along the direction (1, …, 1) / side every picture of brightness b sits at side * b, whatever its texture,
 * and noise is standard normal: one number per picture is the whole problem.
 */
export function run(): Promise<{ answer: number; finding: string }> {
  const scaled = spreadKept(scaledLinear());
  const usual = spreadKept(linear());
  return Promise.resolve({
    answer: scaled > 0.9 ? 2 : scaled > 0.5 ? 1 : 0,
    finding:
      `${percent(scaled)} of the spread in brightness survived under the scaled linear schedule, which ends at α = ` +
      `${scaledLinear().alpha(1).toFixed(3)}; under the linear one, which ends at ${linear().alpha(1).toFixed(4)}, ${percent(usual)} did.`,
  });
}

/** Standard deviation of brightness among 1,000 samples, over that of the data. */
function spreadKept(schedule: Schedule, { levels = 37, brightest = 0.9, steps = 200 } = {}): number {
  const means = Float64Array.from({ length: levels }, (_, i) => side * brightest * ((2 * i) / (levels - 1) - 1));
  const pictures = mixture({
    weights: Array<number>(levels).fill(1),
    means: batch(means, 1),
    scales: Array<number>(levels).fill(0.05 * side),
  });
  const seed = random(1);
  const samples = runToEnd(ddim, {
    denoiser: pictures.denoiser(schedule),
    schedule,
    times: uniformTimes(steps),
    x: normalBatch(1000, 1, seed.split('start')),
  });
  return deviation(samples) / deviation(pictures.sample(20_000, seed.split('truth')));
}

function deviation({ data }: Batch): number {
  const mean = data.reduce((sum, x) => sum + x, 0) / data.length;
  return Math.sqrt(data.reduce((sum, x) => sum + (x - mean) ** 2, 0) / data.length);
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
