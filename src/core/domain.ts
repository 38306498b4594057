import { numbersIn, type Shape } from './image-network/shape';

/**
 * What one datum is: a digit, a latent, a stretch of sound, a film, a motion, a set of points. Networks work in standard units
 * u = (x - mean) / deviation with the data's own mean and deviation, so that their data have mean 0 and deviation 1 and EDM's
 * preconditioning is v-prediction (`image-network/pixels.ts`).
 */
export interface Domain {
  /** For people, in the plural: `digits`. */
  readonly name: string;
  /** Its places and the channels at each; numbers lie place by place. */
  readonly shape: Shape;
  /** Mean and deviation of its numbers x, over the training data. */
  readonly scale: { readonly mean: number; readonly deviation: number };
  /** Least and greatest x; absent where there are none, as for latents. */
  readonly range?: readonly [least: number, most: number];
}

/** Numbers of one datum. */
export function numbersOf({ shape }: Domain): number {
  return numbersIn(shape);
}

/** x in standard units. */
export function standard(x: number, { scale: { mean, deviation } }: Domain): number {
  return (x - mean) / deviation;
}

/** Least and greatest number in standard units; infinite where there are none. */
export function standardRange(domain: Domain): readonly [least: number, most: number] {
  const [least, most] = domain.range ?? [-Infinity, Infinity];
  return [standard(least, domain), standard(most, domain)];
}
