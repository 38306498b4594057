import type { Denoiser } from '../../../src/core/denoiser';
import { batch, zeros } from '../../../src/core/batch';
import {
  ddpm,
  dpm2Ancestral,
  dpmpp2mSde,
  dpmpp3mSde,
  dpmpp2s,
  dpmppSde,
  edmChurn,
  eulerAncestral,
  eulerMaruyama,
  predictorCorrector,
} from '../../../src/core/sampler';
import { linear, type Schedule } from '../../../src/core/schedule';
import { fromBetas } from '../../../src/core/schedule/discrete';
import { goldenMixture, lcg, type Points } from '../golden';
import { cases, onLadder, option, type Case } from './cases';
import { ladder } from './ladder';
import { compare, type Reference, type References } from './references';

/** The reference stream, past its first `skip` numbers. */
function stream(r: Reference, skip = 0) {
  const random = lcg(r.noise_seed!);
  for (let i = 0; i < skip; i++) random.normal();
  return random;
}

const kDiffusion = cases('samplers/kdiffusion-noise', (r, file) => {
  const reference = 'k-diffusion';
  const setting = { ...onLadder(file, r, 've'), eta: option(r, 'eta', 1) };
  const input = () => ({ ...setting, random: stream(r) });
  switch (r.sampler) {
    case 'sample_euler_ancestral':
      return { sampler: 'eulerAncestral', reference, run: () => compare(eulerAncestral(input()), r) };
    case 'sample_dpm_2_ancestral':
      return { sampler: 'dpm2Ancestral', reference, run: () => compare(dpm2Ancestral(input()), r) };
    case 'sample_dpmpp_2s_ancestral':
      return { sampler: 'dpmpp2s', reference, run: () => compare(dpmpp2s(input()), r) };
    case 'sample_dpmpp_sde':
      return { sampler: 'dpmppSde', reference, run: () => compare(dpmppSde(input()), r) };
    case 'sample_dpmpp_2m_sde': {
      const correction = option<'midpoint' | 'heun'>(r, 'solver_type', 'midpoint');
      return { sampler: 'dpmpp2mSde', reference, run: () => compare(dpmpp2mSde({ ...input(), correction }), r) };
    }
    case 'sample_dpmpp_3m_sde':
      return { sampler: 'dpmpp3mSde', reference, run: () => compare(dpmpp3mSde(input()), r) };
    case 'sample_heun': {
      const churn = {
        churn: option(r, 's_churn', 0),
        sMin: option(r, 's_tmin', 0),
        sMax: option(r, 's_tmax', Infinity),
        sNoise: option(r, 's_noise', 1),
      };
      const run = () => compare(edmChurn({ ...input(), ...churn }), r, { states: false });
      return { sampler: 'edmChurn', reference, run };
    }
    default:
      return undefined;
  }
});

const ancestralRuns = cases('samplers/euler-ancestral', (r, file) => ({
  sampler: 'eulerAncestral',
  reference: 'diffusers',
  run: () => compare(eulerAncestral({ ...onLadder(file, r, 've'), random: stream(r) }), r),
}));

interface ScoreSde extends Reference {
  readonly sde: 'vp' | 've' | 'subvp';
  readonly N: number;
  readonly predictor: 'reverse_diffusion' | 'euler_maruyama' | 'ancestral_sampling';
  readonly corrector: 'langevin' | 'ald' | 'none';
  readonly snr: number;
  readonly eps: number;
  readonly x_prior: Points;
}

const VE = [0.01, 50] as const;

/** The continuous schedule of score_sde's three processes. */
function continuous(sde: ScoreSde['sde']): Schedule {
  const vp = linear();
  if (sde === 'vp') return vp;
  if (sde === 've') {
    const sigma = (t: number) => VE[0] * (VE[1] / VE[0]) ** t;
    const rate = Math.log(VE[1] / VE[0]);
    return { ...ladder('ve', 1), sigma, diffusion: (t) => sigma(t) * Math.sqrt(2 * rate) };
  }
  return {
    ...vp,
    sigma: (t) => 1 - vp.alpha(t) ** 2,
    diffusion: (t) => vp.diffusion(t) * Math.sqrt(1 - vp.alpha(t) ** 4),
  };
}

