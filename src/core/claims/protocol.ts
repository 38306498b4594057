/**
 * The protocol of the comparison, fixed before anything was measured by it; docs/COMPARISON.md has it in words.
 *
 * Search. Each entrant has a space of four numbers: a rate, log-uniform on one range for all; a batch of four; and two of its own, of three
 * and of two values. Setting k of every entrant has the same rate and batch, drawn by one generator; its own two are drawn besides. Every
 * setting trains from the tuning seeds on the ring and on the spiral, rates falling over the same budget, and is judged by the operations until
 * the energy distance is at most `goal` at two looks in a row. What did not get there is cut off: it comes after all that did. All settings train
 * from the first of the tuning seeds, the best of them from the others too; the first of these, by medians over the seeds, wins.
 */
import { random } from '../random';
import { searched, type Entrant } from './entrants';
import type { DiffusionSettings, GanSettings } from './trainers';

/** What a training may spend, in floating-point operations: the same for all, in all claims that do not vary it. */
export const budget = 16e9;
/** Energy distance that is asked for, at two looks one after the other: about five times that of true samples. */
export const goal = 0.02;
export const shapes = ['ring', 'spiral'] as const;
export type Shape = (typeof shapes)[number];

/** Used for the search and for nothing else. */
export const tuningSeeds = [501, 502, 503] as const;
export const settingCount = 24;
/** How many of each entrant's settings, the best from the first seed, train from the other seeds. */
export const finalists = 6;
/** Of the settings. */
const searchSeed = 24;

/** The first of a claim's seeds: none was seen before its record was made. */
export const firstSeed = 1001;

/** Questions of all claims together, those about two entrants asked of each GAN (a test counts them): each interval is so wide that all hold at once in 95 of 100 studies (Bonferroni). */
export const questions = 30;
export const level = 1 - 0.05 / questions;

export const space = {
  rate: [5e-4, 2e-2],
  batch: [64, 128, 256, 512],
  diffusion: { prediction: ['v', 'epsilon', 'x0'], weighting: ['uniform', 'min-snr'] },
  gan: { penalty: ['none', 'r1', 'gradientPenalty'], loss: ['non-saturating', 'hinge'] },
  r3gan: { weight: [0.1, 0.3, 1], beta1: [0, 0.5] },
} as const;

/** Weight of the ordinary GAN's one penalty: that of chapter 14's table. */
const penaltyWeight = 0.5;

/** What a setting of the search changes in `searched`. */
export interface Setting {
  readonly diffusion: Pick<DiffusionSettings, 'network' | 'weighting' | 'learningRate' | 'batchSize'>;
  readonly gan: Partial<GanSettings>;
  readonly r3gan: Partial<GanSettings>;
}

/** Setting k = 0, 1, … of every entrant. */
export function setting(k: number): Setting {
  const r = random(searchSeed).split('setting').split(k);
  const [least, most] = space.rate;
  const rate = Number((least * (most / least) ** r.uniform()).toPrecision(3));
  const batchSize = space.batch[r.integer(space.batch.length)];
  const own = <A, B>(name: Entrant, a: readonly A[], b: readonly B[]): readonly [A, B] => {
    const mine = r.split(name);
    return [a[mine.integer(a.length)], b[mine.integer(b.length)]];
  };
  const [prediction, weighting] = own('diffusion', space.diffusion.prediction, space.diffusion.weighting);
  const [penalty, loss] = own('gan', space.gan.penalty, space.gan.loss);
  const [weight, beta1] = own('r3gan', space.r3gan.weight, space.r3gan.beta1);
  const rates = { generatorRate: rate, discriminatorRate: rate, batchSize };
  return {
    diffusion: { network: { ...searched.diffusion.network, prediction }, weighting, learningRate: rate, batchSize },
    gan: {
      ...rates,
      loss,
      r1: penalty === 'r1' ? penaltyWeight : 0,
      gradientPenalty: penalty === 'gradientPenalty' ? penaltyWeight : 0,
    },
    r3gan: { ...rates, r1: weight, r2: weight, beta1 },
  };
}

/** One training of the search. */
export interface Trial {
  readonly shape: Shape;
  readonly seed: number;
  /** Operations, in units of 10^9, when the goal was first held; the budget where it was not. */
  readonly gflops: number;
  readonly held: boolean;
  /** At the last look. */
  readonly distance: number;
}

/** How a setting did, better settings lower, place by place. */
export interface Score {
  /** Shapes on which more than half of the seeds did not get there. */
  readonly cutOff: number;
  /** Geometric mean over the shapes of the median operations, in units of 10^9; null where a median is cut off. */
  readonly gflops: number | null;
  /** The same of the distances at the last look. */
  readonly distance: number;
}

/** The lower of the two where their number is even. */
const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[(values.length - 1) >> 1];

export function score(trials: readonly Trial[]): Score {
  const over = (of: (trial: Trial) => number) =>
    shapes.map((shape) => middle(trials.filter((trial) => trial.shape === shape).map(of)));
  const costs = over(({ held, gflops }) => (held ? gflops : Infinity));
  const cutOff = costs.filter((cost) => !Number.isFinite(cost)).length;
  const together = (values: readonly number[]) =>
    Math.exp(values.reduce((sum, v) => sum + Math.log(v), 0) / values.length);
  return {
    cutOff,
    gflops: cutOff === 0 ? together(costs) : null,
    distance: together(over(({ distance }) => distance)),
  };
}

/** Below 0 where `a` did better: fewer shapes cut off, then fewer operations, then the smaller distance. */
export function compared(a: Score, b: Score): number {
  return a.cutOff - b.cutOff || (a.gflops ?? 0) - (b.gflops ?? 0) || a.distance - b.distance;
}

/** The places of settings, from the best on. */
export function ranked<S extends { readonly trials: readonly Trial[] }>(
  settings: readonly S[],
): readonly { readonly setting: S; readonly score: Score }[] {
  return settings.map((one) => ({ setting: one, score: score(one.trials) })).sort((a, b) => compared(a.score, b.score));
}
