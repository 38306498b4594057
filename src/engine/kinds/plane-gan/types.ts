/** A game of two networks in the plane: what a figure wants to see of it, what it is shown, what may be asked. */
import type { Player } from '../../../core/gan/networks';
import type { RunFacts } from '../../protocol';
import type { RunWatch } from '../../settings';
import type { Measured } from '../plane/measured';
import type { BuiltPlaneGan } from './built';
import type { GameLosses } from './losses';
import type { PlaneGanSettings } from './settings';

export interface PlaneGan {
  readonly settings: PlaneGanSettings;
  readonly watch: PlaneGanWatch;
  readonly snapshot: PlaneGanSnapshot;
  readonly built: BuiltPlaneGan;
  /** Each player can be trained alone. */
  readonly part: Player;
  readonly ask: {
    /** Points of the generator. */
    readonly sample: readonly [PlaneGanSampleSpec, PlaneGanSampled];
  };
}

export interface PlaneGanWatch extends RunWatch {
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
}

export const planeGanWatchDefaults: PlaneGanWatch = {
  samples: true,
  which: 'ema',
  pull: false,
  field: null,
  measures: false,
  interval: 80,
};

/** What a figure shows of a game. Arrays are the receiver's to keep. */
export interface PlaneGanSnapshot extends RunFacts, Measured {
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

export interface PlaneGanSampleSpec {
  readonly count: number;
  readonly seed: number;
  readonly which: 'ema' | 'raw';
}

export interface PlaneGanSampled {
  /** x and y by turns. */
  readonly points: Float64Array;
  /** Spent in the generator. */
  readonly milliseconds: number;
}
