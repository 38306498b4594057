/** A game of two networks in the plane as plain data: what the page sends and the worker checks once, at the door. */
import { parseTargetSpec } from '../core/data/index';
import type { TargetSpec } from '../core/data/target';
import { checkGanNetworks, checkGanRules } from '../core/gan/check';
import { ganRules, ganNetworks } from '../core/gan/defaults';
import type { GanNetworks, GanRules } from '../core/gan/settings';
import { parseRace, type Race } from './race';
import { backends, limits, type BackendChoice } from './settings';

export interface GanRunSettings extends GanRules {
  readonly target: TargetSpec;
  readonly networks: GanNetworks;
  /** Everything random of the run follows from it. */
  readonly seed: number;
  readonly backend: BackendChoice;
  /** Points drawn for a snapshot, and the seed of their latent codes. */
  readonly sampleCount: number;
  readonly sampleSeed: number;
  /** The run is done this many steps of the generator after it began, or was last asked to go on; 0 never. */
  readonly stopAfter: number;
  /** Most steps per second; 0 as many as the machine gives. */
  readonly speed: number;
  readonly race: Race | null;
}

export const ganRunDefaults: GanRunSettings = {
  ...ganRules,
  networks: ganNetworks,
  target: { kind: 'eight-gaussians' },
  seed: 7,
  backend: 'auto',
  sampleCount: 500,
  sampleSeed: 7,
  stopAfter: 0,
  speed: 0,
  race: null,
};

const counts = ['seed', 'sampleCount', 'sampleSeed', 'stopAfter'] as const;

/** Settings from an unknown value, missing fields from `ganRunDefaults`. Throws an `Error` that names what was wrong and what was expected. */
export function parseGanSettings(value: unknown): GanRunSettings {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('settings that are no object (expected target, networks, loss, …)');
  const given = { ...ganRunDefaults, ...value };
  const {
    loss,
    gradientPenalty,
    r1,
    spectralNorm,
    instanceNoise,
    discriminatorSteps,
    generatorRate,
    discriminatorRate,
    beta1,
    batchSize,
    emaDecay,
  } = given;
  const rules: GanRules = {
    loss,
    gradientPenalty,
    r1,
    spectralNorm,
    instanceNoise,
    discriminatorSteps,
    generatorRate,
    discriminatorRate,
    beta1,
    batchSize,
    emaDecay,
  };
  checkGanRules(rules);
  const networks = networksOf(given.networks);
  for (const name of [...counts, 'speed'] as const) {
    const [least, most] = limits[name];
    const number = given[name];
    const whole = name !== 'speed';
    if (typeof number !== 'number' || !(number >= least && number <= most) || (whole && !Number.isInteger(number))) {
      throw new Error(
        `${name} is ${String(number)} (expected a ${whole ? 'whole ' : ''}number from ${least} to ${most})`,
      );
    }
  }
  const backend = (['auto', ...backends] as const).find((known) => known === given.backend);
  if (!backend) throw new Error(`unknown backend: ${String(given.backend)} (expected auto, ${backends.join(', ')})`);
  const { seed, sampleCount, sampleSeed, stopAfter, speed } = given;
  return {
    ...rules,
    networks,
    target: parseTargetSpec(given.target),
    seed,
    backend,
    sampleCount,
    sampleSeed,
    stopAfter,
    speed,
    race: parseRace(given.race),
  };
}

function networksOf(value: unknown): GanNetworks {
  const { latent, generator, discriminator } = (value ?? {}) as Partial<GanNetworks>;
  const networks: GanNetworks = {
    latent: Number(latent),
    generator: { width: Number(generator?.width), depth: Number(generator?.depth) },
    discriminator: { width: Number(discriminator?.width), depth: Number(discriminator?.depth) },
  };
  checkGanNetworks(networks);
  return networks;
}

/** True when a change from `a` to `b` needs a new game: other networks, seed or machine. */
export function needsNewGan(a: GanRunSettings, b: GanRunSettings): boolean {
  return JSON.stringify([a.networks, a.seed, a.backend]) !== JSON.stringify([b.networks, b.seed, b.backend]);
}

/** The rules alone. */
export function rulesOf(s: GanRunSettings): GanRules {
  const {
    loss,
    gradientPenalty,
    r1,
    spectralNorm,
    instanceNoise,
    discriminatorSteps,
    generatorRate,
    discriminatorRate,
    beta1,
    batchSize,
    emaDecay,
  } = s;
  return {
    loss,
    gradientPenalty,
    r1,
    spectralNorm,
    instanceNoise,
    discriminatorSteps,
    generatorRate,
    discriminatorRate,
    beta1,
    batchSize,
    emaDecay,
  };
}
