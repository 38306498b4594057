import { random } from '../random';
import type { Series, Work } from './claim';
import { entrantLabels, entrantNames, ganNames, suffixes, type Entrant } from './entrants';
import { budget } from './protocol';
import type { Entrants, Trainers } from './trainers';
import { diffusionOf, ganOf, poolSize, stepsFor, trainedTo, within, type DiffusionModel, type GanModel } from './work';
import { yardstick, type TargetName } from './yardstick';

export interface Rivals {
  readonly diffusion: DiffusionModel;
  readonly gan: GanModel;
  readonly r3gan: GanModel;
}

export interface RivalOptions {
  /** What each may spend. */
  readonly flops?: number;
  /** Seed of weights and batches, where another than the data's. */
  readonly weights?: number;
  readonly change?: { readonly [K in keyof Entrants]?: Partial<Entrants[K]> };
}

/** All entrants, their data not yet given. */
export async function untrained(
  trainers: Trainers,
  seed: number,
  { flops = budget, change = {} }: Pick<RivalOptions, 'flops' | 'change'> = {},
): Promise<Rivals> {
  return {
    diffusion: await diffusionOf(trainers, seed, { flops, change: change.diffusion ?? {} }),
    gan: await ganOf(trainers, 'gan', seed, { flops, change: change.gan ?? {} }),
    r3gan: await ganOf(trainers, 'r3gan', seed, { flops, change: change.r3gan ?? {} }),
  };
}

/** Shares of the work at which each begins and the last one ends: a game costs a page more time than a regression of as many operations. */
export const shares: Readonly<Record<Entrant, readonly [from: number, to: number]>> = {
  diffusion: [0, 0.2],
  gan: [0.2, 0.6],
  r3gan: [0.6, 1],
};

/** All entrants, trained on the same points of a target for as many floating-point operations. */
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
  const all = await untrained(trainers, weights, { flops, change });
  for (const who of entrantNames) {
    const { learner } = all[who];
    learner.setData(pool);
    const [from, to] = shares[who];
    yield* within(from, to, trainedTo(learner, stepsFor(learner, flops)));
  }
  trainers.trained?.set(key, all);
  return all;
}

/** Gives all back, unless they are kept for other claims. */
export function dispose(all: Rivals, { trained }: Pick<Trainers, 'trained'>): void {
  if (trained) return;
  for (const who of entrantNames) all[who].learner.dispose();
}

/** `16 GFLOP`: as experiments are described. */
export const spent = (flops: number): string => `${Number((flops / 1e9).toPrecision(3))} GFLOP`;

/** A series for each entrant, on something that has a name. */
export const seriesOn = (prefix: string, on: string): readonly Series[] =>
  entrantNames.map((who) => ({ key: `${prefix}${suffixes[who]}`, label: `${entrantLabels[who]}, ${on}`, of: who }));

/** A series for each entrant, and true samples beside them. */
export const seriesOfAll: readonly Series[] = [
  ...entrantNames.map((who) => ({ key: who, label: entrantLabels[who], of: who })),
  { key: 'true', label: 'true samples', of: 'true' },
];

/** Both GANs as a sentence names them. */
export const bothGans = ganNames
  .map((who) => (who === 'gan' ? 'an ordinary GAN' : `one by ${entrantLabels[who]}`))
  .join(' and ');
