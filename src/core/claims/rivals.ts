import { random } from '../random';
import type { Work } from './claim';
import type { DiffusionSettings, GanSettings, Trainers } from './trainers';
import { DiffusionModel, GanModel, diffusionOf, ganOf, poolSize, stepsFor, trainedTo, within } from './work';
import { yardstick, type TargetName } from './yardstick';

/** What either side may spend on a training, in floating-point operations: the same for both, in all claims that do not vary it. */
export const budget = 24e9;

export interface Rivals {
  readonly diffusion: DiffusionModel;
  readonly gan: GanModel;
}

export interface RivalOptions {
  /** What each may spend. */
  readonly flops?: number;
  /** Seed of weights and batches, where another than the data's. */
  readonly weights?: number;
  readonly change?: { readonly diffusion?: Partial<DiffusionSettings>; readonly gan?: Partial<GanSettings> };
}

/** Both models at their defaults, trained on the same points of a target for as many floating-point operations. */
export async function* rivals(
  trainers: Trainers,
  seed: number,
  name: TargetName,
  options: RivalOptions = {},
): Work<Rivals> {
  const { flops = budget, weights = seed, change = {} } = options;
  const key = JSON.stringify([name, seed, weights, flops, change]);
  const known = trainers.trained?.get(key);
  if (known) return known as Rivals;
  const pool = yardstick(name).target.sample(poolSize, random(seed).split('data'));
  const diffusion = await diffusionOf(trainers, weights, change.diffusion);
  const gan = await ganOf(trainers, weights, change.gan);
  diffusion.learner.setData(pool);
  gan.learner.setData(pool);
  yield* within(0, 0.4, trainedTo(diffusion.learner, stepsFor(diffusion.learner, flops)));
  yield* within(0.4, 1, trainedTo(gan.learner, stepsFor(gan.learner, flops)));
  const both = { diffusion, gan };
  trainers.trained?.set(key, both);
  return both;
}

/** Gives both back, unless they are kept for other claims. */
export function dispose({ diffusion, gan }: Rivals, { trained }: Trainers): void {
  if (trained) return;
  diffusion.learner.dispose();
  gan.learner.dispose();
}

/** `16 GFLOP`: as experiments are described. */
export const spent = (flops: number): string => `${Number((flops / 1e9).toPrecision(3))} GFLOP`;
