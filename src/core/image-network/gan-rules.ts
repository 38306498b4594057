import type { GanLoss } from '../gan/settings';

/** The rules of a game on pictures that may change while it is played: see `net/image/gan/settings.ts`. */
export interface DigitGanRules {
  readonly loss: GanLoss;
  /** Adam's two rates and its first decay. */
  readonly generatorRate: number;
  readonly discriminatorRate: number;
  readonly beta1: number;
  /** Real pictures, and as many made ones, in a step. */
  readonly batchSize: number;
  readonly emaDecay: number;
  /** All that the discriminator sees is moved by up to so many pixels each way. */
  readonly shift: number;
  /** Deviation of the noise that is added to it, in standard units. */
  readonly instanceNoise: number;
}

/** For a game in front of a reader: constant rates, small batches. */
export const liveGanRules: DigitGanRules = {
  loss: 'non-saturating',
  generatorRate: 1e-3,
  discriminatorRate: 2e-3,
  beta1: 0,
  batchSize: 16,
  emaDecay: 0.999,
  shift: 2,
  instanceNoise: 0,
};
