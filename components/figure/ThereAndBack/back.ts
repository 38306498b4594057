/** A digit to noise and back: its code, what returns, and the error against the steps. */
import { excessKurtosis, neighbours, rootMeanSquare } from '../../../src/core/inversion/codes';
import { digitSide } from '../../../src/core/data/digits';
import { fromGrey, greyOf } from '../../../src/core/image-network/pixels';
import { curveSteps } from './state';
import type { Task } from './task';

export interface Point {
  readonly steps: number;
  readonly error: number;
}

export interface Back {
  /** The code as grey levels, 50 for each deviation about the middle. */
  readonly code: Uint8Array;
  readonly length: number;
  readonly kurtosis: number;
  readonly neighbours: number;
  readonly grey: Uint8Array;
  readonly error: number;
  readonly calls: number;
  /** With the guidance and the mend that are set, and without either. */
  readonly curve: readonly Point[];
  readonly plain: readonly Point[];
}

export const codeGrey = (code: ArrayLike<number>): Uint8Array =>
  Uint8Array.from(code, (v) => Math.max(0, Math.min(255, Math.round(128 + 50 * v))));

export async function goBack({ s, digit, asks, tell, listening }: Task<Back>): Promise<void> {
  const pictures = Float32Array.from(fromGrey(digit.pixels));
  const labels = [digit.label];
  const trip = (evaluations: number, plain = false) =>
    asks.roundTrip({ pictures, labels, evaluations, ...(!plain && { guidance: s.w, mend: s.mend }) }, listening);
  const found = await trip(s.steps);
  let back: Back = {
    code: codeGrey(found.latents),
    length: rootMeanSquare(found.latents),
    kurtosis: excessKurtosis(found.latents),
    neighbours: neighbours(found.latents, digitSide),
    grey: greyOf(found.x),
    error: found.errors[0],
    calls: found.calls,
    curve: [],
    plain: [],
  };
  tell(back);
  for (const steps of curveSteps) {
    const plain = [...back.plain, { steps, error: (await trip(steps, true)).errors[0] }];
    const error = steps === s.steps ? found.errors[0] : (await trip(steps)).errors[0];
    back = { ...back, plain, curve: [...back.curve, { steps, error }] };
    tell(back);
  }
}
