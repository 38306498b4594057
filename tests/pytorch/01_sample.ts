import { batch, zeros } from '../../src/core/batch';
import { eightGaussians } from '../../src/core/data';
import { ddim, run, uniformTimes } from '../../src/core/sampler';
import { cosine } from '../../src/core/schedule';

/** What content/pytorch/01_sample.py prints, computed with the book's own code. */
export function expected(): object {
  const schedule = cosine();
  const denoiser = eightGaussians().denoiser(schedule);
  const x = batch([0.5, -1, -1.2, 0.3], 2);
  const rows = ({ data }: { readonly data: Float64Array }) => [
    [data[0], data[1]],
    [data[2], data[3]],
  ];
  return {
    guess: rows(denoiser.denoise(x, 1, zeros(2, 2))),
    halfway: rows(denoiser.denoise(x, 0.5, zeros(2, 2))),
    sample: rows(run(ddim, { denoiser, schedule, times: uniformTimes(20), x })),
  };
}
