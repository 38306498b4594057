import { Model } from './model';

// The last layer has one or two columns: too narrow for the blocked product. Its weights lie as [dim, width], so that
// each of its rows is one run of memory.

@inline
function total(v: v128): f32 {
  return (f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1)) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

/** output [n, dim] = h [n, width] * W^T + bias; `bias` [dim] may be 0 for none. */
export function project(output: usize, h: usize, W: usize, bias: usize, n: i32, width: i32, dim: i32): void {
  const row = <usize>width << 2;
  const b0 = bias ? load<f32>(bias) : 0;
  const b1 = bias && dim == 2 ? load<f32>(bias, 4) : 0;
  for (let i = 0; i < n; i++) {
    let x = f32x4.splat(0), y = f32x4.splat(0);
    if (dim == 2) {
      for (let k: usize = 0; k < row; k += 16) {
        const a = v128.load(h + k);
        x = f32x4.add(x, f32x4.mul(a, v128.load(W + k)));
        y = f32x4.add(y, f32x4.mul(a, v128.load(W + row + k)));
      }
      store<f32>(output, total(y) + b1, 4);
    } else {
      for (let k: usize = 0; k < row; k += 16) x = f32x4.add(x, f32x4.mul(v128.load(h + k), v128.load(W + k)));
    }
    store<f32>(output, total(x) + b0);
    h += row;
    output += <usize>dim << 2;
  }
}

/** Turns predictions into the loss's gradient in place, fills the bins, and returns the mean weighted loss. */
export function lossAndGradient(model: Model): f64 {
  const n = model.batch, dim = model.dim;
  const share = <f32>2 / <f32>(n * dim);
  let sum: f64 = 0;
  for (let b: usize = 0; b < 128; b += 4) store<f32>(model.bins + b, load<f32>(model.bins + b) * <f32>0.98);
  for (let i = 0; i < n; i++) {
    const w = load<f32>(model.weight + (<usize>i << 2));
    let square: f32 = 0;
    for (let d = 0; d < dim; d++) {
      const at = <usize>(i * dim + d) << 2;
      const e = load<f32>(model.output + at) - load<f32>(model.target + at);
      square += e * e;
      store<f32>(model.output + at, share * w * e);
    }
    const loss = w * square / <f32>dim;
    const bin = model.bins + (<usize>load<i32>(model.bin + (<usize>i << 2)) << 2);
    store<f32>(bin, load<f32>(bin) + loss);
    store<f32>(bin, load<f32>(bin, 64) + 1, 64);
    sum += <f64>loss;
  }
  return sum / <f64>n;
}

/** G [n, width] = gradient of the output [n, dim] * W, times the slopes. */
export function projectBack(G: usize, output: usize, W: usize, slope: usize, n: i32, width: i32, dim: i32): void {
  const row = <usize>width << 2;
  for (let i = 0; i < n; i++) {
    const x = v128.load_splat<f32>(output);
    if (dim == 2) {
      const y = v128.load_splat<f32>(output, 4);
      for (let k: usize = 0; k < row; k += 16) {
        const g = f32x4.add(f32x4.mul(x, v128.load(W + k)), f32x4.mul(y, v128.load(W + row + k)));
        v128.store(G + k, f32x4.mul(g, v128.load(slope + k)));
      }
    } else {
      for (let k: usize = 0; k < row; k += 16) {
        v128.store(G + k, f32x4.mul(f32x4.mul(x, v128.load(W + k)), v128.load(slope + k)));
      }
    }
    G += row;
    slope += row;
    output += <usize>dim << 2;
  }
}

/** Gradients of the last layer's weights [dim, width] and, after them, biases [dim]. */
export function projectGradient(dW: usize, output: usize, h: usize, n: i32, width: i32, dim: i32): void {
  const row = <usize>width << 2, step = <usize>dim << 2;
  for (let d = 0; d < dim; d++) {
    const first = output + (<usize>d << 2);
    const out = dW + <usize>d * row;
    for (let k: usize = 0; k < row; k += 32) {
      let left = f32x4.splat(0), right = f32x4.splat(0);
      let a = h + k, g = first;
      for (let i = 0; i < n; i++) {
        const s = v128.load_splat<f32>(g);
        left = f32x4.add(left, f32x4.mul(s, v128.load(a)));
        right = f32x4.add(right, f32x4.mul(s, v128.load(a, 16)));
        a += row;
        g += step;
      }
      v128.store(out + k, left);
      v128.store(out + k, right, 16);
    }
    let sum: f32 = 0;
    for (let i = 0; i < n; i++) sum += load<f32>(first + <usize>i * step);
    store<f32>(dW + <usize>dim * row + (<usize>d << 2), sum);
  }
}
