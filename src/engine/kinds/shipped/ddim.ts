/** What may be asked of DDIM on the shipped diffusion network, to noise and back, as plain data with its checks. */
import type { Backend } from '../../backends';
import { checkLabels, checkNumbers, checkPixels, whole } from './checks';
import { pictureSize, type PixelUnits } from './pixels';

/** DDIM towards noise and back. */
export interface DdimInversionSpec {
  readonly picture: Float32Array | Float64Array;
  /** -1 for none. */
  readonly label: number;
  readonly pixels?: PixelUnits;
  /** Calls of the network each way, one run for each number. */
  readonly evaluations: readonly number[];
}

export interface DdimRun {
  readonly evaluations: number;
  /** [784] over its deviation: about standard normal. */
  readonly latent: Float32Array;
  readonly reconstruction: Float32Array;
  readonly error: number;
}

export interface DdimInversion {
  readonly runs: readonly DdimRun[];
  readonly backend: Backend;
  readonly milliseconds: number;
}

/** Pictures of DDIM's latents. */
export interface DdimDecodeSpec {
  /** [n, 784] as `DdimRun` has them. */
  readonly latents: Float32Array | Float64Array;
  readonly labels: readonly number[];
  readonly evaluations: number;
  readonly pixels?: PixelUnits;
}

export interface DdimDecoded {
  readonly x: Float32Array;
  readonly backend: Backend;
  readonly milliseconds: number;
}

export function checkDdimInversionSpec({ picture, label, pixels, evaluations }: DdimInversionSpec): void {
  checkNumbers('a picture', picture, pictureSize);
  checkLabels([label], -1);
  checkPixels(pixels);
  whole('number of runs', evaluations.length, 1, 20);
  evaluations.forEach((n) => whole('evaluations', n, 1, 1000));
}

export function checkDdimDecodeSpec({ latents, labels, evaluations, pixels }: DdimDecodeSpec): void {
  checkLabels(labels, -1);
  checkNumbers('latents', latents, labels.length * pictureSize);
  checkPixels(pixels);
  whole('evaluations', evaluations, 1, 1000);
}