/** The N steps of its discrete view: index k at t = (k + 1) / N. */
function discrete(sde: ScoreSde['sde'], N: number): Schedule {
  const at = (k: number, from: number, to: number) => from + (k / (N - 1)) * (to - from);
  if (sde === 'vp') return fromBetas(Float64Array.from({ length: N }, (_, k) => at(k, 0.1 / N, 20 / N)));
  const sigma = (t: number) => (t === 0 ? 0 : VE[0] * (VE[1] / VE[0]) ** ((Math.round(t * N) - 1) / (N - 1)));
  return { ...ladder('ve', 1), sigma, logSnr: (t) => -2 * Math.log(sigma(t)) };
}

/** The authors' continuous time of the step at discrete time t = (k + 1) / N. */
function timeOfStep(r: ScoreSde, t: number): number {
  return 1 + ((r.N - Math.round(t * r.N)) / (r.N - 1)) * (r.eps - 1);
}

/**
 * The authors ask for the score at (x, continuous t) and step with discrete betas that are not quite those of t. This
 * gives our samplers the x_0 that makes their score, by their alpha and sigma, the authors'.
 */
function mismatched(file: References, r: ScoreSde, steps: Schedule): Denoiser {
  const data = goldenMixture(file.parameters.mixtures[r.mixture]);
  const marginals = continuous(r.sde);
  return {
    denoise(x, t, out) {
      const time = timeOfStep(r, t);
      const score = data.score(x, marginals.alpha(time), marginals.sigma(time), zeros(x.data.length / x.dim, x.dim));
      const variance = steps.sigma(t) ** 2;
      for (let j = 0; j < out.data.length; j++) out.data[j] = (x.data[j] + variance * score.data[j]) / steps.alpha(t);
      return out;
    },
  };
}

const scoreSde = cases('samplers/score-sde', (run, file) => {
  const r = run as ScoreSde;
  const reference = 'score_sde';
  const x = batch(r.x_prior.flat(), 2);
  if (r.predictor === 'euler_maruyama') {
    const schedule = continuous(r.sde);
    const denoiser = goldenMixture(file.parameters.mixtures[r.mixture]).denoiser(schedule);
    const times = Array.from({ length: r.N }, (_, i) => 1 + (i / (r.N - 1)) * (r.eps - 1));
    const input = { denoiser, schedule, times: [...times, 0], x, step: 1 / r.N };
    return {
      sampler: 'eulerMaruyama',
      reference,
      run: () => compare(eulerMaruyama({ ...input, random: stream(r, 16) }), r),
    };
  }
  const schedule = discrete(r.sde, r.N);
  const times = Array.from({ length: r.N + 1 }, (_, i) => (r.N - i) / r.N);
  const input = () => ({ denoiser: mismatched(file, r, schedule), schedule, times, x, random: stream(r, 16) });
  const variance = r.sde === 'vp' ? 'large' : 'small';
  if (r.predictor === 'ancestral_sampling' && r.corrector === 'none') {
    return { sampler: 'ddpm', reference, run: () => compare(ddpm({ ...input(), variance }), r) };
  }
  const predictor = r.predictor === 'ancestral_sampling' ? 'ancestral' : 'reverse-diffusion';
  const corrector = r.corrector === 'ald' ? 'annealed' : r.corrector;
  const marginals = continuous(r.sde); // the annealed step goes by its sigma, not by the discrete one
  const snr = (t: number) => (r.snr * marginals.sigma(timeOfStep(r, t))) / schedule.sigma(t);
  return {
    sampler: 'predictorCorrector',
    reference,
    run: () =>
      compare(
        predictorCorrector({ ...input(), predictor, variance, corrector, snr: r.corrector === 'ald' ? snr : r.snr }),
        r,
      ),
  };
});

export const noiseCases: readonly Case[] = [...kDiffusion, ...ancestralRuns, ...scoreSde];
