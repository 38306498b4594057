import { adaptiveSdeEntry } from './adaptive-sde';
import { annealedLangevinEntry } from './annealed-langevin';
import { ddimEntry } from './ddim';
import { ddpmEntry } from './ddpm';
import { deisEntry } from './deis';
import { dpmFastEntry } from './dpm-fast';
import { dpmSolver1Entry } from './dpm-solver-1';
import { dpmSolver2Entry } from './dpm-solver-2';
import { dpmSolver3Entry } from './dpm-solver-3';
import { dpmSolver12Entry, dpmSolver23Entry } from './dpm-solver-adaptive';
import { dpmSolver2mEntry, dpmSolver3mEntry } from './dpm-solver-multistep';
import { dpm2Entry } from './dpm2';
import { dpm2AncestralEntry } from './dpm2-ancestral';
import { dpmpp2mEntry } from './dpmpp-2m';
import { dpmpp2mSdeEntry } from './dpmpp-2m-sde';
import { dpmpp2sEntry } from './dpmpp-2s';
import { dpmpp3mEntry, dpmpp3mPublicEntry } from './dpmpp-3m';
import { dpmpp3mSdeEntry } from './dpmpp-3m-sde';
import { dpmpp3sEntry } from './dpmpp-3s';
import { dpmppSdeEntry } from './dpmpp-sde';
import { edmEntry } from './edm';
import { edmChurnEntry } from './edm-churn';
import { eulerEntry } from './euler';
import { eulerAncestralEntry } from './euler-ancestral';
import { eulerMaruyamaEntry } from './euler-maruyama';
import { heunEntry } from './heun';
import { lmsEntry } from './lms';
import { pndmEntry } from './pndm';
import { predictorCorrectorEntry } from './predictor-corrector';
import { rk45Entry } from './rk45';
import { unipcEntry } from './unipc';

/** The samplers of this book, in the order menus show them. Each one's entry stands beside its algorithm. */
export const samplers = {
  ddpm: ddpmEntry,
  ddim: ddimEntry,
  euler: eulerEntry,
  heun: heunEntry,
  edm: edmEntry,
  edmChurn: edmChurnEntry,
  dpm2: dpm2Entry,
  dpm2Ancestral: dpm2AncestralEntry,
  lms: lmsEntry,
  pndm: pndmEntry,
  deis: deisEntry,
  dpmSolver1: dpmSolver1Entry,
  dpmSolver2: dpmSolver2Entry,
  dpmSolver3: dpmSolver3Entry,
  dpmFast: dpmFastEntry,
  dpmSolver2m: dpmSolver2mEntry,
  dpmSolver3m: dpmSolver3mEntry,
  dpmpp2s: dpmpp2sEntry,
  dpmpp3s: dpmpp3sEntry,
  dpmpp2m: dpmpp2mEntry,
  dpmpp3m: dpmpp3mEntry,
  dpmpp3mPublic: dpmpp3mPublicEntry,
  dpmppSde: dpmppSdeEntry,
  dpmpp2mSde: dpmpp2mSdeEntry,
  dpmpp3mSde: dpmpp3mSdeEntry,
  unipc: unipcEntry,
  eulerAncestral: eulerAncestralEntry,
  eulerMaruyama: eulerMaruyamaEntry,
  predictorCorrector: predictorCorrectorEntry,
  annealedLangevin: annealedLangevinEntry,
  dpmSolver12: dpmSolver12Entry,
  dpmSolver23: dpmSolver23Entry,
  rk45: rk45Entry,
  adaptiveSde: adaptiveSdeEntry,
};

export type SamplerName = keyof typeof samplers;

export const samplerNames = Object.keys(samplers) as readonly SamplerName[];
