/** A run that learns digits by denoising them: what it shows and what it answers. */
import type { RunFacts } from '../../protocol';
import type { ShippedDigits } from '../shipped/types';
import type { DigitSettings, DigitSize, DigitWatch } from './settings';

export interface DigitDiffusion {
  readonly settings: DigitSettings;
  readonly watch: DigitWatch;
  readonly snapshot: DigitSnapshot;
  /** As of the shipped network. */
  readonly ask: Pick<ShippedDigits['ask'], 'sample'>;
}

/** What a figure shows of a run on pictures, whatever learns them. */
export interface PictureSnapshot extends RunFacts {
  /** Pictures seen since the weights were new, and how many a second while it trains. */
  readonly images: number;
  readonly imagesPerSecond: number;
  /** Milliseconds of training until here. */
  readonly trained: number;
  /** The newest samples; null where none were drawn for this snapshot. */
  readonly look: DigitLook | null;
}

export interface DigitSnapshot extends PictureSnapshot {
  readonly size: DigitSize;
  readonly parameters: number;
  /** Running mean loss in 16 equal bins of the noise's angle. */
  readonly lossByLevel: Float64Array;
}

/** Samples of a digit network from fixed seeds, ten classes in turn. */
export interface DigitLook {
  /** [shown, 784] grey levels, 0 paper and 255 ink. */
  readonly pictures: Uint8Array;
  /** How many were judged, and how many of them the classifier took for the class asked for; both 0 where it was not asked. */
  readonly judged: number;
  readonly agreed: number;
  /** Pictures that the network had seen. */
  readonly images: number;
  /** Milliseconds of training until here. */
  readonly trained: number;
}
