import { slant } from '../caption/instruments';
import { bolder, rowShift, sheared } from './changes';

/** What a picture may be asked to become by the network that learns from pairs. */
export const changes = ['bold', 'thin', 'slanted', 'upright'] as const;
export type Change = (typeof changes)[number];

/** How much wider on either side a stroke becomes, in pixels, and how far a slanted digit leans. */
export const boldRadius = 0.8;
export const leaning = 0.4;

/** A picture and what it becomes, both ink [784]. */
export interface Pair {
  readonly source: Float64Array;
  readonly target: Float64Array;
}

/**
 * The pair that a real digit makes: thin and bold are the digit and its dilation, upright and slanted are shears of it, of which the first takes its own slant away.
 * `picture` is ink [side * side].
 */
export function pairOf(picture: Float64Array, side: number, change: Change): Pair {
  if (change === 'bold' || change === 'thin') {
    const bold = bolder(picture, side, boldRadius);
    return change === 'bold' ? { source: picture, target: bold } : { source: bold, target: picture };
  }
  const own = slant(picture, side);
  const upright = sheared(picture, side, -own);
  const slanted = sheared(picture, side, leaning - own);
  return change === 'slanted' ? { source: upright, target: slanted } : { source: slanted, target: upright };
}

/** Rows' shifts are told in units of this many pixels. */
const shiftUnit = 4;

/** What the network is told at every pixel, [side * side, 3]: the source in standard units, 1 to become bold or -1 to become thin, and how far to the right the row shall move. */
export function toldChange(source: ArrayLike<number>, side: number, change: Change): Float32Array {
  const wider = change === 'bold' ? 1 : change === 'thin' ? -1 : 0;
  const leans = change === 'slanted' ? leaning : change === 'upright' ? -leaning : 0;
  const out = new Float32Array(3 * side * side);
  for (let i = 0; i < side * side; i++) {
    out[3 * i] = source[i];
    out[3 * i + 1] = wider;
    out[3 * i + 2] = rowShift(leans, Math.floor(i / side), side) / shiftUnit;
  }
  return out;
}
