import { exp4 } from '../elementary';

// Pieces without sums over many numbers. `n` counts floats and is rounded up to a multiple of 4: arrays have room for that.

export function add(out: usize, a: usize, b: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) v128.store(out + i, f32x4.add(v128.load(a + i), v128.load(b + i)));
}

/** y = x / (1 + e^-x). */
export function silu(y: usize, x: usize, n: i32): void {
  const one = f32x4.splat(1);
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const v = v128.load(x + i);
    v128.store(y + i, f32x4.div(v, f32x4.add(one, exp4(f32x4.neg(v)))));
  }
}

/** dx = dy SiLU'(x). */
export function siluBack(dx: usize, x: usize, dy: usize, n: i32): void {
  const one = f32x4.splat(1);
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const v = v128.load(x + i);
    const s = f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(v))));
    const slope = f32x4.mul(s, f32x4.add(one, f32x4.mul(v, f32x4.sub(one, s))));
    v128.store(dx + i, f32x4.mul(v128.load(dy + i), slope));
  }
}

/** y = max(x, 0). */
export function relu(y: usize, x: usize, n: i32): void {
  const zero = f32x4.splat(0);
  for (let i: usize = 0; i < <usize>n << 2; i += 16) v128.store(y + i, f32x4.max(v128.load(x + i), zero));
}

/** dx = dy where x > 0, else 0. */
export function reluBack(dx: usize, x: usize, dy: usize, n: i32): void {
  const zero = f32x4.splat(0);
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    v128.store(dx + i, v128.and(v128.load(dy + i), f32x4.gt(v128.load(x + i), zero)));
  }
}

/** y = max(x, 0.2 x). */
export function leaky(y: usize, x: usize, n: i32): void {
  const slope = f32x4.splat(0.2);
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const v = v128.load(x + i);
    v128.store(y + i, f32x4.max(v, f32x4.mul(slope, v)));
  }
}

/** dx = dy where x > 0, else 0.2 dy. */
export function leakyBack(dx: usize, x: usize, dy: usize, n: i32): void {
  const zero = f32x4.splat(0), slope = f32x4.splat(0.2);
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const g = v128.load(dy + i);
    v128.store(dx + i, v128.bitselect(g, f32x4.mul(slope, g), f32x4.gt(v128.load(x + i), zero)));
  }
}

/** y = SiLU(x) and its slope at x: one exponential for both. */
export function siluSlope(y: usize, slope: usize, x: usize, n: i32): void {
  const one = f32x4.splat(1);
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const v = v128.load(x + i);
    const s = f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(v))));
    const value = f32x4.mul(v, s);
    v128.store(y + i, value);
    v128.store(slope + i, f32x4.add(s, f32x4.mul(value, f32x4.sub(one, s))));
  }
}

export function multiply(out: usize, a: usize, b: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) v128.store(out + i, f32x4.mul(v128.load(a + i), v128.load(b + i)));
}

/** out = a SiLU''(x) b, with SiLU'' = s (1 - s) (2 + x (1 - 2 s)) for s the logistic function. */
export function siluBend(out: usize, x: usize, a: usize, b: usize, n: i32): void {
  const one = f32x4.splat(1), two = f32x4.splat(2);
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const v = v128.load(x + i);
    const s = f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(v))));
    const rest = f32x4.add(two, f32x4.mul(v, f32x4.sub(one, f32x4.mul(two, s))));
    const bend = f32x4.mul(f32x4.mul(s, f32x4.sub(one, s)), rest);
    v128.store(out + i, f32x4.mul(f32x4.mul(v128.load(a + i), bend), v128.load(b + i)));
  }
}

/** y [n, pixels, c] = x (1 + a) + b, with (a, b) the two halves of each picture's row of `ab` [n, 2 c]. c a multiple of 4. */
export function film(y: usize, x: usize, ab: usize, n: i32, pixels: i32, c: i32): void {
  const row = <usize>c << 2;
  const one = f32x4.splat(1);
  for (let i = 0; i < n; i++) {
    for (let p = 0; p < pixels; p++) {
      for (let k: usize = 0; k < row; k += 16) {
        const gain = f32x4.add(one, v128.load(ab + k));
        v128.store(y + k, f32x4.add(f32x4.mul(gain, v128.load(x + k)), v128.load(ab + row + k)));
      }
      x += row;
      y += row;
    }
    ab += 2 * row;
  }
}

/** dx = dy (1 + a); the halves of dab's rows: sums over pixels of dy x and of dy. */
export function filmBack(dx: usize, dab: usize, x: usize, ab: usize, dy: usize, n: i32, pixels: i32, c: i32): void {
  const row = <usize>c << 2;
  const one = f32x4.splat(1);
  for (let i = 0; i < n; i++) {
    for (let k: usize = 0; k < row; k += 16) {
      const gain = f32x4.add(one, v128.load(ab + k));
      let da = f32x4.splat(0), db = f32x4.splat(0);
      let at = k;
      for (let p = 0; p < pixels; p++) {
        const g = v128.load(dy + at);
        v128.store(dx + at, f32x4.mul(gain, g));
        da = f32x4.add(da, f32x4.mul(g, v128.load(x + at)));
        db = f32x4.add(db, g);
        at += row;
      }
      v128.store(dab + k, da);
      v128.store(dab + row + k, db);
    }
    x += <usize>pixels * row;
    dx += <usize>pixels * row;
    dy += <usize>pixels * row;
    ab += 2 * row;
    dab += 2 * row;
  }
}

/**
 * Of predictions and targets [n, d]: dp = scale (p - y), and each row's mean of squares in `losses` [n].
 */
export function squaredError(dp: usize, losses: usize, p: usize, y: usize, n: i32, d: i32, scale: f32): void {
  const s = f32x4.splat(scale);
  const row = <usize>d << 2;
  for (let i = 0; i < n; i++) {
    let sum = f32x4.splat(0);
    let k: usize = 0;
    for (; k + 16 <= row; k += 16) {
      const e = f32x4.sub(v128.load(p + k), v128.load(y + k));
      v128.store(dp + k, f32x4.mul(s, e));
      sum = f32x4.add(sum, f32x4.mul(e, e));
    }
    let total = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3);
    for (; k < row; k += 4) {
      const e = load<f32>(p + k) - load<f32>(y + k);
      store<f32>(dp + k, scale * e);
      total += e * e;
    }
    store<f32>(losses + (<usize>i << 2), total / <f32>d);
    dp += row;
    p += row;
    y += row;
  }
}
