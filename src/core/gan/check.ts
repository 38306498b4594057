import { boolean, choice, type Field, number, object, schema } from '../schema';
import { ganNetworks, ganRules } from './defaults';
import { ganLosses, type GanNetworks, type GanRules, type Mlp } from './settings';

/** Least and greatest of every number in the settings. */
export const ganLimits = {
  latent: [1, 64],
  width: [8, 256],
  depth: [1, 4],
  gradientPenalty: [0, 1000],
  r1: [0, 1000],
  r2: [0, 1000],
  instanceNoise: [0, 10],
  discriminatorSteps: [1, 10],
  generatorRate: [0, 10],
  discriminatorRate: [0, 10],
  decaySteps: [0, 1_000_000],
  beta1: [0, 0.999],
  batchSize: [1, 4096],
  emaDecay: [0, 0.9999],
} as const satisfies Readonly<Record<string, readonly [number, number]>>;

function limited(name: keyof typeof ganLimits, initial: number): Field<number> {
  const [min, max] = ganLimits[name];
  return number(initial, { min, max });
}

function whole(name: keyof typeof ganLimits, initial: number, multiple = 1): Field<number> {
  const [min, max] = ganLimits[name];
  return number(initial, { min, max, integer: true, ...(multiple > 1 && { multiple }) });
}

/** The rules of a game, by the names of `GanRules`. */
export const ganRuleFields = {
  loss: choice(ganLosses, ganRules.loss),
  relativistic: boolean(ganRules.relativistic),
  gradientPenalty: limited('gradientPenalty', ganRules.gradientPenalty),
  r1: limited('r1', ganRules.r1),
  r2: limited('r2', ganRules.r2),
  spectralNorm: boolean(ganRules.spectralNorm),
  instanceNoise: limited('instanceNoise', ganRules.instanceNoise),
  discriminatorSteps: whole('discriminatorSteps', ganRules.discriminatorSteps),
  generatorRate: limited('generatorRate', ganRules.generatorRate),
  discriminatorRate: limited('discriminatorRate', ganRules.discriminatorRate),
  decaySteps: whole('decaySteps', ganRules.decaySteps),
  beta1: limited('beta1', ganRules.beta1),
  batchSize: whole('batchSize', ganRules.batchSize),
  emaDecay: limited('emaDecay', ganRules.emaDecay),
} satisfies { readonly [K in keyof GanRules]: Field<GanRules[K]> };

function mlp({ width, depth }: Mlp): Field<Mlp> {
  return object({ width: whole('width', width, 8), depth: whole('depth', depth) });
}

/** Its networks, by the names of `GanNetworks`. */
export const ganNetworkFields = {
  latent: whole('latent', ganNetworks.latent),
  generator: mlp(ganNetworks.generator),
  discriminator: mlp(ganNetworks.discriminator),
} satisfies { readonly [K in keyof GanNetworks]: Field<GanNetworks[K]> };

const rulesSchema = schema(ganRuleFields);
const networksSchema = schema(ganNetworkFields);

/** Throws `RangeError`, naming what was expected, unless a game can be played by `rules`. */
export function checkGanRules(rules: GanRules): void {
  rulesSchema.read(rules, 'rules');
}

/** The same for the networks. */
export function checkGanNetworks(networks: GanNetworks): void {
  networksSchema.read(networks, 'networks');
}
