/** Sum of squares of `n` floats, n a multiple of 4. */
export function sumOfSquares(x: usize, n: i32): f64 {
  let sum = f64x2.splat(0);
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const v = v128.load(x + i);
    const low = f64x2.promote_low_f32x4(v), high = f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 2, 3));
    sum = f64x2.add(sum, f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high)));
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/**
 * One step of Adam (Kingma and Ba 2015, algorithm 1) on weights w [n] with the gradient g times `scale`, and of the average of
 * weights e = kept e + (1 - kept) w; m and v are Adam's moments. `step` is the rate over 1 - beta_1^k and `correct` is
 * 1 / (1 - beta_2^k). g is cleared for the next step.
 */
export function adam(
  w: usize, g: usize, m: usize, v: usize, e: usize, n: i32, scale: f32, beta1: f32, beta2: f32, step: f32, correct: f32, kept: f32,
): void {
  const b1 = f32x4.splat(beta1), c1 = f32x4.splat(1 - beta1), b2 = f32x4.splat(beta2), c2 = f32x4.splat(1 - beta2);
  const k = f32x4.splat(kept), fresh = f32x4.splat(1 - kept), s = f32x4.splat(scale);
  const rate = f32x4.splat(step), unbias = f32x4.splat(correct), epsilon = f32x4.splat(1e-8);
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const grad = f32x4.mul(s, v128.load(g + i));
    const first = f32x4.add(f32x4.mul(b1, v128.load(m + i)), f32x4.mul(c1, grad));
    const second = f32x4.add(f32x4.mul(b2, v128.load(v + i)), f32x4.mul(c2, f32x4.mul(grad, grad)));
    const root = f32x4.add(f32x4.sqrt(f32x4.mul(second, unbias)), epsilon);
    const weight = f32x4.sub(v128.load(w + i), f32x4.div(f32x4.mul(rate, first), root));
    v128.store(m + i, first);
    v128.store(v + i, second);
    v128.store(w + i, weight);
    v128.store(e + i, f32x4.add(f32x4.mul(k, v128.load(e + i)), f32x4.mul(fresh, weight)));
    v128.store(g + i, f32x4.splat(0));
  }
}
