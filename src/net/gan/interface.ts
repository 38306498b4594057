import type { Batch } from '../../core/batch';
import type { Player } from '../../core/gan/networks';
import type { GanRules } from '../../core/gan/settings';
import type { Backend } from '../trainer';
import type { SavedGan } from './saved';
import type { GanTrainerSettings } from './settings';

/** Numbers of the last step. */
export interface GanLosses {
  /** Without penalties. */
  readonly discriminator: number;
  readonly generator: number;
  /** Mean output D(x), before any sigmoid, on the discriminator's last real and fake points. */
  readonly real: number;
  readonly fake: number;
  /** Mean of the penalties, weights included. */
  readonly penalty: number;
}

/** Two networks that play against each other. */
export interface GanTrainer {
  readonly backend: Backend;
  /** Weights and biases. */
  readonly parameters: Readonly<Record<Player, number>>;
  /** Floating-point operations of one step: the generator's, and the discriminator's that go with it. */
  readonly flopsPerStep: number;
  /** Real points seen in one step: batchSize discriminatorSteps. */
  readonly examplesPerStep: number;
  /** The generator's steps so far. */
  readonly steps: number;
  readonly settings: GanTrainerSettings;
  /** Of the last step of each player; 0 before. */
  readonly losses: GanLosses;
  /** Gives the points [n, 2] that batches are drawn from (copied). Throws `RangeError` when empty, of another dim or not finite. */
  setData(points: Batch): void;
  /** Changes rules while it plays; throws as construction does, and then changes nothing. */
  configure(change: Partial<GanRules>): void;
  /** Takes `steps` steps of both players; returns the generator's mean loss, NaN or infinite as soon as a loss is. */
  train(steps: number): number;
  /** One step of one player alone; returns its loss (the discriminator's with its penalties). */
  stepOnly(player: Player): number;
  /** Points of latent codes z [n, latent]: [n, 2]. */
  generate(z: Batch, which?: 'ema' | 'raw'): Batch;
  /** D(x), before any sigmoid, of points [n, 2]. */
  discriminate(x: Batch): Float64Array;
  /** -dL / dx of each point's own term of the generator's loss L: where the generator is told to move it. */
  pull(x: Batch): Batch;
  /** A copy of everything; `load` of it continues the game exactly. */
  save(): SavedGan;
  /** Takes a game over; throws `RangeError` when it is of other networks or not finite. */
  load(saved: SavedGan): void;
  /** New initial weights from `seed`, clock at 0; data and rules stay. */
  reset(seed: number): void;
  memory(): { readonly tensors: number; readonly bytes: number };
  /** Gives all memory back. */
  dispose(): void;
}
