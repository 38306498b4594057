/** Square pictures of fewer and of more pixels: rows of side * side numbers, one picture after another. Throws `RangeError` where sizes do not fit. */

/** Half as many pixels a side: each the mean of four. */
export function halved(pictures: ArrayLike<number>, side: number): Float32Array {
  if (side % 2 !== 0) throw new RangeError(`pictures of ${side} pixels a side to halve (expected an even number)`);
  const half = side / 2;
  const n = countOf(pictures, side);
  const out = new Float32Array(n * half * half);
  for (let i = 0; i < n; i++) {
    for (let y = 0; y < half; y++) {
      for (let x = 0; x < half; x++) {
        const at = i * side * side + 2 * y * side + 2 * x;
        out[(i * half + y) * half + x] =
          (pictures[at] + pictures[at + 1] + pictures[at + side] + pictures[at + side + 1]) / 4;
      }
    }
  }
  return out;
}

/** Twice as many pixels a side, bilinear between the centres of the old ones, the nearest beyond them. Linear in the picture. */
export function doubled(pictures: ArrayLike<number>, side: number): Float32Array {
  const double = 2 * side;
  const n = countOf(pictures, side);
  const out = new Float32Array(n * double * double);
  const held = (k: number) => Math.min(side - 1, Math.max(0, k));
  for (let v = 0; v < double; v++) {
    // A new centre lies a quarter of an old pixel to one side of an old centre.
    const y = v / 2 - 0.25;
    const top = Math.floor(y),
      down = y - Math.floor(y);
    for (let u = 0; u < double; u++) {
      const x = u / 2 - 0.25;
      const left = Math.floor(x),
        right = x - Math.floor(x);
      const [a, b] = [held(top) * side, held(top + 1) * side];
      const [c, d] = [held(left), held(left + 1)];
      for (let i = 0; i < n; i++) {
        const of = i * side * side;
        out[(i * double + v) * double + u] =
          (1 - down) * ((1 - right) * pictures[of + a + c] + right * pictures[of + a + d]) +
          down * ((1 - right) * pictures[of + b + c] + right * pictures[of + b + d]);
      }
    }
  }
  return out;
}

function countOf(pictures: ArrayLike<number>, side: number): number {
  const n = pictures.length / side ** 2;
  if (!Number.isInteger(side) || side < 1 || !Number.isInteger(n))
    throw new RangeError(`${pictures.length} pixels of pictures of side ${side} (expected a multiple of ${side ** 2})`);
  return n;
}
