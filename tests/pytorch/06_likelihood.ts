import { batch, zeros, type Batch } from '../../src/core/batch';
import { eightGaussians } from '../../src/core/data/eight-gaussians';
import { gaussianPrior, logLikelihood } from '../../src/core/likelihood';
import { denoiserField, exactField } from '../../src/core/process/flow-field';
import { linear } from '../../src/core/schedule/index';

/** A denoiser is differentiated by differences here, where the twin has automatic ones. */
export const tolerances = { plus_plus: 1e-6, plus_minus: 1e-6 };

export function expected(): object {
  const target = eightGaussians();
  const schedule = linear();
  const x = batch([1.9, 0.1, 1.1, 0.7, -1.3, -1.5], 2);
  const options = { solver: { steps: 50 }, from: 1e-5, prior: gaussianPrior(1) };
  const shown = (field: ReturnType<typeof exactField>): object => {
    const { latents, logDeterminant, logDensity } = logLikelihood(x, field, schedule, options);
    return { latent: rows(latents), log_determinant: [...logDeterminant], log_density: [...logDensity] };
  };
  const probed = (second: number): object => {
    const probe = zeros(3, 2);
    probe.data.forEach((_, i) => (probe.data[i] = i % 2 === 0 ? 1 : second));
    return shown(denoiserField(target.denoiser(schedule), schedule, { probes: [probe] }));
  };
  return {
    truth: [...target.logDensity(x, 1, 0)],
    exact: shown(exactField(target, schedule)),
    plus_plus: probed(1),
    plus_minus: probed(-1),
  };
}

const rows = ({ data }: Batch): number[][] => [0, 2, 4].map((j) => [data[j], data[j + 1]]);
