// The field of a cloud of charges: for every row the sums over all charges, two charges at a time, in double precision. What they mean is told in
// `core/electrostatics/charges.ts`, whose plain loop does the same.
import { expPair, lnPair } from './elementary';

@inline
function total(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

/** near^half: `whole` of it by squaring, a half more where `root`. */
@inline
function power(near: v128, whole: i32, root: bool): v128 {
  let p = root ? f64x2.sqrt(near) : f64x2.splat(1);
  for (let e = whole, square = near; e > 0; e >>= 1, square = f64x2.mul(square, square)) {
    if (e & 1) p = f64x2.mul(p, square);
  }
  return p;
}

/**
 * Of every row of x [rows, dim], dim 1 or 2, at sigma [rows]: `mean` [rows, dim] of the charges, `least` [rows] the nearest one's squared distance, and `sum` [rows] of the
 * responses w_i c_i, c_i the i-th charge's over the nearest one's. The charges lie as [dim, n], weights as [n], n even (a charge too many weighs nothing and lies where another does);
 * `squares` has room for n. `half` is (N + D) / 2, infinite for Gaussians; `extra` is D; `kind` says how powers are taken: 0 Gaussian, 1 whole and half powers, 2 any.
 */
export function respond(
  mean: usize,
  least: usize,
  sum: usize,
  x: usize,
  sigma: usize,
  rows: i32,
  points: usize,
  weights: usize,
  squares: usize,
  n: i32,
  dim: i32,
  half: f64,
  extra: f64,
  kind: i32,
): void {
  const end = <usize>n << 3;
  const second = points + end;
  const whole = kind == 1 ? <i32>Math.floor(half) : 0;
  const root = kind == 1 && half != <f64>whole;
  for (let row = 0; row < rows; row++) {
    const level = load<f64>(sigma);
    const a = f64x2.splat(load<f64>(x));
    let nearest = f64x2.splat(Infinity);
    if (dim == 2) {
      const b = f64x2.splat(load<f64>(x, 8));
      for (let i: usize = 0; i < end; i += 16) {
        const across = f64x2.sub(a, v128.load(points + i));
        const up = f64x2.sub(b, v128.load(second + i));
        const squared = f64x2.add(f64x2.mul(across, across), f64x2.mul(up, up));
        v128.store(squares + i, squared);
        nearest = f64x2.pmin(nearest, squared);
      }
    } else {
      for (let i: usize = 0; i < end; i += 16) {
        const across = f64x2.sub(a, v128.load(points + i));
        const squared = f64x2.mul(across, across);
        v128.store(squares + i, squared);
        nearest = f64x2.pmin(nearest, squared);
      }
    }
    const from = Math.min(f64x2.extract_lane(nearest, 0), f64x2.extract_lane(nearest, 1));
    const origin = f64x2.splat(from);
    const scale = f64x2.splat(kind == 0 ? -0.5 / (level * level) : 1 / (from + extra * level * level));
    const one = f64x2.splat(1);
    let all = f64x2.splat(0), first = f64x2.splat(0), other = f64x2.splat(0);
    for (let i: usize = 0; i < end; i += 16) {
      const further = f64x2.mul(f64x2.sub(v128.load(squares + i), origin), scale);
      let c: v128;
      if (kind == 0) c = expPair(further);
      else if (kind == 1) c = power(f64x2.div(one, f64x2.add(one, further)), whole, root);
      else c = expPair(f64x2.mul(f64x2.splat(-half), lnPair(f64x2.add(one, further))));
      c = f64x2.mul(c, v128.load(weights + i));
      all = f64x2.add(all, c);
      first = f64x2.add(first, f64x2.mul(c, v128.load(points + i)));
      if (dim == 2) other = f64x2.add(other, f64x2.mul(c, v128.load(second + i)));
    }
    const weight = total(all);
    store<f64>(mean, total(first) / weight);
    if (dim == 2) store<f64>(mean, total(other) / weight, 8);
    store<f64>(least, from);
    store<f64>(sum, weight);
    mean += <usize>dim << 3;
    x += <usize>dim << 3;
    least += 8;
    sum += 8;
    sigma += 8;
  }
}

// Whole arrays, for tests: n even.

export function expArray(out: usize, x: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 3; i += 16) v128.store(out + i, expPair(v128.load(x + i)));
}

export function lnArray(out: usize, x: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 3; i += 16) v128.store(out + i, lnPair(v128.load(x + i)));
}
