import { exp4 } from '../elementary';
import { multiply, multiplyAdd, packPanels, packTransposedPanels } from '../gemm';
import { inside, total } from './floats';

// Scaled dot-product attention of several heads (Vaswani et al. 2017, section 3.2). Queries are [n, rows, c], keys and values
// [n, keys, c]; head h has the channels from h c / heads on. A head's small matrices are copied out first, so that its products
// are plain ones. Sizes need not fill vectors: lanes past a row's end are masked, and never stored.

/** Stands for the score of a masked key; no score comes near it. */
const MASKED: f32 = -3e38;

/** `rows` rows of `each` floats, `factor` times, from rows `fromRow` bytes apart to rows `outRow` bytes apart. */
function move(out: usize, outRow: usize, x: usize, fromRow: usize, rows: i32, each: i32, factor: f32): void {
  const f = f32x4.splat(factor);
  for (let i = 0; i < rows; i++) {
    let k: usize = 0;
    for (; k + 16 <= <usize>each << 2; k += 16) v128.store(out + k, f32x4.mul(f, v128.load(x + k)));
    for (; k < <usize>each << 2; k += 4) store<f32>(out + k, factor * load<f32>(x + k));
    out += outRow;
    x += fromRow;
  }
}

/** Scores [keys] become weights: exp(s - greatest) over their sum, 0 where masked; all 0 where every key is. `bias` [keys] may be 0. */
function softmax(s: usize, bias: usize, keys: i32): void {
  const end = <usize>keys << 2;
  let greatest = f32x4.splat(MASKED);
  for (let k: usize = 0; k < end; k += 16) {
    const here = inside(keys - <i32>(k >> 2));
    const old = v128.load(s + k);
    const score = bias ? f32x4.add(old, v128.load(bias + k)) : old;
    v128.store(s + k, v128.bitselect(score, old, here));
    greatest = f32x4.max(greatest, v128.bitselect(score, f32x4.splat(MASKED), here));
  }
  const most = max(
    max(f32x4.extract_lane(greatest, 0), f32x4.extract_lane(greatest, 1)),
    max(f32x4.extract_lane(greatest, 2), f32x4.extract_lane(greatest, 3)),
  );
  const m = f32x4.splat(most), bound = f32x4.splat(0.5 * MASKED);
  let sums = f32x4.splat(0);
  for (let k: usize = 0; k < end; k += 16) {
    const here = inside(keys - <i32>(k >> 2));
    const score = v128.load(s + k);
    // A score that is not a number is not below the bound, and stays one.
    const e = v128.andnot(exp4(f32x4.sub(score, m)), f32x4.lt(score, bound));
    sums = f32x4.add(sums, v128.and(e, here));
    v128.store(s + k, v128.bitselect(e, score, here));
  }
  const sum = total(sums);
  const rate = f32x4.splat(sum == 0 ? 0 : 1 / sum);
  for (let k: usize = 0; k < end; k += 16) {
    const e = v128.load(s + k);
    v128.store(s + k, v128.bitselect(f32x4.mul(e, rate), e, inside(keys - <i32>(k >> 2))));
  }
}

/** Gradients d [keys] at weights p become those at scores: p (d - sum of p d). */
function softmaxBack(d: usize, p: usize, keys: i32): void {
  const end = <usize>keys << 2;
  let sums = f32x4.splat(0);
  for (let k: usize = 0; k < end; k += 16) {
    sums = f32x4.add(sums, v128.and(f32x4.mul(v128.load(d + k), v128.load(p + k)), inside(keys - <i32>(k >> 2))));
  }
  const along = f32x4.splat(total(sums));
  for (let k: usize = 0; k < end; k += 16) {
    const g = v128.load(d + k);
    const slope = f32x4.mul(v128.load(p + k), f32x4.sub(g, along));
    v128.store(d + k, v128.bitselect(slope, g, inside(keys - <i32>(k >> 2))));
  }
}

