/** What the figure of pixels against codes is set to, and the two runs that follow from it. No DOM here. */
import { liveUNet } from '../../../src/core/image-network/digits';
import { forwardFlops } from '../../../src/core/image-network/flops';
import { boolean, choice, number, schema, seed, type SettingsOf } from '../../../src/core/schema';
import { digitDefaults, type DigitSettings } from '../../../src/engine/kinds/digits/settings';
import { latentPlan, pictureFlops, planned } from '../../../src/engine/kinds/latent/plan';
import {
  latentDefaults,
  type LatentPhase,
  type LatentSettings,
  type LatentSize,
} from '../../../src/engine/kinds/latent/settings';
import type { Race } from '../../../src/engine/race';

export const sizes = ['8', '16', '32', '64'] as const;
const { split } = latentDefaults;
/** The least share that the diffusion keeps. */
const leastShare = 0.05;

export const latentCost = schema({
  /** Numbers of a code. */
  latent: choice(sizes, '32'),
  /** Whether the decoder is tuned against a critic. */
  tuned: boolean(true),
  /** Shares of the budget for the autoencoder and the tuning; the diffusion has the rest. */
  autoencoder: number(split.autoencoder, { min: 0.1, max: 0.8 }),
  tuning: number(split.tuning, { min: 0.05, max: 0.5 }),
  /** What each model may spend, in 10^12 operations. */
  budget: number(0.74, { min: 0.03, max: 20 }),
  seed: seed(7),
});
export type LatentCostSettings = SettingsOf<typeof latentCost>;

export const budgets = [0.37, 0.74, 1.7] as const;
export const columns = 10;
export const rows = 4;
export const shownCount = columns * rows;
/** Looks at equal shares of the budget, and samples that are judged at each. */
export const marks = 8;
export const judgedCount = 100;
export const evaluations = 10;
export const guidance = 1;
/** Quality that both are held against: the share of samples that the judge takes for what was asked. */
export const bar = 0.9;
/** Operations in a second that the estimate before a run reckons with: the kernel on one core of a laptop. */
export const reckoned = 8e9;
/** Pictures by which a picture's time is measured. */
export const timedCount = 20;

export function splitOf({ autoencoder, tuning, tuned }: LatentCostSettings): LatentSettings['split'] {
  const rest = 1 - autoencoder - (tuned ? tuning : 0);
  return { autoencoder, tuning, diffusion: Math.max(leastShare, rest) };
}

export const sizeOf = ({ latent }: LatentCostSettings): LatentSize => Number(latent) as LatentSize;

const raceOf = (group: string, { budget }: LatentCostSettings): Race => ({
  group,
  by: 'flops',
  budget: budget * 1e12,
  marks,
});

export function pixelRun(group: string, s: LatentCostSettings): DigitSettings {
  return { ...digitDefaults, size: 'medium', seed: s.seed, guidance, evaluations, race: raceOf(group, s) };
}

export function latentRun(group: string, s: LatentCostSettings): LatentSettings {
  return {
    ...latentDefaults,
    latent: sizeOf(s),
    tuned: s.tuned,
    budget: s.budget * 1e12,
    split: splitOf(s),
    seed: s.seed,
    guidance,
    evaluations,
    race: raceOf(group, s),
  };
}

/** Where the phases of the latent run begin and end, in operations. */
export function phasesOf(
  s: LatentCostSettings,
): readonly { readonly phase: LatentPhase; readonly from: number; readonly to: number }[] {
  const plan = latentPlan(latentRun('', s));
  return plan.map(({ phase, from, to }) => ({
    phase,
    from: planned(plan, from).flops,
    to: planned(plan, to).flops,
  }));
}

/** Operations of one picture by either model. */
export const pictureCost = (s: LatentCostSettings) => ({
  pixels: 2 * evaluations * forwardFlops(liveUNet),
  codes: pictureFlops(sizeOf(s), { evaluations, guidance }),
});

/** What training depends on. */
export const runKey = (s: LatentCostSettings): string => JSON.stringify(latentRun('', s));
