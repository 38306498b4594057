import { adaptiveSde, type AdaptiveSdeOptions } from './adaptive-sde';
import { annealedLangevin, type AnnealedLangevinOptions } from './annealed-langevin';
import { ddim, type DdimOptions } from './ddim';
import { ddpm, type DdpmOptions } from './ddpm';
import { deis, type DeisOptions } from './deis';
import { dpmSolver1 } from './dpm-solver-1';
import { dpmSolver2, type DpmSolver2Options } from './dpm-solver-2';
import { dpmSolver3, type DpmSolver3Options } from './dpm-solver-3';
import { dpm2 } from './dpm2';
import { dpm2Ancestral } from './dpm2-ancestral';
import { dpmpp2m, type Dpmpp2mOptions } from './dpmpp-2m';
import { dpmpp2mSde, type Dpmpp2mSdeOptions } from './dpmpp-2m-sde';
import { dpmpp2s, type Dpmpp2sOptions } from './dpmpp-2s';
import { dpmpp3m, type Dpmpp3mOptions } from './dpmpp-3m';
import { dpmppSde, type DpmppSdeOptions } from './dpmpp-sde';
import { edm } from './edm';
import { edmChurn, type EdmChurnOptions } from './edm-churn';
import { euler } from './euler';
import { eulerAncestral, type AncestralOptions } from './euler-ancestral';
import { eulerMaruyama, type EulerMaruyamaOptions } from './euler-maruyama';
import { heun, type HeunOptions } from './heun';
import { lms, type LmsOptions } from './lms';
import { pndm, type PndmOptions } from './pndm';
import { predictorCorrector, type PredictorCorrectorOptions } from './predictor-corrector';
import { rk45, type Rk45Options } from './rk45';
import { unipc, type UnipcOptions } from './unipc';
import { entry } from './entry';

