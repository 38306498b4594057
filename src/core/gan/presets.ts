import type { TargetSpec } from '../data/target';
import { decayedOver, entrants } from '../claims/entrants';
import { budget } from '../claims/protocol';
import { ganNetworks, ganRules, rulesAmong } from './defaults';
import type { GanNetworks, GanRules } from './settings';

/** A game worth watching: what it is played for, by which rules, for how long. The seed is the reader's. */
export interface GanPreset {
  /** In a menu. */
  readonly label: string;
  readonly target: TargetSpec;
  readonly networks: GanNetworks;
  readonly rules: GanRules;
  /** Steps of the generator after which it rests. */
  readonly steps: number;
}

const ring: TargetSpec = { kind: 'eight-gaussians' };
const grid: TargetSpec = { kind: 'twenty-five-gaussians' };
const preset = (label: string, target: TargetSpec, steps: number, change: Partial<GanRules>): GanPreset => ({
  label,
  target,
  networks: ganNetworks,
  rules: { ...bare, ...change },
  steps,
});

/** The game with nothing that mends it. */
const bare: GanRules = {
  ...ganRules,
  loss: 'non-saturating',
  gradientPenalty: 0,
  r1: 0,
  r2: 0,
  spectralNorm: false,
  instanceNoise: 0,
  discriminatorSteps: 1,
  beta1: 0.5,
  emaDecay: 0.99,
};
/** Small batches and long steps of both: modes are lost, and not found again. */
const hasty: Partial<GanRules> = { batchSize: 32, generatorRate: 1e-2, discriminatorRate: 1e-2 };
/** A generator that is faster than its judge, with momentum. */
const chased: Partial<GanRules> = { batchSize: 128, generatorRate: 5e-3, discriminatorRate: 1e-3, beta1: 0.9 };
/** A judge that is far ahead. */
const ahead: Partial<GanRules> = { batchSize: 64, generatorRate: 2e-4, discriminatorRate: 5e-3, discriminatorSteps: 5 };

/** The ordinary GAN as the search of the comparison left it. */
const fair = rulesAmong(decayedOver(entrants.gan, budget));

/** Each trouble beside what mends it, changed in as little as will do; found by trying, with seeds 1 to 8. */
export const ganPresets = {
  fair: { label: 'As in the comparison', target: ring, networks: entrants.gan.networks, rules: fair, steps: 1500 },
  'ring-collapse': preset('Ring, collapse', ring, 1500, hasty),
  'ring-mended': preset('Ring, mended', ring, 1500, { ...hasty, gradientPenalty: 0.5 }),
  'grid-collapse': preset('Grid, collapse', grid, 1500, {
    batchSize: 64,
    generatorRate: 5e-3,
    discriminatorRate: 5e-3,
  }),
  'grid-mended': preset('Grid, mended', grid, 2500, {
    batchSize: 128,
    generatorRate: 3e-3,
    discriminatorRate: 3e-3,
    gradientPenalty: 0.3,
  }),
  oscillation: preset('Oscillation', ring, 600, chased),
  'oscillation-mended': preset('Oscillation, mended', ring, 600, { ...chased, beta1: 0.5 }),
  vanishing: preset('Vanishing', ring, 500, { ...ahead, loss: 'saturating' }),
  'vanishing-mended': preset('Vanishing, mended', ring, 500, ahead),
} as const satisfies Readonly<Record<string, GanPreset>>;

export type GanPresetName = keyof typeof ganPresets;
