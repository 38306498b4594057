/** The door of a game on digits: its settings from an unknown value. Used by the worker only. */
import { ganLosses } from '../../../core/gan/settings';
import { backendChoices, backends } from '../../backends';
import { parseRace } from '../../race';
import { checkedData } from '../digits/parse';
import { digitGanDefaults, type DigitGanSettings } from './settings';

const limits = {
  generatorRate: [0, 1, false],
  discriminatorRate: [0, 1, false],
  beta1: [0, 0.999, false],
  batchSize: [1, 256, true],
  emaDecay: [0, 0.99999, false],
  shift: [0, 14, true],
  instanceNoise: [0, 10, false],
  seed: [0, 4_294_967_295, true],
  stopAfter: [0, 10_000_000, true],
  speed: [0, 10_000, false],
  sampleSeed: [0, 4_294_967_295, true],
} as const satisfies Partial<Record<keyof DigitGanSettings, readonly [number, number, boolean]>>;

/** Settings from an unknown value, missing fields from the defaults. Throws an `Error` that names what was expected. */
export function parseDigitGanSettings(value: unknown): DigitGanSettings {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('settings that are no object (expected data, loss, …)');
  const given = { ...digitGanDefaults, ...value } as Record<keyof DigitGanSettings, unknown>;
  const numbers: Record<string, number> = {};
  for (const [name, [least, most, whole]] of Object.entries(limits)) {
    const number = given[name as keyof typeof limits];
    if (typeof number !== 'number' || !(number >= least && number <= most) || (whole && !Number.isInteger(number))) {
      throw new Error(
        `${name} is ${String(number)} (expected a ${whole ? 'whole ' : ''}number from ${least} to ${most})`,
      );
    }
    numbers[name] = number;
  }
  const loss = ganLosses.find((known) => known === given.loss);
  if (!loss) throw new Error(`unknown loss: ${String(given.loss)} (expected ${ganLosses.join(', ')})`);
  const backend = backendChoices.find((known) => known === given.backend);
  if (!backend) throw new Error(`unknown backend: ${String(given.backend)} (expected auto, ${backends.join(', ')})`);
  const data = checkedData(given.data);
  if (data.kind === 'own' && data.labels.some((label) => label > 9))
    throw new Error('pictures without a class (expected 0 to 9: both players are told the class)');
  return {
    ...(numbers as Pick<DigitGanSettings, keyof typeof limits>),
    loss,
    backend,
    data,
    race: parseRace(given.race),
  };
}
