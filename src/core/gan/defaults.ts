import type { GanNetworks, GanRules } from './settings';

export const ganNetworks: GanNetworks = { latent: 2, generator: { width: 64, depth: 3 }, discriminator: { width: 64, depth: 3 } };

export const ganRules: GanRules = {
  loss: 'non-saturating', gradientPenalty: 0, r1: 0.3, spectralNorm: false, instanceNoise: 0, discriminatorSteps: 1,
  generatorRate: 3e-3, discriminatorRate: 3e-3, beta1: 0.5, batchSize: 256, emaDecay: 0.99,
};
