/** What the comparison is set to, and what follows for both runs. No DOM here. */
import { targetKinds } from '../../../src/core/data/index';
import type { TargetSpec } from '../../../src/core/data/target';
import { decayedOver, entrants, flopsOf, ganNames, ganNetworksOf } from '../../../src/core/claims/entrants';
import { budget as protocolBudget } from '../../../src/core/claims/protocol';
import { ganPlayerFlops, ganStepFlops } from '../../../src/core/gan/flops';
import { ganParameters } from '../../../src/core/gan/networks';
import type { GanNetworks } from '../../../src/core/gan/settings';
import { parameterCount, stepFlops, type NetworkSpec } from '../../../src/core/network';
import { type PlaneGanSettings, planeGanDefaults } from '../../../src/engine/kinds/plane-gan/settings';
import { type PlaneSettings, planeDefaults } from '../../../src/engine/kinds/plane/settings';
import { raceUnits, type Race } from '../../../src/engine/race';
import { choice, list, number, schema, seed, text, type SettingsOf } from '../../../src/core/schema';
import { extent, targetOf } from '../kit/plane-target';

/** Points in each panel and in each measurement. */
export const shownPoints = 500;
/** DDIM steps of the diffusion model's samples while it trains. */
export const samplingSteps = 20;
/** Looks on the way, at equal shares of the budget. */
export const marks = 12;
export const mostSeeds = 5;

export const ganVsDiffusion = schema({
  target: choice(targetKinds, 'eight-gaussians'),
  letter: text('D', 1),
  /** The reader's own shape: x, y pairs in panel units. */
  points: list([], { min: -extent, max: extent, multiple: 2, longest: 1200, decimals: 2 }),
  /** In what both spend alike. */
  by: choice(raceUnits, 'flops'),
  /** The budget of each model, one for each unit: 10^9 operations, examples, seconds of training. */
  gigaflops: number(protocolBudget / 1e9, { min: 0.2, max: 400 }),
  examples: number(100_000, { min: 2000, max: 4_000_000, integer: true }),
  seconds: number(2, { min: 0.1, max: 60 }),
  /** How many seeds, one after another, from `seed` on. */
  seeds: number(3, { min: 1, max: mostSeeds, integer: true }),
  seed: seed(7),
  /** Hidden width of the diffusion model. */
  width: number(64, { min: 16, max: 128, integer: true }),
  /** What has about as many parameters as the diffusion model: generator and discriminator together, or the generator alone. */
  match: choice(['together', 'generator'], 'together'),
  /** Which of the two GANs of the search plays. */
  rules: choice(ganNames, 'gan'),
});

export type DuelSettings = SettingsOf<typeof ganVsDiffusion>;

/** Named by the first seed and its place. */
export function seedsOf({ seed, seeds }: Pick<DuelSettings, 'seed' | 'seeds'>): readonly number[] {
  return Array.from({ length: seeds }, (_, i) => seed + i);
}

/** What each may spend, in examples, operations or milliseconds. */
export function budgetOf(s: Pick<DuelSettings, 'by' | 'gigaflops' | 'examples' | 'seconds'>): number {
  return s.by === 'flops' ? s.gigaflops * 1e9 : s.by === 'examples' ? s.examples : s.seconds * 1000;
}

export function raceOf(s: DuelSettings, group: string): Race {
  return { group, by: s.by, budget: budgetOf(s), marks };
}

export function diffusionNetwork({ width }: Pick<DuelSettings, 'width'>): NetworkSpec {
  return { ...entrants.diffusion.network, width: Math.min(256, Math.max(8, 8 * Math.round(width / 8))) };
}

/** Both players of one width: the one whose parameters come closest to the diffusion model's. */
export function ganNetworksFor(s: Pick<DuelSettings, 'width' | 'match'>): GanNetworks {
  return ganNetworksOf(parameterCount(diffusionNetwork(s), 2), s.match);
}

/** Sizes and prices of both, from their shapes. */
export interface Sizes {
  readonly width: number;
  readonly diffusion: number;
  readonly diffusionStep: number;
  readonly ganWidth: number;
  readonly generator: number;
  readonly discriminator: number;
  readonly ganStep: number;
  /** Of it, the generator's own step. */
  readonly generatorStep: number;
  /** Examples in a step. */
  readonly diffusionBatch: number;
  readonly ganBatch: number;
}

export function sizesOf(s: Pick<DuelSettings, 'width' | 'match' | 'rules'>): Sizes {
  const network = diffusionNetwork(s),
    networks = ganNetworksFor(s),
    rules = entrants[s.rules],
    { batchSize } = entrants.diffusion;
  return {
    width: network.width,
    diffusion: parameterCount(network, 2),
    diffusionStep: stepFlops(network, 2, batchSize),
    ganWidth: networks.generator.width,
    ...ganParameters(networks),
    ganStep: ganStepFlops(networks, rules),
    generatorStep: ganPlayerFlops(networks, rules, 'generator'),
    diffusionBatch: batchSize,
    ganBatch: rules.batchSize,
  };
}

/** Steps over which rates fall: those of the whole budget, however it is counted. How many steps a time is worth is known on the way. */
function decaySteps(s: DuelSettings, settings: Parameters<typeof flopsOf>[0]): number {
  if (s.by === 'time') return 0;
  return s.by === 'flops'
    ? decayedOver(settings, budgetOf(s)).decaySteps
    : Math.floor(budgetOf(s) / settings.batchSize);
}

export function diffusionSettings(
  s: DuelSettings,
  seed: number,
  group: string,
  target: TargetSpec = targetOf(s).spec,
): PlaneSettings {
  const settings = { ...entrants.diffusion, network: diffusionNetwork(s), seed };
  return {
    ...planeDefaults,
    ...settings,
    target,
    sampleSeed: seed,
    sampleCount: shownPoints,
    sampleSteps: samplingSteps,
    race: raceOf(s, group),
    decaySteps: decaySteps(s, settings),
  };
}

export function ganSettings(
  s: DuelSettings,
  seed: number,
  group: string,
  target: TargetSpec = targetOf(s).spec,
): PlaneGanSettings {
  const settings = { ...entrants[s.rules], networks: ganNetworksFor(s), seed };
  return {
    ...planeGanDefaults,
    ...settings,
    target,
    sampleSeed: seed,
    sampleCount: shownPoints,
    race: raceOf(s, group),
    decaySteps: decaySteps(s, settings),
  };
}
