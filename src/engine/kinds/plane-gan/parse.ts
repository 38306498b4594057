/** The door of a game in the plane: its settings and its questions from unknown values. Used by the worker and at build only. */
import { parseTargetSpec } from '../../../core/data/index';
import { checkGanNetworks, checkGanRules } from '../../../core/gan/check';
import type { GanNetworks } from '../../../core/gan/settings';
import { backendChoices, backends } from '../../backends';
import { parseRace } from '../../race';
import { limits } from '../plane/settings';
import { planeGanDefaults, rulesOf, type PlaneGanSettings } from './settings';
import type { PlaneGanSampleSpec } from './types';

const counts = ['seed', 'sampleCount', 'sampleSeed', 'stopAfter'] as const;

/** Settings from an unknown value, missing fields from `planeGanDefaults`. Throws an `Error` that names what was wrong and what was expected. */
export function parsePlaneGanSettings(value: unknown): PlaneGanSettings {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('settings that are no object (expected target, networks, loss, …)');
  const given = { ...planeGanDefaults, ...value };
  const rules = rulesOf(given);
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
  const backend = backendChoices.find((known) => known === given.backend);
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

/** Trusts nothing. Throws an `Error` that names what was expected. */
export function parsePlaneGanSampleSpec(value: unknown): PlaneGanSampleSpec {
  const { count, seed, which } = (value ?? {}) as Partial<Record<keyof PlaneGanSampleSpec, unknown>>;
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > 20_000)
    throw new RangeError(`count is ${String(count)} (expected a whole number from 1 to 20000)`);
  if (typeof seed !== 'number' || !Number.isInteger(seed) || seed < 0)
    throw new RangeError(`seed is ${String(seed)} (expected a whole number, 0 or more)`);
  if (which !== 'ema' && which !== 'raw')
    throw new RangeError(`unknown weights: ${String(which)} (expected ema or raw)`);
  return { count, seed, which };
}
