import { kernelStretch } from '../../../core/electrostatics/kernel';
import { random } from '../../../core/random';
import { imageDenoising } from './denoising';
import type { ImageObjective, LearnedRows } from './objective';

/**
 * PFGM++ on data of a domain (Xu et al. 2023, section 3 and appendix C): the same rows as denoising, the same epsilon, with each row's noise stretched by
 * sqrt(D / chi^2_D), so that it is the perturbation kernel's in D = `extra` dimensions more at sigma = r / sqrt(D). What is learned is EDM's F as before. Rows further out than
 * three deviations count less, as in the plane (`objective/poisson.ts`). At D = Infinity it is denoising itself, to the bit. Throws `RangeError` unless D is above 0.
 */
export function imagePoisson({ extra }: { readonly extra: number }): ImageObjective {
  if (!(extra > 0)) throw new RangeError(`charges in ${extra} extra dimensions (expected above 0, or Infinity)`);
  if (extra === Infinity) return imageDenoising;
  return {
    name: 'poisson flow',
    batches(source) {
      const { size, seed } = source;
      const next = imageDenoising.batches(source);
      const root = random(seed).split('stretch');
      return (request) => {
        const rows = next(request) as LearnedRows;
        const { values, target, logNoise, n } = rows;
        const draws = root.split(request.step);
        const weight = new Float32Array(n);
        for (let i = 0; i < n; i++) {
          const [alpha, sigma] = angleOf(logNoise[i]);
          const more = kernelStretch(extra, draws.split(request.from + i)) - 1;
          let squared = 0;
          for (let p = i * size; p < (i + 1) * size; p++) {
            const further = more * (sigma * values[p] - alpha * target[p]); // (s - 1) epsilon
            values[p] += sigma * further;
            target[p] -= alpha * further;
            squared += values[p] ** 2;
          }
          weight[i] = Math.min(1, (9 * size) / squared);
        }
        return { ...rows, weight };
      };
    },
  };
}

/** alpha and sigma of a noise level, their squares adding up to 1. */
function angleOf(logNoise: number): readonly [alpha: number, sigma: number] {
  const angle = Math.atan(Math.exp(logNoise));
  return [Math.cos(angle), Math.sin(angle)];
}
