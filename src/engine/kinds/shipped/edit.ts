/** What may be asked of SDEdit on the shipped networks, as plain data with its checks: a picture noised part of the way, and what is drawn from there. */
import type { Measures } from '../../../core/caption/instruments';
import { editRules, type EditRule } from '../../../core/image-network/editing';
import type { Backend } from '../../backends';
import { checkPictures, checkPixels, mostGuidance, whole, within } from './checks';
import type { DigitJudgement } from './judgement';
import type { PixelUnits } from './pixels';
import { checkSaid, mostPrompted, type Said } from './prompt';

export interface DigitEditSpec {
  /** [784] in the units of `pixels`. */
  readonly picture: Float32Array | Float64Array;
  readonly pixels?: PixelUnits;
  /** 0 gives the picture back and asks no network; 1 begins where sampling does. */
  readonly strength: number;
  /** Steps of all of the way, of which a part is taken (default 20). */
  readonly steps?: number;
  /** Default `time`. */
  readonly rule?: EditRule;
  /** The class that the network of pixels is told, -1 (default) for none. */
  readonly label?: number;
  /** Words: then codes of the autoencoder `spatial` are edited, by the network of captions. */
  readonly said?: Said;
  /** w of Ho and Salimans 2022, eq. 6; 0 (default) asks what is told alone. */
  readonly guidance?: number;
  readonly seed: number;
  /** Answer i begins with noise number `rows[i]` of the seed, the same at every strength. */
  readonly rows: readonly number[];
}

/** A step of all answers. Arrays are the receiver's. */
export interface DigitEditProgress {
  /** [n, 784] grey levels of the guesses of the finished picture, 255 for ink. */
  readonly grey: Uint8Array;
  /** Of `steps`, from 1 on. */
  readonly step: number;
  readonly steps: number;
}

export interface DigitsEdited {
  /** [n, 784] grey levels, 255 for ink. */
  readonly grey: Uint8Array;
  /** [n, 784] what was begun with: pixels brought back to the spread of digits by 1 / sqrt(1 + sigma^2); codes decoded, brought back so. */
  readonly start: Uint8Array;
  /** The times visited, falling to 0; one where nothing was done. */
  readonly times: Float64Array;
  readonly judgement: DigitJudgement;
  /** By the instruments that captions are true by. */
  readonly measures: Measures;
  /** Null where no network drew. */
  readonly backend: Backend | null;
  /** How long it took, the loading of the networks left out. */
  readonly milliseconds: number;
}

/** Throws a `RangeError` that names what was expected. */
export function checkEditSpec(spec: DigitEditSpec): void {
  const { picture, pixels, strength, steps = 20, rule = 'time', label, said, guidance = 0, seed, rows } = spec;
  checkPixels(pixels);
  checkPictures(picture, 1);
  within('strength', strength, 0, 1);
  whole('steps', steps, 1, 200);
  if (!editRules.includes(rule))
    throw new RangeError(`unknown rule: ${String(rule)} (expected ${editRules.join(', ')})`);
  if (said !== undefined) {
    checkSaid('prompt', said);
    if (label !== undefined) throw new RangeError('words and a class (expected one of them, or neither)');
  }
  if (label !== undefined) whole('class', label, -1, 9);
  within('guidance by', guidance, -mostGuidance, mostGuidance);
  whole('seed', seed, 0, 4_294_967_295);
  whole('number of pictures', rows.length, 1, mostPrompted);
  rows.forEach((row) => whole('row', row, 0, 4_294_967_295));
}
