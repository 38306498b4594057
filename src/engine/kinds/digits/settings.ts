/** A training run on digits as plain data: what the page sends and the worker checks once, at the door. */
import { liveNetworks, type LiveSize } from '../../../core/image-network/live';
import type { RunSettings, RunWatch } from '../../settings';

export type { LiveSize } from '../../../core/image-network/live';
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

export interface DigitSettings extends RunSettings {
  readonly size: DigitSizeChoice;
  readonly data: DigitData;
  readonly learningRate: number;
  readonly batchSize: number;
  /** The samples of a snapshot: the seed of their noise, w of their guidance, calls of the denoiser for each. */
  readonly sampleSeed: number;
  readonly guidance: number;
  readonly evaluations: number;
}

export const digitDefaults: DigitSettings = {
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
export interface DigitWatch extends RunWatch {
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

/** True when a change from `a` to `b` needs a new network: other shape, seed or machine. */
export function needsNewDigitNetwork(a: DigitSettings, b: DigitSettings): boolean {
  return a.size !== b.size || a.seed !== b.seed || a.backend !== b.backend;
}

/** What is written of the data into a file: enough to know it again. */
export function dataName(data: DigitData): string {
  if (data.kind === 'mnist')
    return `MNIST${data.count === undefined ? '' : `, ${data.count} digits`}${data.only === undefined ? '' : `, class ${data.only} alone`}`;
  return `${data.name} (${data.labels.length} pictures)`;
}
