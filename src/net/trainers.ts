import type { Trainers } from '../core/claims/trainers';
import { entrants } from '../core/claims/entrants';
import { fewBits } from '../core/few-bits';
import { createGanTrainer } from './gan/trainer';
import { createTrainer } from './create';
import { poissonFlow } from './objective/poisson';
import { weightMatrices } from './shape';
import type { Backend } from './trainer';

/** What the experiments of `core/claims` train with: every entrant as the search left it, on one backend. */
export function trainersOn(backend: Backend): Trainers {
  return {
    defaults: entrants,
    diffusion: (settings) => createTrainer(backend, settings),
    async poisson(settings, extra) {
      const trainer = await createTrainer(backend, settings, poissonFlow({ extra }));
      const holder = await createTrainer(backend, settings);
      return {
        get steps() {
          return trainer.steps;
        },
        flopsPerStep: trainer.flopsPerStep,
        setData: (points) => trainer.setData(points),
        train: (steps) => trainer.train(steps),
        denoiser: (which) => trainer.denoiser(which),
        coarse(bits) {
          const { ema, ...rest } = trainer.save();
          const weights = fewBits(ema, weightMatrices(settings.network, rest.dim), bits);
          holder.load({ network: rest.network, dim: rest.dim, step: 0, weights, ema: weights });
          return holder.denoiser();
        },
        dispose() {
          trainer.dispose();
          holder.dispose();
        },
      };
    },
    gan: (settings) => createGanTrainer(backend, settings),
  };
}
