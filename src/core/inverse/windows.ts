import { batch, count, zeros, type Batch } from '../batch';
import type { Denoiser } from '../denoiser';
import { checkRange } from '../sampler/options';

/** Where a window of a wide picture stands: from its left edge, and as many columns as the window has. */
export interface Windows {
  readonly length: number;
  readonly window: number;
  readonly starts: readonly number[];
  /** Windows over each column. */
  readonly cover: Float64Array;
}

/**
 * Windows of `window` columns every `stride` columns of a picture `length` wide (Bar-Tal et al. 2023, MultiDiffusion). In a circle they go on past the right
 * edge into the left. The public code leaves columns at the right uncovered where the strides do not fit; here the last window is moved
 * to the edge instead, unless `edge` is false.
 */
export function windowsOf(
  length: number,
  window: number,
  stride: number,
  { circular = false, edge = true }: { readonly circular?: boolean; readonly edge?: boolean } = {},
): Windows {
  checkRange('windows with window', window, { least: 1, most: length, whole: true });
  checkRange('windows with stride', stride, { least: 1, most: window, whole: true });
  const n = circular ? Math.floor(length / stride) : Math.floor((length - window) / stride) + 1;
  const starts = Array.from({ length: n }, (_, i) => i * stride);
  if (!circular && edge && starts[n - 1] + window < length) starts.push(length - window);
  const cover = new Float64Array(length);
  for (const start of starts) for (let k = 0; k < window; k++) cover[(start + k) % length] += 1;
  return { length, window, starts, cover };
}

/** A cut out of a wide picture: its first column, and how many there are. */
export interface Cut {
  readonly start: number;
  readonly width: number;
}

/** Every number of the cuts of x, cuts of one width: where it stands among the cuts, in x, and its column within the cut. */
function eachOf(
  x: Batch,
  { height, length, cuts }: { readonly height: number; readonly length: number; readonly cuts: readonly Cut[] },
  use: (small: number, large: number, k: number) => void,
): void {
  if (x.dim !== height * length)
    throw new RangeError(`a picture of ${x.dim} numbers in windows (expected ${height} by ${length})`);
  const n = count(x);
  let small = 0;
  for (let row = 0; row < n; row++)
    for (const { start, width } of cuts)
      for (let i = 0; i < height; i++)
        for (let k = 0; k < width; k++) use(small++, (row * height + i) * length + ((start + k) % length), k);
}

/** The answers of a denoiser for cuts of one width, [rows of x times cuts, height times width] row by row. */
export function answersFor(
  denoiser: Denoiser,
  { x, t, height, length }: { readonly x: Batch; readonly t: number; readonly height: number; readonly length: number },
  cuts: readonly Cut[],
): { readonly add: (out: Batch, weight: (k: number) => number) => void } {
  const dim = height * (cuts[0]?.width ?? 1);
  const cut: Batch = zeros(count(x) * cuts.length, dim);
  eachOf(x, { height, length, cuts }, (small, large) => (cut.data[small] = x.data[large]));
  const answered = denoiser.denoise(cut, t, batch(new Float64Array(cut.data.length), dim));
  return {
    add: (out, weight) =>
      eachOf(x, { height, length, cuts }, (small, large, k) => (out.data[large] += weight(k) * answered.data[small])),
  };
}

/** Mixture of Diffusers' weights of a window's columns (Barbero Jiménez 2023, and its public code): a Gaussian about the middle, its deviation a tenth of the width. */
export function taperedWeights(window: number): Float64Array {
  return Float64Array.from({ length: window }, (_, k) => Math.exp(-50 * ((k - (window - 1) / 2) / window) ** 2));
}

/**
 * One denoiser of pictures `window` wide as one of wider ones: every window is answered by itself and each column takes the mean of its
 * windows (Bar-Tal et al. 2023, eq. 5), weighed by `weights`, one for each column of a window, where they are given. Rows of x are pictures of `height` rows
 * of `length` columns; a column under no window stays as it is in x. The denoiser is asked for all windows at once: those of the first row of x come first.
 */
export function overWindows(
  denoiser: Denoiser,
  height: number,
  windows: Windows,
  weights: Float64Array = new Float64Array(windows.window).fill(1),
): Denoiser {
  const { length, window, starts } = windows;
  if (weights.length !== window || !weights.every((v) => v > 0))
    throw new RangeError(`${weights.length} weights of a window (expected ${window}, above 0)`);
  const cuts = starts.map((start) => ({ start, width: window }));
  const over = new Float64Array(length);
  for (const { start } of cuts) weights.forEach((v, k) => (over[(start + k) % length] += v));
  return {
    denoise(x, t, out) {
      const answers = answersFor(denoiser, { x, t, height, length }, cuts);
      out.data.fill(0);
      answers.add(out, (k) => weights[k]);
      for (let i = 0; i < out.data.length; i++) {
        const sum = over[i % length];
        out.data[i] = sum > 0 ? out.data[i] / sum : x.data[i];
      }
      return out;
    },
  };
}
