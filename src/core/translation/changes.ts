import { squaredDistances } from '../caption/distance-transform';

// Changes of a digit whose result is known by construction. Pictures are side * side pixels of ink, from 0 (paper) to 1.

/** Pixels of the finer picture on which strokes are widened, for each pixel. */
const finer = 4;
const half = 0.5;

/** The value between pixels' centres, bilinear; beyond the edge is paper. */
function between(picture: ArrayLike<number>, side: number, x: number, y: number): number {
  const at = (u: number, v: number) => (u < 0 || v < 0 || u >= side || v >= side ? 0 : picture[v * side + u]);
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, down] = [x - left, y - top];
  const upper = (1 - right) * at(left, top) + right * at(left + 1, top);
  const lower = (1 - right) * at(left, top + 1) + right * at(left + 1, top + 1);
  return (1 - down) * upper + down * lower;
}

/** Columns to the right that a shear by `slant` moves row `y` by: none in the middle. */
export const rowShift = (slant: number, y: number, side: number): number => slant * ((side - 1) / 2 - y);

/** Sheared about its middle row: each row up moves `slant` columns further to the right. The instrument's slant (`core/caption`) grows by as much, but for what leaves the picture. */
export function sheared(picture: ArrayLike<number>, side: number, slant: number): Float64Array {
  const out = new Float64Array(side * side);
  for (let y = 0; y < side; y++) {
    const shift = rowShift(slant, y, side);
    for (let x = 0; x < side; x++) out[y * side + x] = between(picture, side, x - shift, y);
  }
  return out;
}

/**
 * Its stroke wider by `radius` pixels on either side: a dilation by a disc (Serra 1982) of the ink of at least one half, on a picture drawn four times finer; a pixel is the
 * share of it that is ink. Nothing of the picture gets lighter.
 */
export function bolder(picture: ArrayLike<number>, side: number, radius: number): Float64Array {
  if (!(radius >= 0 && radius <= side / 2)) throw new RangeError(`radius ${radius} (expected 0 to ${side / 2} pixels)`);
  // Beyond its edge a picture of distances counts as ink here: a margin keeps that away.
  const margin = finer * Math.ceil(radius + 1);
  const wide = finer * side + 2 * margin;
  const paper = new Uint8Array(wide * wide);
  for (let v = 0; v < wide; v++) {
    const y = (v - margin + 0.5) / finer - 0.5;
    for (let u = 0; u < wide; u++) {
      const x = (u - margin + 0.5) / finer - 0.5;
      paper[v * wide + u] = between(picture, side, x, y) >= half ? 0 : 1;
    }
  }
  const squared = squaredDistances(paper, wide, wide);
  const reach = (finer * radius) ** 2;
  const out = new Float64Array(side * side);
  for (let v = margin; v < wide - margin; v++) {
    const y = Math.floor((v - margin) / finer);
    for (let u = margin; u < wide - margin; u++) {
      if (squared[v * wide + u] <= reach) out[y * side + Math.floor((u - margin) / finer)] += 1 / finer ** 2;
    }
  }
  return out.map((v, i) => Math.max(v, picture[i]));
}
