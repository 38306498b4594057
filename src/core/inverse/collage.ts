import type { Denoiser } from '../denoiser';
import { answersFor, type Cut, type Windows } from './windows';

/** The columns that each window shares with the next. Empty where they only touch. Throws for windows in a circle: they make no chain. */
export function overlapsOf({ length, window, starts }: Windows): readonly Cut[] {
  if (starts.some((start) => start + window > length))
    throw new RangeError('overlaps of windows in a circle (expected windows that end within the picture)');
  return starts
    .slice(1)
    .map((start, i) => ({ start, width: starts[i] + window - start }))
    .filter(({ width }) => width > 0);
}

/**
 * DiffCollage over a chain of windows (Zhang et al. 2023): the log densities of the windows less those of what neighbours share, so that the score is
 * the sum of the windows' scores less the sum of the overlaps'. Every column lies under one window more than overlaps, and the denoisers are added and taken away
 * alike. This is the score of the whole where, given an overlap, what stands left and right of it is independent. Of a Markov chain that holds without noise; under noise
 * the chain is hidden, and the score is close to the true one but not it.
 * `overlap` gives the denoiser of columns of a width, asked for all overlaps of that width at once.
 */
export function collage(
  denoiser: Denoiser,
  overlap: (width: number) => Denoiser,
  height: number,
  windows: Windows,
): Denoiser {
  const { length, window, starts, cover } = windows;
  if (cover.some((n) => n === 0))
    throw new RangeError('a collage with columns under no window (expected windows up to the edge)');
  const cuts = starts.map((start) => ({ start, width: window }));
  const overlaps = overlapsOf(windows);
  const widths = [...new Set(overlaps.map(({ width }) => width))];
  const shared = widths.map((width) => ({
    of: overlaps.filter((one) => one.width === width),
    denoiser: overlap(width),
  }));
  return {
    denoise(x, t, out) {
      const at = { x, t, height, length };
      out.data.fill(0);
      answersFor(denoiser, at, cuts).add(out, () => 1);
      for (const one of shared) answersFor(one.denoiser, at, one.of).add(out, () => -1);
      return out;
    },
  };
}

/**
 * What a denoiser of windows says of columns that are all it may see: they stand in the middle of a window whose other columns are paper under noise. A stand-in for
 * a network that was trained on windows alone, and right only for data that are so. `noise`: [height, window], one standard normal number a pixel, the same at all times.
 */
export function besidePaper(
  denoiser: Denoiser,
  {
    height,
    window,
    width,
    paper,
    noise,
    at,
  }: {
    readonly height: number;
    readonly window: number;
    readonly width: number;
    readonly paper: number;
    readonly noise: Float64Array;
    /** alpha and sigma at a time. */
    readonly at: (t: number) => { readonly alpha: number; readonly sigma: number };
  },
): Denoiser {
  const left = Math.floor((window - width) / 2);
  return {
    denoise(x, t, out) {
      const n = x.data.length / x.dim;
      const { alpha, sigma } = at(t);
      const whole = new Float64Array(n * height * window);
      for (let i = 0; i < whole.length; i++) whole[i] = alpha * paper + sigma * noise[i % (height * window)];
      const each = (use: (small: number, large: number) => void) => {
        for (let row = 0; row < n * height; row++)
          for (let k = 0; k < width; k++) use(row * width + k, row * window + left + k);
      };
      each((small, large) => (whole[large] = x.data[small]));
      const dim = height * window;
      const answered = denoiser.denoise({ data: whole, dim }, t, { data: new Float64Array(whole.length), dim });
      each((small, large) => (out.data[small] = answered.data[large]));
      return out;
    },
  };
}
