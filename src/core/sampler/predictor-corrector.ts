import { copy, type Batch } from '../batch';
import { forwardKernel } from '../process/forward';
import { posterior } from '../process/posterior';
import { checkCourse } from './course';
import type { SamplerEntry } from './entry';
import { langevin, meanNorm } from './langevin';
import { noiseFor } from './noise';
import { checkChoice, checkRange } from './options';
import type { Sampler } from './sampler';

export interface PredictorCorrectorOptions {
  /** `reverse-diffusion`: appendix E, the forward step turned round. `ancestral`: DDPM's step. */
  readonly predictor?: 'reverse-diffusion' | 'ancestral';
  /** Of the ancestral step, as in `ddpm`. The authors have `small` for VE, `large` for VP (appendix F). */
  readonly variance?: 'small' | 'large';
  /** What chooses the corrector's step: `langevin`, the lengths of noise and score; `annealed`, sigma; or none. */
  readonly corrector?: 'langevin' | 'annealed' | 'none';
  /** Langevin moves before each predictor step. */
  readonly corrections?: number;
  /** r: the ratio of the score's move to the noise's, if need be by time. */
  readonly snr?: number | ((t: number) => number);
}

/**
 * Song et al. 2021, algorithm 1 with the correctors of algorithms 4 and 5, in the order of the authors' code: at each
 * time Langevin moves first, then a predictor's step to the next. The `langevin` step is
 *
 *   2 a^2 (r |z| / |score|)^2,   a^2 = 1 - beta of the step, lengths averaged over the batch,
 *
 * so that the points of a batch depend on one another, if weakly; where the score is zero the step is too. The last step adds no noise. Needs `random`.
 * The authors evaluate the score at times that are not quite those of the discrete betas; here they are the same.
 */
export const predictorCorrector: Sampler<PredictorCorrectorOptions> = function* (input) {
  const { denoiser, schedule, times, random } = input;
  const { predictor = 'reverse-diffusion', variance: spread = 'small' } = input;
  const { corrector = 'langevin', corrections = 1, snr = 0.16 } = input;
  checkCourse(input);
  checkChoice('predictorCorrector with predictor', predictor, ['reverse-diffusion', 'ancestral']);
  checkChoice('predictorCorrector with variance', spread, ['small', 'large']);
  checkChoice('predictorCorrector with corrector', corrector, ['langevin', 'annealed', 'none']);
  checkRange('predictorCorrector with corrections', corrections, { least: 0, whole: true });
  if (!random) throw new TypeError('predictorCorrector draws noise at every step (expected `random`)');
  const x = copy(input.x);
  const { move, denoised } = langevin(denoiser, schedule, x, random);
  const addNoise = noiseFor(x.data.length, random);
  const last = times.length - 1;
  let evaluations = 0;
  yield { i: 0, t: times[0], x, denoised: x, evaluations };

  for (let i = 1; i <= last; i++) {
    const t = times[i - 1];
    const s = times[i];
    const { scale, variance } = forwardKernel(schedule, s, t);
    const r = typeof snr === 'number' ? snr : snr(t);
    checkRange('predictorCorrector with snr', r, { least: 0 });
    const ratio = scale * r;
    const size = (noise: Batch, score: Batch) => {
      if (corrector === 'annealed') return 2 * (ratio * schedule.sigma(t)) ** 2;
      const length = meanNorm(score);
      return length > 0 ? 2 * (ratio * (meanNorm(noise) / length)) ** 2 : 0;
    };
    for (let k = 0; corrector !== 'none' && k < corrections; k++) {
      move(x, t, size);
      evaluations++;
    }

    denoiser.denoise(x, t, denoised);
    evaluations++;
    const pull = variance / schedule.sigma(t) ** 2; // times alpha x_0 - x: the variance times the score
    const q = posterior(schedule, s, t);
    const reverses = predictor === 'reverse-diffusion';
    const keep = reverses ? 2 - scale - pull : q.noised;
    const towards = reverses ? pull * schedule.alpha(t) : q.data;
    const noise = i === last ? 0 : Math.sqrt(reverses || spread === 'large' ? variance : q.variance);
    for (let j = 0; j < x.data.length; j++) {
      x.data[j] = keep * x.data[j] + towards * denoised.data[j];
    }
    addNoise(x.data, noise);
    yield { i, t: s, x, denoised, evaluations };
  }
};

export const predictorCorrectorEntry: SamplerEntry<PredictorCorrectorOptions> = {
  label: 'Predictor–corrector',
  citation: 'song2021sde',
  source: 'algorithms 2 and 3',
  order: 1,
  stochastic: true,
  evaluationsPerStep: 2,
  cost: (steps) => 2 * steps, // the last one too
  defaults: { predictor: 'reverse-diffusion', variance: 'small', corrector: 'langevin', corrections: 1, snr: 0.16 },
  sampler: predictorCorrector,
};