/** The samplers of this book, in the order menus show them. */
export const samplers = {
  ddpm: entry<DdpmOptions>({
    label: 'DDPM (ancestral)',
    citation: 'ho2020',
    source: 'algorithm 2',
    order: 1,
    stochastic: true,
    evaluationsPerStep: 1,
    defaults: { variance: 'small' },
    sampler: ddpm,
  }),
  ddim: entry<DdimOptions>({
    label: 'DDIM',
    citation: 'song2021ddim',
    source: 'eq. 12',
    order: 1,
    stochastic: false,
    evaluationsPerStep: 1,
    defaults: { eta: 0 },
    sampler: ddim,
  }),
  euler: entry<object>({
    label: 'Euler',
    citation: 'song2021sde',
    source: 'eq. 13',
    order: 1,
    stochastic: false,
    evaluationsPerStep: 1,
    defaults: {},
    sampler: euler,
  }),
  heun: entry<HeunOptions>({
    label: 'Heun',
    citation: 'karras2022',
    source: 'algorithm 1',
    order: 2,
    stochastic: false,
    evaluationsPerStep: 2,
    defaults: { alpha: 1 },
    sampler: heun,
  }),
  edm: entry<object>({
    label: 'EDM (Heun in the noise level)',
    citation: 'karras2022',
    source: 'algorithm 1',
    order: 2,
    stochastic: false,
    evaluationsPerStep: 2,
    defaults: {},
    sampler: edm,
  }),
  edmChurn: entry<EdmChurnOptions>({
    label: 'EDM with churn',
    citation: 'karras2022',
    source: 'algorithm 2',
    order: 2,
    stochastic: true,
    evaluationsPerStep: 2,
    defaults: { churn: 40, from: 0.05, to: 50, noise: 1.003 },
    sampler: edmChurn,
  }),
  dpm2: entry<object>({
    label: 'Midpoint (DPM-2)',
    citation: 'karras2022',
    source: 'appendix D.2',
    order: 2,
    stochastic: false,
    evaluationsPerStep: 2,
    defaults: {},
    sampler: dpm2,
  }),
  dpm2Ancestral: entry<AncestralOptions>({
    label: 'DPM-2 ancestral',
    citation: 'lu2022',
    source: 'algorithm 1',
    order: 2,
    stochastic: true,
    evaluationsPerStep: 2,
    defaults: { eta: 1 },
    sampler: dpm2Ancestral,
  }),
  lms: entry<LmsOptions>({
    label: 'Linear multistep',
    citation: 'liu2022',
    source: 'linear multistep',
    order: 4,
    stochastic: false,
    evaluationsPerStep: 1,
    defaults: { order: 4 },
    sampler: lms,
  }),
  pndm: entry<PndmOptions>({
    label: 'PNDM / PLMS',
    citation: 'liu2022',
    source: 'algorithm 2',
    order: 2,
    stochastic: false,
    evaluationsPerStep: 1,
    defaults: { start: 'plms' },
    sampler: pndm,
  }),
  deis: entry<DeisOptions>({
    label: 'DEIS',
    citation: 'zhang2023',
    source: 'Adams–Bashforth form',
    order: 3,
    stochastic: false,
    evaluationsPerStep: 1,
    defaults: { order: 3, lowerOrderFinal: false },
    sampler: deis,
  }),
  dpmSolver1: entry<object>({
    label: 'DPM-Solver-1',
    citation: 'lu2022',
    source: 'section 3.2',
    order: 1,
    stochastic: false,
    evaluationsPerStep: 1,
    defaults: {},
    sampler: dpmSolver1,
  }),
  dpmSolver2: entry<DpmSolver2Options>({
    label: 'DPM-Solver-2',
    citation: 'lu2022',
    source: 'algorithm 1',
    order: 2,
    stochastic: false,
    evaluationsPerStep: 2,
    defaults: { r1: 0.5 },
    sampler: dpmSolver2,
  }),
  dpmSolver3: entry<DpmSolver3Options>({
    label: 'DPM-Solver-3',
    citation: 'lu2022',
    source: 'algorithm 2',
    order: 3,
    stochastic: false,
    evaluationsPerStep: 3,
    defaults: { r1: 1 / 3 },
    sampler: dpmSolver3,
  }),
  dpmpp2s: entry<Dpmpp2sOptions>({
    label: 'DPM-Solver++ (2S)',
    citation: 'lu2022b',
    source: 'algorithm 1',
    order: 2,
    stochastic: false,
    evaluationsPerStep: 2,
    defaults: { r: 0.5, eta: 0 },
    sampler: dpmpp2s,
  }),
  dpmpp2m: entry<Dpmpp2mOptions>({
    label: 'DPM-Solver++ (2M)',
    citation: 'lu2022b',
    source: 'algorithm 2',
    order: 2,
    stochastic: false,
    evaluationsPerStep: 1,
    defaults: { correction: 'midpoint', lowerOrderFinal: false },
    sampler: dpmpp2m,
  }),
  dpmpp3m: entry<Dpmpp3mOptions>({
    label: 'DPM-Solver++ (3M)',
    citation: 'lu2022b',
    source: 'multistep of order 3',
    order: 3,
    stochastic: false,
    evaluationsPerStep: 1,
    defaults: { second: 2, lowerOrderFinal: false },
    sampler: dpmpp3m,
  }),
  dpmppSde: entry<DpmppSdeOptions>({
    label: 'DPM-Solver++ (SDE)',
    citation: 'lu2022b',
    source: 'SDE-DPM-Solver++',
    order: 1,
    stochastic: true,
    evaluationsPerStep: 2,
    defaults: { eta: 1, r: 0.5 },
    sampler: dpmppSde,
  }),
  dpmpp2mSde: entry<Dpmpp2mSdeOptions>({
    label: 'DPM-Solver++ (2M SDE)',
    citation: 'lu2022b',
    source: 'SDE-DPM-Solver++',
    order: 2,
    stochastic: true,
    evaluationsPerStep: 1,
    defaults: { eta: 1, correction: 'midpoint' },
    sampler: dpmpp2mSde,
  }),
  unipc: entry<UnipcOptions>({
    label: 'UniPC',
    citation: 'zhao2023',
    source: 'UniP and UniC',
    order: 3,
    stochastic: false,
    evaluationsPerStep: 1,
    defaults: { order: 2, variant: 'bh2', corrector: true, lowerOrderFinal: true },
    sampler: unipc,
  }),
  eulerAncestral: entry<AncestralOptions>({
    label: 'Euler ancestral',
    citation: 'song2021sde',
    source: 'appendix F',
    order: 1,
    stochastic: true,
    evaluationsPerStep: 1,
    defaults: { eta: 1 },
    sampler: eulerAncestral,
  }),
  eulerMaruyama: entry<EulerMaruyamaOptions>({
    label: 'Euler–Maruyama',
    citation: 'song2021sde',
    source: 'eq. 6',
    order: 1,
    stochastic: true,
    evaluationsPerStep: 1,
    defaults: { eta: 1, step: 0 },
    sampler: eulerMaruyama,
  }),
  predictorCorrector: entry<PredictorCorrectorOptions>({
    label: 'Predictor–corrector',
    citation: 'song2021sde',
    source: 'algorithms 2 and 3',
    order: 1,
    stochastic: true,
    evaluationsPerStep: 2,
    defaults: { predictor: 'reverse-diffusion', variance: 'small', corrector: 'langevin', corrections: 1, snr: 0.16 },
    sampler: predictorCorrector,
  }),
  annealedLangevin: entry<AnnealedLangevinOptions>({
    label: 'Annealed Langevin',
    citation: 'song2019',
    source: 'algorithm 1',
    order: 0,
    stochastic: true,
    evaluationsPerStep: 5,
    defaults: { moves: 5, step: 0.1 },
    sampler: annealedLangevin,
  }),
  rk45: entry<Rk45Options>({
    label: 'Runge–Kutta 4(5), adaptive',
    citation: 'dormand1980',
    source: 'table 2',
    order: 5,
    stochastic: false,
    evaluationsPerStep: 6,
    adaptive: true,
    defaults: { relative: 1e-5, absolute: 1e-5, first: 0.1, least: 1e-5 },
    sampler: rk45,
  }),
  adaptiveSde: entry<AdaptiveSdeOptions>({
    label: 'Adaptive SDE',
    citation: 'jolicoeur2021',
    source: 'algorithm 1',
    order: 2,
    stochastic: true,
    evaluationsPerStep: 2,
    adaptive: true,
    defaults: { relative: 0.02, absolute: 0.01, first: 0.01, least: 1e-3 },
    sampler: adaptiveSde,
  }),
};

export type SamplerName = keyof typeof samplers;

export const samplerNames = Object.keys(samplers) as readonly SamplerName[];
