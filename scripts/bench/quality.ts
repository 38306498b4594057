import { zeros, type Batch } from '../../src/core/batch';
import { eightGaussians } from '../../src/core/data/eight-gaussians';
import { energyDistanceTo } from '../../src/core/metric';
import { normalBatch, random } from '../../src/core/random';
import { ddim, run, uniformTimes } from '../../src/core/sampler';
import { makeSchedule } from '../../src/core/schedule';
import { levelTable, makeBatch, networkBatch } from '../../src/net/batches';
import { createTrainer } from '../../src/net/create';
import type { Trainer, TrainerSettings } from '../../src/net/trainer';
import { Idiomatic } from './idiomatic';

/** Seconds of training until the energy distance first falls below each bound; Infinity where it never did. */
export interface Reached {
  readonly seconds: number[];
  readonly steps: number[];
}

/** Energy distances to reach. */
export const BOUNDS = [0.02, 0.008] as const;
const MOST_STEPS = 1500;
/** Steps between two looks at the quality. */
const EVERY = 5;

/** A thousand held-out points, 125 from each mode, so that the held-out modes are in exact balance. */
function heldOut(): Batch {
  const r = random(4242);
  const points = zeros(1000, 2);
  const { data } = eightGaussians().modes;
  for (let i = 0; i < 2000; i++) points.data[i] = data[i % 16] + 0.15 * r.normal();
  return points;
}

export const distance = energyDistanceTo(heldOut());

/** Five hundred samples by 20 DDIM steps, from new noise at each look, against the held-out points. */
function quality(trainer: Trainer, look: number): number {
  const schedule = makeSchedule(trainer.settings.schedule);
  const x = normalBatch(500, 2, random(trainer.settings.seed).split(look));
  return distance(run(ddim, { denoiser: trainer.denoiser(), schedule, times: uniformTimes(20), x }));
}

export async function watch(
  train: () => Promise<void> | void,
  measure: (look: number) => Promise<number>,
): Promise<Reached> {
  const seconds = BOUNDS.map(() => Infinity);
  const steps = BOUNDS.map(() => Infinity);
  let spent = 0;
  for (let step = EVERY; step <= MOST_STEPS && seconds.includes(Infinity); step += EVERY) {
    const start = performance.now();
    await train();
    spent += (performance.now() - start) / 1000;
    const value = await measure(step);
    BOUNDS.forEach((bound, i) => {
      if (value < bound && seconds[i] === Infinity) [seconds[i], steps[i]] = [spent, step];
    });
  }
  return { seconds, steps };
}

/** Our trainer; training alone is timed. */
export async function ourTimeToQuality(settings: TrainerSettings): Promise<Reached> {
  const trainer = await createTrainer('simd', settings);
  trainer.setData(eightGaussians().sample(10_000, random(settings.seed).split('data')));
  const reached = await watch(
    () => void trainer.train(EVERY),
    (look) => Promise.resolve(quality(trainer, look)),
  );
  trainer.dispose();
  return reached;
}

/** Idiomatic TensorFlow.js on the backend in force, with the same recipe and the same batches. */
export async function idiomaticTimeToQuality(settings: TrainerSettings): Promise<Reached> {
  const judge = await createTrainer('simd', settings);
  const model = new Idiomatic(settings.network, settings);
  const pool = Float32Array.from(eightGaussians().sample(10_000, random(settings.seed).split('data')).data);
  const stream = random(settings.seed).split('batches');
  const table = levelTable(makeSchedule(settings.schedule), settings.network.prediction, settings.weighting);
  const batch = networkBatch(settings.batchSize, 2);
  const reached = await watch(
    async () => {
      for (let i = 0; i < EVERY; i++) {
        makeBatch(stream, table, pool, 2, batch);
        model.train(batch);
      }
      await model.settle();
    },
    async (look) => {
      judge.load(await model.save());
      return quality(judge, look);
    },
  );
  model.dispose();
  judge.dispose();
  return reached;
}
