import { fillNormal, random } from '../random';
import { DIGIT_LATENT } from './gan';

/**
 * The one stream of the latent codes that a seed stands for, wherever samples of the GAN are drawn, shown or measured: [rows, 64], standard
 * normal. Code number `row` depends on the seed and on `row` alone, whatever else is drawn.
 */
export function latentCodes(seed: number, rows: readonly number[]): Float64Array {
  const wrong = rows.find((row) => !Number.isInteger(row) || row < 0);
  if (wrong !== undefined) throw new RangeError(`code number ${wrong} (expected an integer, 0 or more)`);
  const root = random(seed).split('code');
  const z = new Float64Array(rows.length * DIGIT_LATENT);
  rows.forEach((row, i) => fillNormal(z.subarray(i * DIGIT_LATENT, (i + 1) * DIGIT_LATENT), root.split(row)));
  return z;
}
