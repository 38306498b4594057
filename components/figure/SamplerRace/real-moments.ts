/** What real digits look like to the judge: their features' moments, from the build to the page. */
import { frechetToRooted, rooted, type Moments, type Rooted } from '../../../src/core/metric/frechet';
import { unpacked } from '../packed';

/** What real digits look like to the judge, from the build: of the training digits, and how far as many held-out ones are from them. */
export interface RealDigits {
  /** Mean and lower triangle of the covariance of the 64 features. */
  readonly moments: string;
  readonly training: number;
  readonly floors: readonly (readonly [pictures: number, frechet: number])[];
}

export function packedMoments({ mean, covariance }: Moments): readonly number[] {
  const dim = mean.length;
  return [
    ...mean,
    ...Array.from({ length: dim }, (_, i) => Array.from(covariance.subarray(i * dim, i * dim + i + 1))).flat(),
  ];
}

export function momentsOf({ moments }: RealDigits): Moments {
  const values = unpacked(moments);
  const dim = Math.round((Math.sqrt(9 + 8 * values.length) - 3) / 2);
  const covariance = new Float64Array(dim * dim);
  let k = dim;
  for (let i = 0; i < dim; i++)
    for (let j = 0; j <= i; j++, k++) covariance[i * dim + j] = covariance[j * dim + i] = values[k];
  return { mean: Float64Array.from(values.subarray(0, dim)), covariance };
}

/** Squared Fréchet distance from those digits, by the moments of the judge's features. The root of their covariance is taken at the first. */
export function distanceTo(real: RealDigits): (sample: Moments) => number {
  let training: Rooted | null = null;
  return (sample) => frechetToRooted((training ??= rooted(momentsOf(real))), sample);
}
