/** A game of build time as numbers that travel inside a page. */
import type { Player } from '../../../core/gan/networks';
import type { Measured } from '../plane/measured';
import type { GameLosses } from './losses';

export interface BuiltPlaneGan extends Measured {
  readonly step: number;
  readonly parameters: Readonly<Record<Player, number>>;
  readonly flopsPerStep: number;
  readonly losses: GameLosses;
  readonly modes: number;
  readonly spent: { readonly examples: number; readonly flops: number };
  readonly samples: readonly number[];
  readonly pull: readonly number[];
  readonly counts: readonly number[];
  readonly field: { readonly size: number; readonly extent: number; readonly values: readonly number[] } | null;
  readonly history: readonly GamePoint[];
}

/** One look at a game, kept for its curves. */
export interface GamePoint {
  readonly step: number;
  readonly discriminator: number;
  readonly generator: number;
  /** -1 where there are none to count. */
  readonly modesCovered: number;
  readonly energyDistance: number;
}
