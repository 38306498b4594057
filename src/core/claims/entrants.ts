/**
 * Who takes part in the comparison of chapters 14 and 16, as one rule: what each side trains has as many parameters in all as the other's. Settings
 * are the winners of the search that `protocol.ts` lays down; `npm run record -- tuning` repeats it, and a test holds these against its record.
 */
import { ganNetworks, ganRules } from '../gan/defaults';
import { ganStepFlops } from '../gan/flops';
import { ganParameters } from '../gan/networks';
import type { GanNetworks } from '../gan/settings';
import { parameterCount, stepFlops } from '../network';
import type { DiffusionSettings, Entrants, GanSettings } from './trainers';

export const entrantNames = ['diffusion', 'gan', 'r3gan'] as const;
export type Entrant = (typeof entrantNames)[number];
/** `gan`: two networks, a loss of 2014 to 2017 and at most one penalty. `r3gan`: R3GAN's loss, that is pairs, R1 and R2 (Huang et al. 2024). */
export const ganNames = ['gan', 'r3gan'] as const;
export type GanEntrant = (typeof ganNames)[number];

/** What is counted as a GAN's parameters: both networks, since both are trained, or the generator, which is what is kept. */
export type Counted = 'together' | 'generator';

/** Both players of one width, a multiple of 8: the one whose parameters come closest to `parameters`. */
export function ganNetworksOf(parameters: number, counted: Counted = 'together'): GanNetworks {
  const sized = (width: number): GanNetworks => ({
    ...ganNetworks,
    generator: { ...ganNetworks.generator, width },
    discriminator: { ...ganNetworks.discriminator, width },
  });
  const off = (networks: GanNetworks) => {
    const { generator, discriminator } = ganParameters(networks);
    return Math.abs((counted === 'together' ? generator + discriminator : generator) - parameters);
  };
  const all = Array.from({ length: 32 }, (_, i) => sized(8 * (i + 1)));
  return all.reduce((best, one) => (off(one) < off(best) ? one : best));
}

const network = { width: 64, depth: 3, prediction: 'v' } as const;
const networks = ganNetworksOf(parameterCount(network, 2));

/** What the search leaves alone, and so begins from. */
export const searched: Entrants = {
  diffusion: {
    network,
    weighting: 'uniform',
    schedule: { kind: 'cosine', s: 0.008 },
    learningRate: 8e-3,
    warmup: 20,
    decaySteps: 0,
    batchSize: 256,
    emaDecay: 0.99,
    seed: 1,
  },
  gan: { ...ganRules, r1: 0, networks, seed: 1 },
  r3gan: { ...ganRules, relativistic: true, r1: 0.3, r2: 0.3, networks, seed: 1 },
};

const isGan = (settings: DiffusionSettings | GanSettings): settings is GanSettings => 'networks' in settings;

/** Floating-point operations of one step. */
export function flopsOf(settings: DiffusionSettings | GanSettings): number {
  return isGan(settings)
    ? ganStepFlops(settings.networks, settings)
    : stepFlops(settings.network, 2, settings.batchSize);
}

/** The settings with rates that fall over so many floating-point operations: the same rule for every entrant. */
export function decayedOver<S extends DiffusionSettings | GanSettings>(settings: S, flops: number): S {
  return { ...settings, decaySteps: Math.max(1, Math.round(flops / flopsOf(settings))) };
}

/** As the search left them. */
export const entrants: Entrants = {
  diffusion: {
    ...searched.diffusion,
    network: { ...network, prediction: 'x0' },
    weighting: 'min-snr',
    learningRate: 0.00802,
    batchSize: 64,
  },
  gan: { ...searched.gan, r1: 0.5, generatorRate: 0.00802, discriminatorRate: 0.00802, batchSize: 64 },
  r3gan: { ...searched.r3gan, r1: 1, r2: 1, generatorRate: 0.00133, discriminatorRate: 0.00133, batchSize: 64 },
};

export const entrantLabels = { diffusion: 'diffusion', gan: 'GAN', r3gan: 'R3GAN’s loss' } as const;
/** How numbers of each are named in a row: `ringGan`. */
export const suffixes = { diffusion: 'Diffusion', gan: 'Gan', r3gan: 'R3gan' } as const;
