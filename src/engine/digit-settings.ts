/** A training run on digits as plain data: what the page sends and the worker checks once, at the door. */
import { liveNetworks, type LiveSize } from '../core/image-network/live';
import { backends, type BackendChoice } from './settings';
import { pictureSize } from './digit-samples';
import { parseRace, type Race } from './race';

export type { LiveSize } from '../core/image-network/live';
export const digitSizes = [...(Object.keys(liveNetworks) as LiveSize[]), 'shipped'] as const;
/** `shipped` is the shipped network, going on from its shipped weights. */
export type DigitSize = LiveSize | 'shipped';
/** `auto` takes the largest that this machine makes recognisable digits with soon (`soonSeconds`). */
export type DigitSizeChoice = 'auto' | DigitSize;

/** The book's digits, or the reader's own pictures. */
export type DigitData =
  | {
      readonly kind: 'mnist';
      /** Fewer of the training digits: the first so many, class by class in turn. */
      readonly count?: number;
      /** Those of one class alone. */
      readonly only?: number;
    }
  | {
      readonly kind: 'own';
      /** What it is called in sentences and files. */
      readonly name: string;
      /** n * 784 grey levels, 0 paper and 255 ink, and a class each, 10 for none. */
      readonly images: Uint8Array;
      readonly labels: Uint8Array;
    };

export interface DigitRunSettings {
  readonly size: DigitSizeChoice;
  readonly data: DigitData;
  /** Everything random of the run follows from it. */
  readonly seed: number;
  readonly backend: BackendChoice;
  readonly learningRate: number;
  readonly batchSize: number;
  /** The run is done this many steps after it began, or was last asked to go on; 0 never. */
  readonly stopAfter: number;
  /** Most steps per second; 0 as many as the machine gives. */
  readonly speed: number;
  /** The samples of a snapshot: the seed of their noise, w of their guidance, calls of the denoiser for each. */
  readonly sampleSeed: number;
  readonly guidance: number;
  readonly evaluations: number;
  /** Null for a run that races with nobody. */
  readonly race: Race | null;
}

export const digitRunDefaults: DigitRunSettings = {
  size: 'auto',
  data: { kind: 'mnist' },
  seed: 7,
  backend: 'auto',
  learningRate: 1.5e-3,
  batchSize: 16,
  stopAfter: 0,
  speed: 0,
  sampleSeed: 1,
  guidance: 1,
  evaluations: 10,
  race: null,
};

/** What a figure wants to see of a run, beside its loss. */
export interface DigitWatch {
  /** Least milliseconds between snapshots. */
  readonly interval: number;
  /** Least milliseconds between two looks at the samples while it trains; 0 for none at all. */
  readonly samplesEvery: number;
  /** Samples that are shown, ten classes in turn. */
  readonly shown: number;
  /** Samples that the classifier judges, at most; a slow machine judges fewer. 0 for none. */
  readonly judged: number;
}

export const digitWatchDefaults: DigitWatch = { interval: 250, samplesEvery: 4000, shown: 20, judged: 100 };

/** Fewest and most pictures of one's own. */
export const ownPictures = { least: 10, most: 70_000 } as const;

const limits = {
  seed: [0, 4_294_967_295, true],
  learningRate: [1e-6, 1, false],
  batchSize: [1, 256, true],
  stopAfter: [0, 10_000_000, true],
  speed: [0, 10_000, false],
  sampleSeed: [0, 4_294_967_295, true],
  guidance: [-1, 20, false],
  evaluations: [1, 200, true],
} as const satisfies Partial<Record<keyof DigitRunSettings, readonly [number, number, boolean]>>;

/** Settings from an unknown value, missing fields from the defaults. Throws an `Error` that names what was expected. */
export function parseDigitSettings(value: unknown): DigitRunSettings {
  if (typeof value !== 'object' || value === null)
    throw new Error('settings that are no object (expected size, data, …)');
  const given = { ...digitRunDefaults, ...value } as Record<keyof DigitRunSettings, unknown>;
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
    ...(numbers as Pick<DigitRunSettings, keyof typeof limits>),
    size: oneOf(given.size, ['auto', ...digitSizes] as const, 'size'),
    backend: oneOf(given.backend, ['auto', ...backends] as const, 'backend'),
    data: checkedData(given.data),
    race: parseRace(given.race),
  };
}

/** True when a change from `a` to `b` needs a new network: other shape, seed or machine. */
export function needsNewDigitTrainer(a: DigitRunSettings, b: DigitRunSettings): boolean {
  return a.size !== b.size || a.seed !== b.seed || a.backend !== b.backend;
}

/** What is written of the data into a file: enough to know it again. */
export function dataName(data: DigitData): string {
  if (data.kind === 'mnist')
    return `MNIST${data.count === undefined ? '' : `, ${data.count} digits`}${data.only === undefined ? '' : `, class ${data.only} alone`}`;
  return `${data.name} (${data.labels.length} pictures)`;
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
