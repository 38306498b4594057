import { cascadeDomains, toldLow, toldOfPixel } from '../../../core/image-network/cascade';
import { random } from '../../../core/random';
import type { Condition } from '../../condition/index';
import { besideIt } from '../objective/told';

export interface ToldPictures {
  readonly condition: Condition;
  /** [n, side^2]: what it is told of, drawn up and noised, in the standard units of the few pixels. */
  readonly pictures: Float32Array;
}

/** What the stage of `side` is told of pictures of half of it, [n, (side / 2)^2] in their standard units. Row i's noise depends on the seed, the stage and i alone. */
export function toldPictures(
  low: Float32Array,
  side: 14 | 28,
  { augmentation, seed }: { readonly augmentation: number; readonly seed: number },
): ToldPictures {
  const half = side / 2;
  const n = low.length / half ** 2;
  const root = random(seed).split(`augmentation ${side}`);
  const size = toldOfPixel * side ** 2;
  const values = new Float32Array(n * size);
  for (let i = 0; i < n; i++) {
    const own = low.subarray(i * half ** 2, (i + 1) * half ** 2);
    values.set(toldLow(own, half, augmentation, root.split(i)), i * size);
  }
  const shape = { ...cascadeDomains[side].shape, channels: toldOfPixel };
  return { condition: besideIt(shape, values), pictures: values.filter((_, k) => k % toldOfPixel === 0) };
}
