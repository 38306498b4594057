import type { Trainers } from '../core/claims/trainers';
import { entrants } from '../core/claims/entrants';
import { createGanTrainer } from './gan/trainer';
import { createTrainer } from './create';
import type { Backend } from './trainer';

/** What the experiments of `core/claims` train with: every entrant as the search left it, on one backend. */
export function trainersOn(backend: Backend): Trainers {
  return {
    defaults: entrants,
    diffusion: (settings) => createTrainer(backend, settings),
    gan: (settings) => createGanTrainer(backend, settings),
  };
}
