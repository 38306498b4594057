import { ddim, type DdimOptions } from './ddim';
import { ddpm, type DdpmOptions } from './ddpm';
import { deis, type DeisOptions } from './deis';
import { dpm2 } from './dpm2';
import { dpm2Ancestral } from './dpm2-ancestral';
import { dpmpp2m, type Dpmpp2mOptions } from './dpmpp-2m';
import { dpmpp3m, type Dpmpp3mOptions } from './dpmpp-3m';
import { edm } from './edm';
import { edmChurn, type EdmChurnOptions } from './edm-churn';
import { euler } from './euler';
import { eulerAncestral, type AncestralOptions } from './euler-ancestral';
import { heun, type HeunOptions } from './heun';
import { lms, type LmsOptions } from './lms';
import { pndm, type PndmOptions } from './pndm';
import { unipc, type UnipcOptions } from './unipc';
import type { Sampler } from './sampler';

/** What figures, tests and the bibliography need to know of a sampler. */
export interface SamplerEntry<Options> {
  readonly label: string;
  /** Key in the reference list. */
  readonly citation: string;
  /** Where in that work: an algorithm or an equation. */
  readonly source: string;
  /** Order of convergence to the probability-flow ODE's solution; for a stochastic one, in distribution. */
  readonly order: number;
  /** Whether it draws noise with its default options. */
  readonly stochastic: boolean;
  /** Denoiser calls of an ordinary step: see `evaluationsOf`. For an adaptive sampler, of one attempt. */
  readonly evaluationsPerStep: number;
  /** Whether it chooses its own steps between the times it is given: their number then says nothing of its cost. */
  readonly adaptive: boolean;
  readonly defaults: Required<Options>;
  readonly sampler: Sampler<Options>;
}

/** Keeps an entry's own options while checking it against `SamplerEntry`. */
const entry = <Options>(value: SamplerEntry<Options>): SamplerEntry<Options> => value;

/** The samplers of this book, in the order menus show them. */
export const samplers = {
  ddpm: entry<DdpmOptions>({
    label: 'DDPM (ancestral)',
    citation: 'ho2020',
    source: 'algorithm 2',
    order: 1,
    stochastic: true,
    evaluationsPerStep: 1,
    adaptive: false,
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
    adaptive: false,
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
    adaptive: false,
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
    adaptive: false,
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
    adaptive: false,
    defaults: {},
    sampler: edm,
  }),
  edmChurn: entry<EdmChurnOptions>({
    label: 'EDM with churn',
    citation: 'karras2022',
    source: 'algorithm 2',
    order: 1,
    stochastic: true,
    evaluationsPerStep: 2,
    adaptive: false,
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
    adaptive: false,
    defaults: {},
    sampler: dpm2,
  }),
  dpm2Ancestral: entry<AncestralOptions>({
    label: 'DPM-2 ancestral',
    citation: 'lu2022',
    source: 'algorithm 1',
    order: 1,
    stochastic: true,
    evaluationsPerStep: 2,
    adaptive: false,
    defaults: { eta: 1 },
    sampler: dpm2Ancestral,
  }),
  lms: entry<LmsOptions>({
    label: 'Linear multistep',
    citation: 'liu2022',
    source: 'eq. 9',
    order: 4,
    stochastic: false,
    evaluationsPerStep: 1,
    adaptive: false,
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
    adaptive: false,
    defaults: { start: 'plms' },
    sampler: pndm,
  }),
  deis: entry<DeisOptions>({
    label: 'DEIS',
    citation: 'zhang2023',
    source: 'eq. 14',
    order: 3,
    stochastic: false,
    evaluationsPerStep: 1,
    adaptive: false,
    defaults: { order: 3, lowerOrderFinal: false },
    sampler: deis,
  }),
  dpmpp2m: entry<Dpmpp2mOptions>({
    label: 'DPM-Solver++ (2M)',
    citation: 'lu2022b',
    source: 'algorithm 2',
    order: 2,
    stochastic: false,
    evaluationsPerStep: 1,
    adaptive: false,
    defaults: { correction: 'midpoint', lowerOrderFinal: false },
    sampler: dpmpp2m,
  }),
  dpmpp3m: entry<Dpmpp3mOptions>({
    label: 'DPM-Solver++ (3M)',
    citation: 'lu2022b',
    source: 'section 4.2',
    order: 3,
    stochastic: false,
    evaluationsPerStep: 1,
    adaptive: false,
    defaults: { second: 2, lowerOrderFinal: false },
    sampler: dpmpp3m,
  }),
  unipc: entry<UnipcOptions>({
    label: 'UniPC',
    citation: 'zhao2023',
    source: 'algorithms 7 and 8',
    order: 3,
    stochastic: false,
    evaluationsPerStep: 1,
    adaptive: false,
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
    adaptive: false,
    defaults: { eta: 1 },
    sampler: eulerAncestral,
  }),
};

export type SamplerName = keyof typeof samplers;

export const samplerNames = Object.keys(samplers) as readonly SamplerName[];
