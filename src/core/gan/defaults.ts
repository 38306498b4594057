import type { GanNetworks, GanRules } from './settings';

/**
 * How the game is played unless told otherwise, in chapter 14's figure of the game. Found on the ring of eight, among some 35 settings (losses, R1 0 to 1,
 * penalties, rates, Adam's first decay, steps of the discriminator, latent numbers, decay of the average), three seeds each, by the steps until an energy
 * distance of 0.02 and by the distance afterwards. The comparison of chapters 14 and 16 does not play by these: `core/claims/entrants.ts` has what a search
 * by one protocol for all left.
 */
export const ganNetworks: GanNetworks = {
  latent: 2,
  generator: { width: 64, depth: 3 },
  discriminator: { width: 64, depth: 3 },
};

export const ganRules: GanRules = {
  loss: 'non-saturating',
  relativistic: false,
  gradientPenalty: 0,
  r1: 0.3,
  r2: 0,
  spectralNorm: false,
  instanceNoise: 0,
  discriminatorSteps: 1,
  generatorRate: 3e-3,
  discriminatorRate: 3e-3,
  decaySteps: 0,
  beta1: 0.5,
  batchSize: 256,
  emaDecay: 0.99,
};

const ruleNames = Object.keys(ganRules) as readonly (keyof GanRules)[];

/** The rules among other settings; those that are null or missing as `base` has them. */
export function rulesAmong(
  settings: { readonly [K in keyof GanRules]?: GanRules[K] | null },
  base = ganRules,
): GanRules {
  return Object.fromEntries(ruleNames.map((name) => [name, settings[name] ?? base[name]])) as unknown as GanRules;
}
