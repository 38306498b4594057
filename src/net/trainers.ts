import type { Trainers } from '../core/claims/trainers';
import { trainerDefaults } from './defaults';
import { ganDefaults } from './gan/defaults';
import { createGanTrainer } from './gan/trainer';
import { createTrainer } from './create';
import type { Backend } from './trainer';

/** What the experiments of `core/claims` train with: both kinds of model at their defaults, on one backend. */
export function trainersOn(backend: Backend): Trainers {
  return {
    defaults: { diffusion: trainerDefaults, gan: ganDefaults },
    diffusion: (settings) => createTrainer(backend, settings),
    gan: (settings) => createGanTrainer(backend, settings),
  };
}
