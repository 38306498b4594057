import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import type { Denoiser } from '../../../src/core/denoiser';
import { linear } from '../../../src/core/schedule/index';
import { least, race } from './shared/race';

const names = ['ddim', 'ddpm', 'predictorCorrector'] as const;

/** A denoiser that is wrong above t = 0.5 and exact below, 50 evaluations: whose samples are nearest to the data? */
export function run(): Promise<{ answer: number; finding: string }> {
  const schedule = linear();
  const exact = eightGaussians().denoiser(schedule);
  const biased: Denoiser = {
    denoise(x, t, out) {
      exact.denoise(x, t, out);
      if (t > 0.5) for (let i = 0; i < out.data.length; i += 2) out.data[i] += 1;
      return out;
    },
  };
  const { sample, energy } = race(schedule, 1000);
  const distances = (denoiser: Denoiser): number[] => names.map((name) => energy(sample(name, 50, 'time', denoiser)));
  const wrong = distances(biased);
  const shown = ([ddim, ddpm, corrected]: readonly number[]): string =>
    `DDIM ${ddim.toFixed(4)}, ancestral ${ddpm.toFixed(4)}, predictor–corrector ${corrected.toFixed(4)}`;
  return Promise.resolve({
    answer: least(wrong),
    finding: `Energy distances to the data: ${shown(wrong)}. With the exact denoiser throughout: ${shown(distances(exact))}.`,
  });
}
