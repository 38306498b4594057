import { zeros, type Batch } from '../../src/core/batch';
import { eightGaussians } from '../../src/core/data/eight-gaussians';
import { energyDistance } from '../../src/core/metric';
import { normalBatch, random } from '../../src/core/random';
import { ddim, run, uniformTimes } from '../../src/core/sampler';
import { makeSchedule } from '../../src/core/schedule';
import { trainerDefaults } from '../../src/net/defaults';
import type { Trainer, TrainerSettings, TrainingBatch } from '../../src/net/trainer';

export function settings(change: Partial<TrainerSettings> = {}): TrainerSettings {
  return { ...trainerDefaults, ...change };
}

/** Ten thousand points of the eight-Gaussian ring to train on. */
export function ring(seed = 1): Batch {
  return eightGaussians().sample(10_000, random(seed));
}

/** A thousand held-out points of the ring, 125 from each mode, so that their own modes are in exact balance. */
export function heldOut(): Batch {
  const r = random(4242);
  const points = zeros(1000, 2);
  const { data } = eightGaussians().modes;
  for (let i = 0; i < 2000; i++) points.data[i] = data[i % 16] + 0.15 * r.normal();
  return points;
}

/** An explicit batch of `n` rows at times all over (0, 1). */
export function someBatch(n: number, dim: number, seed = 5): TrainingBatch {
  const r = random(seed);
  const t = Float64Array.from({ length: n }, (_, i) => (i + 0.2 + 0.6 * r.uniform()) / n);
  const x0 = normalBatch(n, dim, r);
  return { x0, epsilon: normalBatch(n, dim, r), t };
}

/** Energy distance of 500 samples, by 20 steps of DDIM, to the held-out points. */
export function quality(trainer: Trainer, seed = 1, steps = 20): number {
  const schedule = makeSchedule(trainer.settings.schedule);
  const x = normalBatch(500, 2, random(seed));
  for (let i = 0; i < x.data.length; i++) x.data[i] *= schedule.sigma(1);
  return energyDistance(
    run(ddim, { denoiser: trainer.denoiser(), schedule, times: uniformTimes(steps), x }),
    heldOut(),
  );
}
