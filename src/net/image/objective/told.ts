import { numbersIn, type Shape } from '../../../core/image-network/shape';
import { random, type Random } from '../../../core/random';
import type { Condition } from '../../condition/index';
import { noisedBatches } from '../batches';
import { levelAtAngle } from './denoising';
import type { ImageObjective } from './objective';

/** What a row of the data is told at a visit: numbers [places, channels] beside those that are denoised. Depends on its arguments alone. */
export type Teller = (row: number, draw: Random) => ArrayLike<number>;

/** Numbers beside x as a condition: a row of embeddings, a low resolution. */
export const besideIt = (shape: Shape, values: Float32Array): Condition => ({ kind: 'picture', shape, values });

/**
 * Denoising with numbers beside the data that are drawn anew at every visit: one of several embeddings, a noised low resolution. The pool's own conditions
 * are not used. What is drawn depends on the seed and the visit alone.
 */
export function toldDenoising(shape: Shape, teller: Teller): ImageObjective {
  const size = numbersIn(shape);
  return {
    name: 'denoising, told something at every visit',
    batches(source) {
      const root = random(source.seed).split('told');
      return noisedBatches(source, levelAtAngle, (rows, from) => {
        const values = new Float32Array(rows.length * size);
        rows.forEach((row, k) => {
          const told = teller(row, root.split(from + k));
          if (told.length !== size)
            throw new RangeError(`row ${row} is told ${told.length} numbers (expected ${size})`);
          values.set(told, k * size);
        });
        return besideIt(shape, values);
      });
    },
  };
}
