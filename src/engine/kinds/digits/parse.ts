/** The door of a run on digits: its settings from an unknown value. Used by the worker only. */
import { backendChoices } from '../../backends';
import { parseRace } from '../../race';
import { pictureSize } from '../shipped/pixels';
import { digitDefaults, digitSizes, ownPictures, type DigitData, type DigitSettings } from './settings';

const limits = {
  seed: [0, 4_294_967_295, true],
  learningRate: [1e-6, 1, false],
  batchSize: [1, 256, true],
  stopAfter: [0, 10_000_000, true],
  speed: [0, 10_000, false],
  sampleSeed: [0, 4_294_967_295, true],
  guidance: [-1, 20, false],
  evaluations: [1, 200, true],
} as const satisfies Partial<Record<keyof DigitSettings, readonly [number, number, boolean]>>;

/** Settings from an unknown value, missing fields from the defaults. Throws an `Error` that names what was expected. */
export function parseDigitSettings(value: unknown): DigitSettings {
  if (typeof value !== 'object' || value === null)
    throw new Error('settings that are no object (expected size, data, …)');
  const given = { ...digitDefaults, ...value } as Record<keyof DigitSettings, unknown>;
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
  return {
    ...(numbers as Pick<DigitSettings, keyof typeof limits>),
    size: oneOf(given.size, ['auto', ...digitSizes] as const, 'size'),
    backend: oneOf(given.backend, backendChoices, 'backend'),
    data: checkedData(given.data),
    race: parseRace(given.race),
  };
}

export function checkedData(value: unknown): DigitData {
  const data = value as DigitData;
  if (data?.kind === 'mnist') return checkedSubset(data);
  if (data?.kind !== 'own' || !(data.images instanceof Uint8Array) || !(data.labels instanceof Uint8Array)) {
    throw new Error('unknown data (expected mnist, or own pictures with their classes)');
  }
  const { labels, images } = data;
  if (labels.length < ownPictures.least || labels.length > ownPictures.most) {
    throw new Error(`${labels.length} pictures to learn (expected ${ownPictures.least} to ${ownPictures.most})`);
  }
  if (images.length !== labels.length * pictureSize)
    throw new Error(`${images.length} pixels (expected ${labels.length * pictureSize}, 784 a picture)`);
  const wrong = labels.find((label) => label > 10);
  if (wrong !== undefined) throw new Error(`class ${wrong} (expected 0 to 9, or 10 for none)`);
  return { kind: 'own', name: String(data.name).slice(0, 60), images, labels };
}

function checkedSubset({ count, only }: { readonly count?: unknown; readonly only?: unknown }): DigitData {
  const whole = (name: string, value: unknown, least: number, most: number): number => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    throw new Error(`${name} of the digits is ${String(value)} (expected a whole number from ${least} to ${most})`);
  };
  return {
    kind: 'mnist',
    ...(count !== undefined && { count: whole('number', count, ownPictures.least, ownPictures.most) }),
    ...(only !== undefined && { only: whole('class', only, 0, 9) }),
  };
}

function oneOf<T extends string>(value: unknown, names: readonly T[], what: string): T {
  const found = names.find((name) => name === value);
  if (found === undefined) throw new Error(`unknown ${what}: ${String(value)} (expected ${names.join(', ')})`);
  return found;
}
