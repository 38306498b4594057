/** What may be asked of pictures taken to noise and back by the shipped diffusion network, as plain data with its checks. */
import type { Backend } from '../../backends';
import { checkLabels, checkNumbers, checkPixels, mostGuidance, whole, within } from './checks';
import { mends, type Mend } from '../../../core/inversion/mends';
import { pictureSize, type PixelUnits } from './pixels';

export interface RoundTripSpec {
  /** [n, 784]. */
  readonly pictures: Float32Array | Float64Array;
  /** What the network is told of each on the way there; -1 for nothing. */
  readonly labels: readonly number[];
  /** And on the way back: the same where absent, null for no way back. */
  readonly back?: readonly number[] | null;
  /** Steps each way. */
  readonly evaluations: number;
  /** w of D_c + w (D_c - D_nothing): 0 (default) for none. */
  readonly guidance?: number;
  readonly mend?: Mend;
  readonly pixels?: PixelUnits;
}

export interface RoundTrip {
  /** [n, 784] over the deviation of the noise: a draw has root mean square 1. */
  readonly latents: Float32Array;
  /** [n, 784] in the units asked for; empty without a way back. */
  readonly x: Float32Array;
  /** Root mean square difference of each from what set out, per pixel of ink from 0 to 1, clipped to paper and ink. */
  readonly errors: Float64Array;
  /** Times that the network was asked, for one picture: guided, twice a call; null-text's way back through it counts as two more. */
  readonly calls: number;
  readonly backend: Backend;
  readonly milliseconds: number;
}

export interface RoundTripProgress {
  /** Share that is done, 0 to 1. */
  readonly done: number;
}

export function checkRoundTripSpec(spec: RoundTripSpec): void {
  const { pictures, labels, back, evaluations, guidance = 0, mend = 'none', pixels } = spec;
  checkLabels(labels, -1);
  checkNumbers('pictures', pictures, labels.length * pictureSize);
  if (back) {
    checkLabels(back, -1);
    if (back.length !== labels.length)
      throw new RangeError(`${back.length} classes on the way back (expected ${labels.length}, one for each picture)`);
  }
  checkPixels(pixels);
  whole('evaluations', evaluations, 1, 1000);
  within('guidance', guidance, 0, mostGuidance);
  if (!mends.includes(mend)) throw new RangeError(`unknown mend: ${String(mend)} (expected ${mends.join(', ')})`);
}
