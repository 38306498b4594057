import { batch, count, type Batch } from '../../../src/core/batch';
import { empirical } from '../../../src/core/data/empirical';
import { entrants } from '../../../src/core/claims/entrants';
import type { DiffusionSettings, Learner, Trainers } from '../../../src/core/claims/trainers';
import { makeSchedule } from '../../../src/core/schedule';

/** Trainers that learn nothing and know their data: exact but for a small set of points, and at once. */
export function fakeTrainers(): Trainers & { readonly alive: () => number } {
  let alive = 0;
  function learner<T extends object>(more: (pool: () => Batch) => T): Learner & T {
    let pool = batch([0, 0], 2);
    alive++;
    const base = {
      steps: 0,
      flopsPerStep: 5e7,
      setData(points: Batch) {
        pool = points;
      },
      train(steps: number) {
        base.steps += steps;
        return 1;
      },
      dispose() {
        alive--;
      },
      ...more(() => pool),
    };
    return base;
  }
  return {
    alive: () => alive,
    defaults: entrants,
    diffusion: (settings: DiffusionSettings) =>
      Promise.resolve(
        learner((pool) => ({
          denoiser: () => empirical(batch(pool().data.slice(0, 24), 2), 0.1).denoiser(makeSchedule(settings.schedule)),
        })),
      ),
    poisson: (settings: DiffusionSettings) =>
      Promise.resolve(
        learner((pool) => {
          const denoiser = () =>
            empirical(batch(pool().data.slice(0, 24), 2), 0.1).denoiser(makeSchedule(settings.schedule));
          return { denoiser, coarse: denoiser };
        }),
      ),
    gan: () =>
      Promise.resolve(
        learner((pool) => ({
          generate: (z: Batch) => {
            const points = pool();
            const out = new Float64Array(2 * count(z));
            for (let i = 0; i < count(z); i++) {
              const row = Math.floor(Math.abs(Math.sin(1e3 * z.data[i * z.dim])) * count(points));
              out.set(points.data.subarray(2 * row, 2 * row + 2), 2 * i);
            }
            return batch(out, 2);
          },
        })),
      ),
  };
}
