import type { TargetSpec } from '../data/target';
import type { GanNetworks, GanRules } from './settings';

/** The games that the book shows, in pairs: one that goes wrong and the same with what mends it. */
export const ganPresetNames = [
  'fair', 'ring-collapse', 'ring-mended', 'grid-collapse', 'grid-mended', 'oscillation', 'oscillation-mended', 'vanishing', 'vanishing-mended',
] as const;
export type GanPresetName = (typeof ganPresetNames)[number];

export interface GanPreset {
  readonly label: string;
  readonly target: TargetSpec;
  readonly networks: GanNetworks;
  readonly rules: GanRules;
  /** Steps of the generator after which it rests. */
  readonly steps: number;
  /** What to look for, in a sentence or two. */
  readonly look: string;
  /** Of a game that goes wrong, the one that mends it; of a mended one, the one that it mends. */
  readonly mendedBy?: GanPresetName;
  readonly mends?: GanPresetName;
}

const mlp = (width: number, depth: number) => ({ width, depth });

/** Tuned as `net/gan/defaults.ts` says. */
const fair: GanPreset = {
  label: 'As tuned',
  target: { kind: 'eight-gaussians' },
  networks: { latent: 2, generator: mlp(64, 3), discriminator: mlp(64, 3) },
  rules: {
    loss: 'non-saturating', gradientPenalty: 0, r1: 0.3, spectralNorm: false, instanceNoise: 0, discriminatorSteps: 1,
    generatorRate: 3e-3, discriminatorRate: 3e-3, beta1: 0.5, batchSize: 256, emaDecay: 0.99,
  },
  steps: 500,
  look: 'All eight modes within two hundred steps, a little unevenly; thin threads of points between them remain.',
};

/** What the presets below share: no penalty, small batches, and no average of weights, so that one sees what the generator does. */
const bare: GanRules = { ...fair.rules, r1: 0, generatorRate: 1e-3, discriminatorRate: 1e-3, batchSize: 64, emaDecay: 0 };

const ringCollapse: GanPreset = {
  label: 'Collapse on the ring',
  target: fair.target,
  networks: { latent: 16, generator: mlp(128, 4), discriminator: mlp(64, 3) },
  rules: bare,
  steps: 600,
  look: 'The points run together and go round the ring from mode to mode, one or two at a time.',
  mendedBy: 'ring-mended',
};

const gridCollapse: GanPreset = {
  label: 'Collapse on the grid',
  target: { kind: 'twenty-five-gaussians' },
  networks: ringCollapse.networks,
  rules: { ...bare, beta1: 0.9 },
  steps: 600,
  look: 'A handful of the twenty-five modes at a time, never the same for long.',
  mendedBy: 'grid-mended',
};

const oscillation: GanPreset = {
  label: 'Oscillation',
  target: fair.target,
  networks: { latent: 2, generator: mlp(64, 3), discriminator: mlp(16, 2) },
  rules: { ...bare, beta1: 0.95 },
  steps: 600,
  look: 'The points swing across the plane and back, and both losses with them: Adam\'s momentum carries each player past its aim.',
  mendedBy: 'oscillation-mended',
};

const vanishing: GanPreset = {
  label: 'Vanishing gradients',
  target: fair.target,
  networks: { latent: 1, generator: mlp(64, 3), discriminator: mlp(64, 3) },
  rules: { ...bare, loss: 'saturating', discriminatorSteps: 5, generatorRate: 5e-4, discriminatorRate: 5e-3 },
  steps: 600,
  look: 'The discriminator tells fake from real almost without fail. Where it is sure, the saturating loss is flat: half of the points feel next to nothing and stay.',
  mendedBy: 'vanishing-mended',
};

export const ganPresets: Readonly<Record<GanPresetName, GanPreset>> = {
  fair,
  'ring-collapse': ringCollapse,
  'ring-mended': {
    ...mended(ringCollapse, 'ring-collapse', { r1: 0.3 }),
    label: 'Ring, mended by R1',
    look: 'The same networks with the R1 penalty: the points spread over all eight modes and settle.',
  },
  'grid-collapse': gridCollapse,
  'grid-mended': {
    ...mended(gridCollapse, 'grid-collapse', { beta1: 0.5, discriminatorRate: 4e-3, r1: 0.03 }),
    label: 'Grid, mended by a faster discriminator',
    look: 'Less momentum, a discriminator that learns four times faster, and a little R1: nearly all of the twenty-five modes.',
  },
  oscillation,
  'oscillation-mended': {
    ...mended(oscillation, 'oscillation', { beta1: 0 }),
    label: 'Oscillation, mended by no momentum',
    look: 'Without momentum the swings die down within a few hundred steps, and all eight modes are covered.',
  },
  vanishing,
  'vanishing-mended': {
    ...mended(vanishing, 'vanishing', { instanceNoise: 0.5 }),
    label: 'Vanishing gradients, mended by noise',
    look: 'Noise on all that the discriminator sees lets real and fake overlap: it can never be sure, and every point is pulled.',
  },
};

function mended({ mendedBy: _, ...preset }: GanPreset, mends: GanPresetName, rules: Partial<GanRules>): GanPreset {
  return { ...preset, rules: { ...preset.rules, ...rules }, mends };
}