/**
 * y [n, rows, c], and in `p` [n, heads, rows, keys] the weights. `bias` [n, keys] is 0 for a key that may be seen and -3e38 for
 * one that may not, or no array: 0. Scratch, in floats, with e = c / heads and ^ for rounding up to a multiple of 8:
 * `a` rows e, `b` keys^ e, `packed` the greater of keys^ e and e^ keys.
 */
export function attention(
  y: usize, p: usize, q: usize, k: usize, v: usize, bias: usize, a: usize, b: usize, packed: usize,
  n: i32, rows: i32, keys: i32, c: i32, heads: i32,
): void {
  const each = c / heads, wide = <usize>c << 2, narrow = <usize>each << 2;
  const scale: f32 = 1 / sqrt<f32>(<f32>each);
  for (let i = 0; i < n; i++) {
    for (let h = 0; h < heads; h++) {
      const column = <usize>h * narrow;
      move(a, narrow, q + column, wide, rows, each, scale);
      move(b, narrow, k + column, wide, keys, each, 1);
      packTransposedPanels(packed, b, keys, each);
      multiply(p, a, packed, rows, keys, each, 0, 0);
      const end = p + (<usize>(rows * keys) << 2);
      for (; p < end; p += <usize>keys << 2) softmax(p, bias, keys);
      move(b, narrow, v + column, wide, keys, each, 1);
      packPanels(packed, b, keys, each);
      multiply(a, end - (<usize>(rows * keys) << 2), packed, rows, each, keys, 0, 0);
      move(y + column, wide, a, narrow, rows, each, 1);
    }
    y += <usize>rows * wide;
    q += <usize>rows * wide;
    k += <usize>keys * wide;
    v += <usize>keys * wide;
    if (bias) bias += <usize>keys << 2;
  }
}

/**
 * dq, dk, dv of dy and the weights p. With the scores' gradient ds = p (dy v^T - sum along keys of the same times p):
 *
 *   dq = ds k / sqrt(e);   dk = ds^T q / sqrt(e);   dv = p^T dy.
 *
 * Scratch as of `attention`, `packed` with room for e^ rows too, and `ds` rows keys.
 */
export function attentionBack(
  dq: usize, dk: usize, dv: usize, q: usize, k: usize, v: usize, p: usize, dy: usize, a: usize, b: usize, packed: usize, ds: usize,
  n: i32, rows: i32, keys: i32, c: i32, heads: i32,
): void {
  const each = c / heads, wide = <usize>c << 2, narrow = <usize>each << 2, line = <usize>keys << 2;
  const scale: f32 = 1 / sqrt<f32>(<f32>each);
  for (let i = 0; i < n; i++) {
    for (let h = 0; h < heads; h++) {
      const column = <usize>h * narrow;
      move(a, narrow, dy + column, wide, rows, each, 1);
      move(b, narrow, v + column, wide, keys, each, 1);
      packTransposedPanels(packed, b, keys, each);
      multiply(ds, a, packed, rows, keys, each, 0, 0);
      packPanels(packed, a, rows, each);
      memory.fill(b, 0, <usize>keys * narrow);
      multiplyAdd(b, p, 4, line, packed, keys, each, rows);
      move(dv + column, wide, b, narrow, keys, each, 1);
      for (let r: usize = 0; r < <usize>rows * line; r += line) softmaxBack(ds + r, p + r, keys);
      move(b, narrow, k + column, wide, keys, each, 1);
      packPanels(packed, b, keys, each);
      multiply(a, ds, packed, rows, each, keys, 0, 0);
      move(dq + column, wide, a, narrow, rows, each, scale);
      move(a, narrow, q + column, wide, rows, each, scale);
      packPanels(packed, a, rows, each);
      memory.fill(b, 0, <usize>keys * narrow);
      multiplyAdd(b, ds, 4, line, packed, keys, each, rows);
      move(dk + column, wide, b, narrow, keys, each, 1);
      p += <usize>rows * line;
    }
    q += <usize>rows * wide;
    dq += <usize>rows * wide;
    dy += <usize>rows * wide;
    k += <usize>keys * wide;
    v += <usize>keys * wide;
    dk += <usize>keys * wide;
    dv += <usize>keys * wide;
  }
}
