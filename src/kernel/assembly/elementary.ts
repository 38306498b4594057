// exp, ln, sine and cosine on four lanes, single precision: range reduction and the minimax polynomials of the Cephes
// library (S. Moshier), about 2 units in the last place on the ranges used here.

/** exp(x), x clamped to [-87, 87]. */
@inline
export function exp4(x: v128): v128 {
  x = f32x4.max(f32x4.min(x, f32x4.splat(87)), f32x4.splat(-87));
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.44269504)));
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.add(r, f32x4.mul(n, f32x4.splat(2.12194440e-4)));
  let p = f32x4.splat(1.9875691500e-4);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.5));
  p = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), f32x4.splat(1));
  return f32x4.mul(p, i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23));
}

/** ln(x) for normal positive x. */
@inline
export function ln4(x: v128): v128 {
  // x = m * 2^e with m in [sqrt(1/2), sqrt(2)).
  let e = f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_u(x, 23), i32x4.splat(126)));
  let m = v128.or(v128.and(x, i32x4.splat(0x007fffff)), i32x4.splat(0x3f000000));
  const small = f32x4.lt(m, f32x4.splat(0.707106781));
  e = f32x4.sub(e, v128.and(small, f32x4.splat(1)));
  m = f32x4.sub(f32x4.add(m, v128.and(small, m)), f32x4.splat(1));
  const z = f32x4.mul(m, m);
  let p = f32x4.splat(7.0376836292e-2);
  p = f32x4.add(f32x4.mul(p, m), f32x4.splat(-1.1514610310e-1));
  p = f32x4.add(f32x4.mul(p, m), f32x4.splat(1.1676998740e-1));
  p = f32x4.add(f32x4.mul(p, m), f32x4.splat(-1.2420140846e-1));
  p = f32x4.add(f32x4.mul(p, m), f32x4.splat(1.4249322787e-1));
  p = f32x4.add(f32x4.mul(p, m), f32x4.splat(-1.6668057665e-1));
  p = f32x4.add(f32x4.mul(p, m), f32x4.splat(2.0000714765e-1));
  p = f32x4.add(f32x4.mul(p, m), f32x4.splat(-2.4999993993e-1));
  p = f32x4.add(f32x4.mul(p, m), f32x4.splat(3.3333331174e-1));
  p = f32x4.mul(f32x4.mul(p, m), z);
  p = f32x4.add(p, f32x4.mul(e, f32x4.splat(-2.12194440e-4)));
  p = f32x4.sub(p, f32x4.mul(z, f32x4.splat(0.5)));
  return f32x4.add(f32x4.add(m, p), f32x4.mul(e, f32x4.splat(0.693359375)));
}

/** The quarter turn nearest to x, and the rest in [-pi/4, pi/4]: shared by sine and cosine. */
@inline
function quarter(x: v128): v128 {
  return f32x4.nearest(f32x4.mul(x, f32x4.splat(0.63661977236758)));
}

@inline
function rest(x: v128, q: v128): v128 {
  // pi / 2 in three parts, so that the difference keeps its digits up to some thousand radians.
  x = f32x4.sub(x, f32x4.mul(q, f32x4.splat(1.5703125)));
  x = f32x4.sub(x, f32x4.mul(q, f32x4.splat(4.837512969970703125e-4)));
  return f32x4.sub(x, f32x4.mul(q, f32x4.splat(7.54978995489188216e-8)));
}

@inline
function sineOfRest(r: v128, z: v128): v128 {
  let p = f32x4.splat(-1.9515295891e-4);
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(8.3321608736e-3));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-1.6666654611e-1));
  return f32x4.add(f32x4.mul(f32x4.mul(p, z), r), r);
}

@inline
function cosineOfRest(z: v128): v128 {
  let p = f32x4.splat(2.443315711809948e-5);
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-1.388731625493765e-3));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(4.166664568298827e-2));
  return f32x4.add(f32x4.sub(f32x4.mul(f32x4.mul(p, z), z), f32x4.mul(z, f32x4.splat(0.5))), f32x4.splat(1));
}

/** Picks sine or cosine of the rest by the quarter's parity and gives it the quarter's sign. */
@inline
function turned(q: v128, even: v128, odd: v128): v128 {
  const swap = i32x4.eq(v128.and(q, i32x4.splat(1)), i32x4.splat(1));
  const sign = i32x4.shl(v128.and(q, i32x4.splat(2)), 30);
  return v128.xor(v128.bitselect(odd, even, swap), sign);
}

/** sin(x), |x| up to some thousand. */
@inline
export function sin4(x: v128): v128 {
  const n = quarter(x), r = rest(x, n), z = f32x4.mul(r, r);
  return turned(i32x4.trunc_sat_f32x4_s(n), sineOfRest(r, z), cosineOfRest(z));
}

/** cos(x), |x| up to some thousand. */
@inline
export function cos4(x: v128): v128 {
  const n = quarter(x), r = rest(x, n), z = f32x4.mul(r, r);
  return turned(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(1)), sineOfRest(r, z), cosineOfRest(z));
}

// Whole arrays, for tests: n a multiple of 4.

export function expArray(out: usize, x: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) v128.store(out + i, exp4(v128.load(x + i)));
}

export function lnArray(out: usize, x: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) v128.store(out + i, ln4(v128.load(x + i)));
}

export function sinArray(out: usize, x: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) v128.store(out + i, sin4(v128.load(x + i)));
}

export function cosArray(out: usize, x: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) v128.store(out + i, cos4(v128.load(x + i)));
}
