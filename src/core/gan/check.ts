import { ganLosses, type GanNetworks, type GanRules, type Mlp } from './settings';

/** Least and greatest of every number in the settings. */
export const ganLimits = {
  latent: [1, 64],
  width: [8, 256],
  depth: [1, 4],
  gradientPenalty: [0, 1000],
  r1: [0, 1000],
  instanceNoise: [0, 10],
  discriminatorSteps: [1, 10],
  generatorRate: [0, 10],
  discriminatorRate: [0, 10],
  beta1: [0, 0.999],
  batchSize: [1, 4096],
  emaDecay: [0, 0.9999],
} as const satisfies Readonly<Record<string, readonly [number, number]>>;

const whole = ['discriminatorSteps', 'batchSize'] as const;
const real = [
  'gradientPenalty',
  'r1',
  'instanceNoise',
  'generatorRate',
  'discriminatorRate',
  'beta1',
  'emaDecay',
] as const;

/** Throws `RangeError`, naming what was expected, unless a game can be played by `rules`. */
export function checkGanRules(rules: GanRules): void {
  if (!ganLosses.includes(rules.loss))
    throw new RangeError(`unknown loss: ${String(rules.loss)} (expected ${ganLosses.join(', ')})`);
  for (const name of whole) check(name, name, rules[name], true);
  for (const name of real) check(name, name, rules[name], false);
  if (typeof rules.spectralNorm !== 'boolean')
    throw new RangeError(`spectralNorm is ${String(rules.spectralNorm)} (expected true or false)`);
}

/** The same for the networks. */
export function checkGanNetworks({ latent, generator, discriminator }: GanNetworks): void {
  check('latent', 'latent', latent, true);
  checkMlp('generator', generator);
  checkMlp('discriminator', discriminator);
}

function checkMlp(player: string, { width, depth }: Mlp): void {
  check('width', `${player} width`, width, true);
  if (width % 8 !== 0) throw new RangeError(`${player} width is ${width} (expected a multiple of 8)`);
  check('depth', `${player} depth`, depth, true);
}

function check(limits: keyof typeof ganLimits, name: string, value: number, integer: boolean): void {
  const [least, most] = ganLimits[limits];
  if (integer ? Number.isInteger(value) && value >= least && value <= most : value >= least && value <= most) return;
  throw new RangeError(
    `${name} is ${value} (expected ${integer ? 'an integer' : 'a number'} from ${least} to ${most})`,
  );
}
