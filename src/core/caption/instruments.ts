import { count, type Batch } from '../batch';
import { squaredDistances } from './distance-transform';

/** What is measured of each picture; NaN where there is no ink to measure. */
export interface Measures {
  /** Width of the stroke, in pixels. */
  readonly thickness: Float64Array;
  /** Columns to the right for each row up: 0 is upright, 1 leans by 45 degrees to the right. */
  readonly slant: Float64Array;
  /** Columns between those with 2 and 98 percent of the ink to their left. */
  readonly width: Float64Array;
}

/** Pixels of the finer picture on which a stroke is measured, for each pixel of the picture. */
const finer = 4;
/** Ink from which a place is of the stroke. */
const half = 0.5;
const tails = [0.02, 0.98] as const;

/**
 * The three instruments that captions are true by. `pictures` holds one in a row, side * side pixels from 0 (paper) to 1 (ink). Throws
 * `RangeError` where sizes do not fit or a pixel is no number from 0 to 1.
 */
export function measures(pictures: Batch, side: number): Measures {
  const { data, dim } = pictures;
  if (!Number.isInteger(side) || side < 1) throw new RangeError(`side is ${side} (expected a positive integer)`);
  if (dim !== side * side || data.length % dim !== 0)
    throw new RangeError(`pictures of ${dim} pixels (expected ${side * side}, ${side} a side)`);
  const wrong = data.findIndex((v) => !(v >= 0 && v <= 1));
  if (wrong >= 0) throw new RangeError(`pixel ${wrong} is ${data[wrong]} (expected from 0 to 1)`);
  const n = count(pictures);
  const out = { thickness: new Float64Array(n), slant: new Float64Array(n), width: new Float64Array(n) };
  for (let i = 0; i < n; i++) {
    const picture = data.subarray(i * dim, (i + 1) * dim);
    out.thickness[i] = thickness(picture, side);
    out.slant[i] = slant(picture, side);
    out.width[i] = width(picture, side);
  }
  return out;
}

/**
 * Twice the mean distance to the paper along the ridge of the ink, in pixels: ink of at least one half on the picture drawn four times finer,
 * and of it the places that no neighbour is further inside than. A bar of k pixels measures k.
 */
function thickness(picture: Float64Array, side: number): number {
  const found = ridge(picture, side);
  return found.length === 0 ? NaN : (2 * found.reduce((sum, v) => sum + v, 0)) / found.length / finer;
}

/** How unevenly thick the stroke of a picture is: the deviation of the distances that `thickness` averages, over their mean. A bar of one width has nearly 0; NaN where there is no ink. */
export function unevenness(picture: Float64Array, side: number): number {
  const found = ridge(picture, side);
  if (found.length === 0) return NaN;
  const mean = found.reduce((sum, v) => sum + v, 0) / found.length;
  return Math.sqrt(found.reduce((sum, v) => sum + (v - mean) ** 2, 0) / found.length) / mean;
}

/** Distances to the paper along the ridge of the ink, in pixels of the finer picture. */
function ridge(picture: Float64Array, side: number): number[] {
  const fine = finer * side;
  const ink = inkOn(picture, side);
  const squared = squaredDistances(ink, fine, fine);
  const out: number[] = [];
  for (let y = 0; y < fine; y++) {
    for (let x = 0; x < fine; x++) {
      const at = y * fine + x;
      if (ink[at] !== 0 && onRidge(squared, x, y, fine)) out.push(Math.sqrt(squared[at]));
    }
  }
  return out;
}

function onRidge(squared: Float64Array, x: number, y: number, side: number): boolean {
  const here = squared[y * side + x];
  for (let v = Math.max(0, y - 1); v <= Math.min(side - 1, y + 1); v++) {
    for (let u = Math.max(0, x - 1); u <= Math.min(side - 1, x + 1); u++) {
      if (squared[v * side + u] > here) return false;
    }
  }
  return true;
}

/** 1 where the picture, between its pixels' centres bilinear and beyond its edge paper, has at least half the ink. */
function inkOn(picture: Float64Array, side: number): Uint8Array {
  const fine = finer * side;
  const out = new Uint8Array(fine * fine);
  const at = (x: number, y: number) => (x < 0 || y < 0 || x >= side || y >= side ? 0 : picture[y * side + x]);
  for (let v = 0; v < fine; v++) {
    const y = (v + 0.5) / finer - 0.5;
    const top = Math.floor(y);
    const down = y - top;
    for (let u = 0; u < fine; u++) {
      const x = (u + 0.5) / finer - 0.5;
      const left = Math.floor(x);
      const right = x - left;
      const upper = (1 - right) * at(left, top) + right * at(left + 1, top);
      const lower = (1 - right) * at(left, top + 1) + right * at(left + 1, top + 1);
      if ((1 - down) * upper + down * lower >= half) out[v * fine + u] = 1;
    }
  }
  return out;
}

/** The shear that an upright picture would have to be given for its moments: -mu_11 / mu_02, rows being counted downwards (Hu 1962). */
export function slant(picture: ArrayLike<number>, side: number): number {
  let [ink, sumX, sumY] = [0, 0, 0];
  for (let i = 0; i < picture.length; i++) {
    const v = picture[i];
    ink += v;
    sumX += v * (i % side);
    sumY += v * Math.floor(i / side);
  }
  let [mixed, vertical] = [0, 0];
  for (let i = 0; i < picture.length; i++) {
    const v = picture[i];
    const dy = Math.floor(i / side) - sumY / ink;
    mixed += v * ((i % side) - sumX / ink) * dy;
    vertical += v * dy * dy;
  }
  return vertical > 0 ? -mixed / vertical : NaN;
}

/** Between the places, within a column by its share, with these parts of the ink to their left. */
function width(picture: Float64Array, side: number): number {
  const columns = new Float64Array(side);
  picture.forEach((v, i) => (columns[i % side] += v));
  const ink = columns.reduce((a, b) => a + b, 0);
  const place = (part: number) => {
    let before = 0;
    for (let x = 0; x < side; x++) {
      if (before + columns[x] >= part * ink && columns[x] > 0) return x + (part * ink - before) / columns[x];
      before += columns[x];
    }
    return side;
  };
  return ink > 0 ? place(tails[1]) - place(tails[0]) : NaN;
}
