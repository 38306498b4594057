/** What a figure wants to see of a game, and what it is shown. */
import type { Player } from '../core/gan/networks';
import type { NetworkFacts, RunFacts } from './protocol';

export interface GanWatch {
  /** Draw and measure at every snapshot. */
  readonly samples: boolean;
  /** By the average of the generator's weights, or by the last ones: those that the discriminator sees. */
  readonly which: 'ema' | 'raw';
  /** Where the generator is told to move each sample. */
  readonly pull: boolean;
  /** The discriminator's output on a square grid; null for none. */
  readonly field: { readonly size: number; readonly extent: number } | null;
  /** Precision and recall too. */
  readonly measures: boolean;
  /** Least milliseconds between snapshots. */
  readonly interval: number;
}

export const ganWatchDefaults: GanWatch = {
  samples: true,
  which: 'ema',
  pull: false,
  field: null,
  measures: false,
  interval: 80,
};

/** Of the last step of each player. */
export interface GameLosses {
  /** The discriminator's without its penalties. */
  readonly discriminator: number;
  readonly generator: number;
  /** Mean of D(x), before any sigmoid, at real and at fake points. */
  readonly real: number;
  readonly fake: number;
  /** Mean of the penalties, weights included. */
  readonly penalty: number;
}

/** How far samples are from the data. NaN, or -1 for counts, where nothing was measured. */
export interface Measured {
  /** Energy distance to 1,000 held-out points of the target. */
  readonly energyDistance: number;
  /** Modes of the target that the samples reach, -1 where the target has none to count. */
  readonly modesCovered: number;
  /** Share of the samples further than three standard deviations from every mode, NaN where there are none to count. */
  readonly between: number;
  /** Precision and recall (Kynkäänniemi et al. 2019) of 300 samples against 300 held-out points, k = 5; NaN unless watched. */
  readonly precision: number;
  readonly recall: number;
}

/** What a figure shows of a game. Arrays are the receiver's to keep. */
export interface GanSnapshot extends RunFacts, Pick<NetworkFacts, 'backend' | 'flopsPerStep'>, Measured {
  readonly parameters: Readonly<Record<Player, number>>;
  readonly losses: GameLosses;
  /** Seeded latent codes through the generator, x and y by turns; empty when not watched. */
  readonly samples: Float64Array;
  /** -dL / dx at `samples`, L each point's own term of the generator's loss; empty when not watched. */
  readonly pull: Float64Array;
  readonly field: GameField | null;
  readonly modes: number;
  /** Samples at each mode. */
  readonly counts: Int32Array;
}

/** D(x) on a square grid, rows from -extent to extent in y, x fastest: size * size numbers. */
export interface GameField {
  readonly size: number;
  readonly extent: number;
  readonly values: Float64Array;
}

/** A question to a game: points of the generator. */
export interface GanSampleSpec {
  readonly count: number;
  readonly seed: number;
  readonly which: 'ema' | 'raw';
}

export interface GanSampled {
  /** x and y by turns. */
  readonly points: Float64Array;
  /** Spent in the generator. */
  readonly milliseconds: number;
}

/** Trusts nothing. Throws an `Error` that names what was expected. */
export function parseGanSampleSpec(value: unknown): GanSampleSpec {
  const { count, seed, which } = (value ?? {}) as Partial<Record<keyof GanSampleSpec, unknown>>;
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > 20_000)
    throw new RangeError(`count is ${String(count)} (expected a whole number from 1 to 20000)`);
  if (typeof seed !== 'number' || !Number.isInteger(seed) || seed < 0)
    throw new RangeError(`seed is ${String(seed)} (expected a whole number, 0 or more)`);
  if (which !== 'ema' && which !== 'raw')
    throw new RangeError(`unknown weights: ${String(which)} (expected ema or raw)`);
  return { count, seed, which };
}
