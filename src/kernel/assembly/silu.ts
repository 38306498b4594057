import { exp4 } from './elementary';

// SiLU(z) = z / (1 + e^-z), and its derivative s + h (1 - s) with s the logistic function of z and h = SiLU(z).

/** In place: z [n] becomes h; n a multiple of 4. */
export function silu(z: usize, n: i32): void {
  const one = f32x4.splat(1);
  const end = z + (<usize>n << 2);
  for (; z < end; z += 16) {
    const x = v128.load(z);
    v128.store(z, f32x4.div(x, f32x4.add(one, exp4(f32x4.neg(x)))));
  }
}

/** In place with the derivative written to `slope` [n], in one pass; n a multiple of 4. */
export function siluWithSlope(z: usize, slope: usize, n: i32): void {
  const one = f32x4.splat(1);
  const end = z + (<usize>n << 2);
  for (; z < end; z += 16) {
    const x = v128.load(z);
    const s = f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
    const h = f32x4.mul(x, s);
    v128.store(z, h);
    v128.store(slope, f32x4.add(s, f32x4.mul(h, f32x4.sub(one, s))));
    slope += 16;
  }
}

/** out [N] = sum over the M rows of G [M, N]; N a multiple of 8. */
export function columnSums(out: usize, G: usize, M: i32, N: i32): void {
  const row = <usize>N << 2;
  for (let j: usize = 0; j < row; j += 32) {
    let left = f32x4.splat(0), right = f32x4.splat(0);
    let g = G + j;
    for (let i = 0; i < M; i++) {
      left = f32x4.add(left, v128.load(g));
      right = f32x4.add(right, v128.load(g, 16));
      g += row;
    }
    v128.store(out + j, left);
    v128.store(out + j, right, 16);
  }
}
