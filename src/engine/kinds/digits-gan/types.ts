/** A game of two networks on digits: what it shows and what it answers. */
import type { Player } from '../../../core/gan/networks';
import type { DigitWatch } from '../digits/settings';
import type { PictureSnapshot } from '../digits/types';
import type { GameLosses } from '../plane-gan/losses';
import type { ShippedDigits } from '../shipped/types';
import type { DigitGanSettings } from './settings';

export interface DigitGan {
  readonly settings: DigitGanSettings;
  readonly watch: DigitWatch;
  readonly snapshot: DigitGanSnapshot;
  /** As of the shipped game. */
  readonly ask: Pick<ShippedDigits['ask'], 'generate'>;
}

export interface DigitGanSnapshot extends PictureSnapshot {
  readonly parameters: Readonly<Record<Player, number>>;
  /** Of the last step of both players, without the penalty, which no game on digits has. */
  readonly losses: Omit<GameLosses, 'penalty'>;
}
