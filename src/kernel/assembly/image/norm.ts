// Group normalisation (Wu and He 2018, section 3.1) of pictures [n, pixels, c]: mean and variance over the pixels and the
// channels of a group. Sums run down the channels, so that groups need not fill vectors; c a multiple of 4.

/** Added to the variance. */
const EPSILON: f32 = 1e-5;

/** Per channel: s [c] = sum of a, t [c] = sum of a b, over the pixels. */
@inline
function sums(s: usize, t: usize, a: usize, b: usize, pixels: i32, c: i32): void {
  const row = <usize>c << 2;
  for (let k: usize = 0; k < row; k += 16) {
    let one = f32x4.splat(0), two = f32x4.splat(0);
    let at = k;
    for (let p = 0; p < pixels; p++) {
      const v = v128.load(a + at);
      one = f32x4.add(one, v);
      two = f32x4.add(two, f32x4.mul(v, v128.load(b + at)));
      at += row;
    }
    v128.store(s + k, one);
    v128.store(t + k, two);
  }
}

/** y = (x - mean) / deviation gain + bias; `kept` [n, groups, 2] takes mean and 1 / deviation. `scratch` takes 2 c floats. */
export function norm(
  y: usize, x: usize, gain: usize, bias: usize, kept: usize, scratch: usize, n: i32, pixels: i32, c: i32, groups: i32,
): void {
  const row = <usize>c << 2, each = c / groups;
  const factor = scratch, shift = scratch + row;
  for (let i = 0; i < n; i++) {
    sums(factor, shift, x, x, pixels, c);
    for (let g = 0; g < groups; g++) {
      let sum: f64 = 0, square: f64 = 0;
      for (let k = g * each; k < (g + 1) * each; k++) {
        sum += <f64>load<f32>(factor + (<usize>k << 2));
        square += <f64>load<f32>(shift + (<usize>k << 2));
      }
      const m = sum / <f64>(each * pixels);
      const mean = <f32>m;
      const rate = <f32>(1 / sqrt(max(0, square / <f64>(each * pixels) - m * m) + <f64>EPSILON));
      store<f32>(kept, mean);
      store<f32>(kept, rate, 4);
      kept += 8;
      for (let k = g * each; k < (g + 1) * each; k++) {
        const at = <usize>k << 2;
        const f = rate * load<f32>(gain + at);
        store<f32>(factor + at, f);
        store<f32>(shift + at, load<f32>(bias + at) - mean * f);
      }
    }
    for (let p = 0; p < pixels; p++) {
      for (let k: usize = 0; k < row; k += 16) {
        v128.store(y + k, f32x4.add(f32x4.mul(v128.load(x + k), v128.load(factor + k)), v128.load(shift + k)));
      }
      x += row;
      y += row;
    }
  }
}

/**
 * With h = (x - mean) / deviation and u = gain dy:
 *
 *   dx = (u - mean of u - h mean of u h) / deviation;   dgain += sum of dy h;   dbias += sum of dy,
 *
 * means over a group. `scratch` takes 3 c floats.
 */
export function normBack(
  dx: usize, dgain: usize, dbias: usize, x: usize, dy: usize, gain: usize, kept: usize, scratch: usize,
  n: i32, pixels: i32, c: i32, groups: i32,
): void {
  const row = <usize>c << 2, each = c / groups;
  const ofGradient = scratch, ofInput = scratch + row, constant = scratch + 2 * row;
  for (let i = 0; i < n; i++) {
    sums(ofGradient, ofInput, dy, x, pixels, c);
    for (let g = 0; g < groups; g++) {
      const mean = load<f32>(kept), rate = load<f32>(kept, 4);
      kept += 8;
      let sum: f32 = 0, along: f32 = 0;
      for (let k = g * each; k < (g + 1) * each; k++) {
        const at = <usize>k << 2;
        const s = load<f32>(ofGradient + at);
        const h = rate * (load<f32>(ofInput + at) - mean * s);
        store<f32>(dbias + at, load<f32>(dbias + at) + s);
        store<f32>(dgain + at, load<f32>(dgain + at) + h);
        sum += load<f32>(gain + at) * s;
        along += load<f32>(gain + at) * h;
      }
      sum /= <f32>(each * pixels);
      along /= <f32>(each * pixels);
      for (let k = g * each; k < (g + 1) * each; k++) {
        const at = <usize>k << 2;
        store<f32>(ofGradient + at, rate * load<f32>(gain + at));
        store<f32>(ofInput + at, -rate * rate * along);
        store<f32>(constant + at, rate * (rate * mean * along - sum));
      }
    }
    for (let p = 0; p < pixels; p++) {
      for (let k: usize = 0; k < row; k += 16) {
        const g = f32x4.mul(v128.load(dy + k), v128.load(ofGradient + k));
        const v = f32x4.mul(v128.load(x + k), v128.load(ofInput + k));
        v128.store(dx + k, f32x4.add(f32x4.add(g, v), v128.load(constant + k)));
      }
      x += row;
      dx += row;
      dy += row;
    }
  }
}
