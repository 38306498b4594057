import { cos4, ln4, sin4 } from './elementary';
import { Model } from './model';
import { nextInteger } from './random';

// Makes training batches: t, x_0 and epsilon drawn, x_t and its features, the target and the weight.
// `net/batches.ts` is the same in plain JavaScript, draw for draw.

/** Bytes per row of the table, and where its features of t begin. */
const ROW: usize = 80;
const TIME: usize = 24;

/**
 * Writes x [dim] and the sines and cosines of 1.5x and 3x per axis to `out`; returns the place after them.
 */
@inline
function spaceFeatures(out: usize, x: f32, y: f32, dim: i32): usize {
  let angles = f32x4.splat(x * 1.5);
  angles = f32x4.replace_lane(angles, 1, x * 3);
  store<f32>(out, x);
  out += 4;
  if (dim == 2) {
    store<f32>(out, y);
    out += 4;
    angles = f32x4.replace_lane(angles, 2, y * 1.5);
    angles = f32x4.replace_lane(angles, 3, y * 3);
  }
  const s = sin4(angles), c = cos4(angles);
  v128.store(out, v128.shuffle<f32>(s, c, 0, 4, 1, 5));
  if (dim == 1) return out + 16;
  v128.store(out, v128.shuffle<f32>(s, c, 2, 6, 3, 7), 16);
  return out + 32;
}

@inline
function copyTime(out: usize, from: usize): void {
  v128.store(out, v128.load(from));
  v128.store(out, v128.load(from, 16), 16);
  v128.store(out, v128.load(from, 32), 32);
  store<u64>(out, load<u64>(from, 48), 48);
}

/**
 * Draws a batch: four integers per row (t, point, two for Box and Muller's pair). Times are stratified: row i falls in
 * the i-th of `batch` equal parts of [0, 1], which lowers the variance of the loss (Kingma et al. 2021, appendix I).
 */
export function makeBatch(model: Model): void {
  const n = model.batch, dim = model.dim, row = <usize>model.inputs << 2;
  const share = <f64>model.levels / <f64>n;
  const top = model.levels - 1;
  let features = model.features, target = model.target;
  // Four rows at a time for the logarithm, the sine and the cosine; the places after the last row are spare memory.
  for (let start = 0; start < n; start += 4) {
    let u1 = f32x4.splat(1), u2 = f32x4.splat(0);
    const many = min(4, n - start);
    const scratch = model.packLeft;
    for (let r = 0; r < many; r++) {
      const at = scratch + (<usize>r << 4);
      const u = <f64>nextInteger(model.random) * 2.3283064365386963e-10;
      store<i32>(at, min(<i32>((<f64>(start + r) + u) * share), top));
      store<i32>(at, <i32>(<f64>nextInteger(model.random) * 2.3283064365386963e-10 * <f64>model.points), 4);
      const a = <f32>((nextInteger(model.random) >>> 8) + 1) * <f32>5.9604644775390625e-8;
      const b = <f32>(nextInteger(model.random) >>> 8) * <f32>5.9604644775390625e-8;
      store<f32>(at, a, 8);
      store<f32>(at, b, 12);
    }
    for (let r = many; r < 4; r++) {
      store<f32>(scratch + (<usize>r << 4), 1, 8);
      store<f32>(scratch + (<usize>r << 4), 0, 12);
    }
    u1 = v128.shuffle<f32>(v128.load(scratch), v128.load(scratch, 16), 2, 6, 3, 7);
    u2 = v128.shuffle<f32>(v128.load(scratch, 32), v128.load(scratch, 48), 2, 6, 3, 7);
    const radius = f32x4.sqrt(f32x4.mul(f32x4.splat(-2), ln4(v128.shuffle<f32>(u1, u2, 0, 1, 4, 5))));
    const angle = f32x4.mul(f32x4.splat(6.283185307), v128.shuffle<f32>(u1, u2, 2, 3, 6, 7));
    v128.store(scratch, f32x4.mul(radius, cos4(angle)), 64);
    v128.store(scratch, f32x4.mul(radius, sin4(angle)), 80);
    for (let r = 0; r < many; r++) {
      const at = scratch + (<usize>r << 4);
      const i = start + r;
      const level = load<i32>(at);
      const t = model.table + <usize>level * ROW;
      const point = model.pool + (<usize>(load<i32>(at, 4) * dim) << 2);
      const alpha = load<f32>(t), sigma = load<f32>(t, 4), ca = load<f32>(t, 8), ce = load<f32>(t, 12);
      const x0 = load<f32>(point);
      const ex = load<f32>(scratch + (<usize>r << 2), 64);
      store<f32>(target, ca * x0 + ce * ex);
      let y: f32 = 0;
      if (dim == 2) {
        const y0 = load<f32>(point, 4);
        const ey = load<f32>(scratch + (<usize>r << 2), 80);
        y = alpha * y0 + sigma * ey;
        store<f32>(target, ca * y0 + ce * ey, 4);
      }
      copyTime(spaceFeatures(features, alpha * x0 + sigma * ex, y, dim), t + TIME);
      store<f32>(model.weight + (<usize>i << 2), load<f32>(t, 16));
      store<i32>(model.bin + (<usize>i << 2), level * 16 / model.levels);
      features += row;
      target += <usize>dim << 2;
    }
  }
}

/** The features of `n` points x [n, dim]; their 14 features of t are at `time`, those of the next point `stride` bytes on (0: one t for all). */
export function makeFeatures(model: Model, x: usize, time: usize, stride: usize, n: i32): void {
  const row = <usize>model.inputs << 2, dim = model.dim;
  let out = model.features;
  for (let i = 0; i < n; i++) {
    copyTime(spaceFeatures(out, load<f32>(x), dim == 2 ? load<f32>(x, 4) : 0, dim), time);
    x += <usize>dim << 2;
    time += stride;
    out += row;
  }
}
