import { batch, type Batch } from '../../src/core/batch';
import { eightGaussians } from '../../src/core/data/eight-gaussians';
import { ddim, dpmpp2m, logSnrTimes, run, type Sampler } from '../../src/core/sampler/index';
import { linear } from '../../src/core/schedule/index';

/** DPM-Solver++ (2M) with both weights of the slope, and DDIM, on steps equal in log-SNR. */
export function expected(): object {
  const schedule = linear();
  const denoiser = eightGaussians().denoiser(schedule);
  const x = batch([0.5, -1, -1.2, 0.3, 1.4, 0.9], 2);
  const sample = <Options>(sampler: Sampler<Options>, steps: number, options: Options): Batch =>
    run(sampler, { denoiser, schedule, times: logSnrTimes(schedule, steps), x, ...options });
  const truth = sample(dpmpp2m, 2000, {});
  const error = ({ data }: Batch): number =>
    Math.max(...[0, 2, 4].map((j) => Math.hypot(data[j] - truth.data[j], data[j + 1] - truth.data[j + 1])));
  const rows = ({ data }: Batch): number[][] => [0, 2, 4].map((j) => [data[j], data[j + 1]]);
  return {
    sample: rows(sample(dpmpp2m, 20, {})),
    heun_weight: rows(sample(dpmpp2m, 20, { correction: 'heun' })),
    error_10: error(sample(dpmpp2m, 10, {})),
    error_20: error(sample(dpmpp2m, 20, {})),
    ddim_error_20: error(sample(ddim, 20, {})),
  };
}
