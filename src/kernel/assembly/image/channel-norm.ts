// Normalisation of every row [c] by its own numbers: layer normalisation (Ba, Kiros and Hinton 2016, equation 4) where it is
// centred, root mean square normalisation (Zhang and Sennrich 2019, equation 4) where not.
//
// Any c: the last vector of a row may reach into the next one, which is written later, or into the room behind the array.
// `gain` and `bias` [c] may be 0 for ones and zeros.

import { inside, total } from './floats';

@inline
function gained(v: v128, gain: usize, k: usize): v128 {
  return gain ? f32x4.mul(v, v128.load(gain + k)) : v;
}

/** y [rows, c] = (x - mean) rate gain + bias, rate = 1 / sqrt(mean of (x - mean)^2 + epsilon); `kept` [rows, 2] takes mean and rate. */
export function channelNorm(
  y: usize, x: usize, gain: usize, bias: usize, kept: usize, rows: i32, c: i32, centred: bool, epsilon: f32,
): void {
  const row = <usize>c << 2;
  for (let i = 0; i < rows; i++) {
    let mean: f32 = 0;
    if (centred) {
      let sum = f32x4.splat(0);
      for (let k: usize = 0; k < row; k += 16) sum = f32x4.add(sum, v128.and(v128.load(x + k), inside(c - <i32>(k >> 2))));
      mean = total(sum) / <f32>c;
    }
    const m = f32x4.splat(mean);
    let square = f32x4.splat(0);
    for (let k: usize = 0; k < row; k += 16) {
      const off = v128.and(f32x4.sub(v128.load(x + k), m), inside(c - <i32>(k >> 2)));
      square = f32x4.add(square, f32x4.mul(off, off));
    }
    const rate: f32 = 1 / sqrt<f32>(total(square) / <f32>c + epsilon);
    const r = f32x4.splat(rate);
    for (let k: usize = 0; k < row; k += 16) {
      const h = gained(f32x4.mul(f32x4.sub(v128.load(x + k), m), r), gain, k);
      v128.store(y + k, bias ? f32x4.add(h, v128.load(bias + k)) : h);
    }
    store<f32>(kept, mean);
    store<f32>(kept, rate, 4);
    kept += 8;
    x += row;
    y += row;
  }
}

/**
 * With h = (x - mean) rate and u = gain dy:
 *
 *   dx = (u - mean of u - h mean of u h) rate;   dgain += sum of dy h;   dbias += sum of dy,
 *
 * means over a row; without the mean of u where it is not centred. `dgain` and `dbias` may be 0 for none.
 */
export function channelNormBack(
  dx: usize, dgain: usize, dbias: usize, x: usize, dy: usize, gain: usize, kept: usize, rows: i32, c: i32, centred: bool,
): void {
  const row = <usize>c << 2;
  for (let i = 0; i < rows; i++) {
    const m = v128.load_splat<f32>(kept), r = v128.load_splat<f32>(kept, 4);
    let sum = f32x4.splat(0), along = f32x4.splat(0);
    for (let k: usize = 0; k < row; k += 16) {
      const here = inside(c - <i32>(k >> 2));
      const g = v128.and(v128.load(dy + k), here);
      const h = v128.and(f32x4.mul(f32x4.sub(v128.load(x + k), m), r), here);
      const u = v128.and(gained(g, gain, k), here);
      sum = f32x4.add(sum, u);
      along = f32x4.add(along, f32x4.mul(u, h));
      if (dgain) v128.store(dgain + k, f32x4.add(v128.load(dgain + k), f32x4.mul(g, h)));
      if (dbias) v128.store(dbias + k, f32x4.add(v128.load(dbias + k), g));
    }
    const u0 = f32x4.splat(centred ? total(sum) / <f32>c : 0), u1 = f32x4.splat(total(along) / <f32>c);
    for (let k: usize = 0; k < row; k += 16) {
      const h = f32x4.mul(f32x4.sub(v128.load(x + k), m), r);
      const u = gained(v128.load(dy + k), gain, k);
      v128.store(dx + k, f32x4.mul(r, f32x4.sub(f32x4.sub(u, u0), f32x4.mul(h, u1))));
    }
    kept += 8;
    x += row;
    dy += row;
    dx += row;
  }
}
