import type { Random } from '../random';

/** Adds to every number of `x` an independent normal of this deviation. Draws nothing where the deviation is 0. */
export type AddNoise = (x: Float64Array, deviation: number) => void;

/** Noise for states of `length` numbers, its memory taken once. A sampler that draws none needs no `random`. */
export function noiseFor(length: number, random: Random | undefined): AddNoise {
  if (!random) return () => undefined;
  const z = new Float64Array(length);
  return (x, deviation) => {
    if (!(deviation > 0)) return;
    random.normals(z);
    for (let j = 0; j < length; j++) x[j] += deviation * z[j];
  };
}
