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

/**
 * One denoiser of pictures `window` wide as one of wider ones: every window is answered by itself and each column takes the mean of its
 * windows (Bar-Tal et al. 2023, eq. 5). Rows of x are pictures of `height` rows of `length` columns; a column under no window stays as it is in x.
 */
export function overWindows(denoiser: Denoiser, height: number, windows: Windows): Denoiser {
  const { length, window, starts, cover } = windows;
  return {
    denoise(x, t, out) {
      if (x.dim !== height * length) {
        throw new RangeError(`a picture of ${x.dim} numbers in windows (expected ${height} by ${length})`);
      }
      const n = count(x);
      const cut: Batch = zeros(n * starts.length, height * window);
      const each = (use: (small: number, large: number) => void) => {
        for (let row = 0; row < n; row++)
          starts.forEach((start, w) => {
            for (let i = 0; i < height; i++)
              for (let k = 0; k < window; k++)
                use(
                  ((row * starts.length + w) * height + i) * window + k,
                  (row * height + i) * length + ((start + k) % length),
                );
          });
      };
      each((small, large) => (cut.data[small] = x.data[large]));
      const answered = denoiser.denoise(cut, t, batch(new Float64Array(cut.data.length), cut.dim));
      out.data.fill(0);
      each((small, large) => (out.data[large] += answered.data[small]));
      for (let i = 0; i < out.data.length; i++) {
        const over = cover[i % length];
        out.data[i] = over > 0 ? out.data[i] / over : x.data[i];
      }
      return out;
    },
  };
}
