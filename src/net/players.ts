import type { Trainers } from '../core/claims/trainers';
import { trainerDefaults } from './defaults';
import { createTrainer, type Backend } from './trainer';

/** What the experiments of `core/claims` train with: both kinds of model at their defaults, on one backend. */
export function players(backend: Backend): Trainers {
  return {
    defaults: { diffusion: trainerDefaults, gan: null as never },
    diffusion: (settings) => createTrainer(backend, settings),
    gan: () => { throw new Error('not yet'); },
  };
}
