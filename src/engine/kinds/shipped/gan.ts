/** What may be asked of the shipped game of two networks on digits, as plain data with its checks. */
import { DIGIT_LATENT } from '../../../core/image-network/gan';
import type { Backend } from '../../backends';
import { checkLabels, checkNumbers, checkPixels, whole } from './checks';
import type { DigitJudgement } from './judgement';
import { pictureSize, type PixelUnits } from './pixels';

/** Pictures of latent codes. */
export interface DigitGenerateSpec {
  /** The class of each picture, 0 to 9. Their number is the number of pictures. */
  readonly labels: readonly number[];
  /** Row i has code number `rows[i]` (default i) of the seed. */
  readonly seed?: number;
  readonly rows?: readonly number[];
  /** [n, 64] codes, in place of the seed's. */
  readonly z?: Float32Array | Float64Array;
  readonly pixels?: PixelUnits;
  /** Whether the shipped classifier judges them. */
  readonly judge?: boolean;
  /** Whether the discriminator does. */
  readonly discriminate?: boolean;
}

export interface DigitsGenerated {
  /** [n, 784] in the units asked for. */
  readonly x: Float32Array;
  /** [n, 64] */
  readonly z: Float32Array;
  readonly judgement: DigitJudgement | null;
  /** D(x, label) before any sigmoid, where asked for. */
  readonly outputs: Float64Array | null;
  readonly backend: Backend;
  /** How long the generator took, the loading of the networks left out. */
  readonly milliseconds: number;
}

/** The latent code of a picture by descent through the generator. */
export interface GanInversionSpec {
  /** 784 numbers in the units of `pixels`. */
  readonly picture: Float32Array | Float64Array;
  readonly label: number;
  readonly pixels?: PixelUnits;
  /** Steps of Adam; default 200. */
  readonly steps?: number;
  /** Starts that are improved side by side; default 4. */
  readonly restarts?: number;
  readonly seed?: number;
  /** Adam's rate; default 0.1. */
  readonly rate?: number;
  /** Weight of the mean of z^2; default 0. */
  readonly prior?: number;
  /** A progress report after every so many steps; 0 for none. Default 5. */
  readonly every?: number;
}

export interface GanInversion {
  /** [64], the best. */
  readonly code: Float32Array;
  /** [restarts, 64] where each start ended. */
  readonly codes: Float32Array;
  /** Their errors. */
  readonly all: Float64Array;
  /** [784] in the units asked for. */
  readonly reconstruction: Float32Array;
  /** Mean squared difference of ink from 0 to 1. */
  readonly error: number;
  /** The least error so far, before the first step and after every one. */
  readonly errors: Float64Array;
  readonly backend: Backend;
  readonly milliseconds: number;
}

/** Each throws a `RangeError` that names what was expected. */
export function checkGenerateSpec({ labels, seed = 0, rows, z, pixels }: DigitGenerateSpec): void {
  checkLabels(labels, 0);
  whole('seed', seed, 0, 4_294_967_295);
  if (rows && rows.length !== labels.length)
    throw new RangeError(`${rows.length} rows (expected ${labels.length}, one a label)`);
  rows?.forEach((row) => whole('row', row, 0, 4_294_967_295));
  if (z) checkNumbers('latent codes', z, labels.length * DIGIT_LATENT);
  checkPixels(pixels);
}

export function checkGanInversionSpec({
  picture,
  label,
  pixels,
  steps = 200,
  restarts = 4,
  seed = 0,
  rate = 0.1,
  prior = 0,
  every = 5,
}: GanInversionSpec): void {
  checkNumbers('a picture', picture, pictureSize);
  checkLabels([label], 0);
  checkPixels(pixels);
  whole('steps', steps, 1, 5000);
  whole('restarts', restarts, 1, 32);
  whole('seed', seed, 0, 4_294_967_295);
  whole('every', every, 0, 5000);
  if (!(rate > 0 && rate <= 10)) throw new RangeError(`rate is ${rate} (expected above 0, at most 10)`);
  if (!(prior >= 0 && prior <= 10)) throw new RangeError(`prior is ${prior} (expected 0 to 10)`);
}
