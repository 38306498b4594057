import { copy, zeros, type Batch } from '../batch';
import type { SamplerStep } from '../sampler/sampler';

/**
 * Jumps on the trigonometric path x = cos(a) x_0 + sin(a) epsilon, a in quarter turns from 0 (data) to 1 (noise): TrigFlow's time (Lu and Song 2025, section 3). Along it
 * F = sin(a) x_0 - cos(a) epsilon is minus the velocity by the angle, and a jump to a - d with one F is a turn,
 *
 *   x' = cos(d) x + sin(d) F   (their eq. 4; DDIM, Song et al. 2021),
 *
 * which keeps every size as it is, so that F of any jump can be learned without a weight.
 */
const QUARTER = Math.PI / 2;

/** What a jump of `size` quarter turns by F makes of x [n, dim], row by row into `out` (which may be x). */
export function turned<T extends Float32Array | Float64Array>(
  x: T,
  F: ArrayLike<number>,
  size: number | ArrayLike<number>,
  out: T,
): T {
  const rows = typeof size === 'number' ? 1 : size.length;
  const dim = x.length / rows;
  for (let row = 0; row < rows; row++) {
    const angle = QUARTER * (typeof size === 'number' ? size : size[row]);
    const [keep, take] = [Math.cos(angle), Math.sin(angle)];
    for (let j = row * dim; j < (row + 1) * dim; j++) out[j] = keep * x[j] + take * F[j];
  }
  return out;
}

/**
 * The F by which one jump of twice `half` from x ends where a jump of `half` by `first` and then one by `second` end,
 *
 *   F = first / 2 + second / (2 cos d) + x tan(d) / 2,   d = half.
 *
 * On straight paths it is the mean of the two, as in shortcut models (Frans et al. 2025, eq. 4), and it tends to that as d falls. `half` is at most half a quarter turn.
 */
export function twoTurns(
  x: Float32Array,
  first: Float32Array,
  second: Float32Array,
  half: ArrayLike<number>,
): Float32Array {
  const dim = x.length / half.length;
  return x.map((value, j) => {
    const d = QUARTER * half[Math.floor(j / dim)];
    return first[j] / 2 + second[j] / (2 * Math.cos(d)) + (value * Math.tan(d)) / 2;
  });
}

/** A model of jumps: F for every row of x at `angle`, for a jump down by `size`, both in quarter turns, into `out` (no alias of x). */
export type Turner = (x: Batch, angle: number, size: number, out: Batch) => void;

/** `n` equal jumps from noise x at angle 1 to data. `denoised` is where each jump's F points to, cos(a) x + sin(a) F. Throws `RangeError` unless `n` is a whole number from 1. */
export function* turnJumps({
  turner,
  n,
  x: start,
}: {
  readonly turner: Turner;
  readonly n: number;
  readonly x: Batch;
}): Generator<SamplerStep, void, void> {
  if (!(Number.isInteger(n) && n >= 1)) throw new RangeError(`${n} jumps (expected a whole number from 1)`);
  const x = copy(start);
  const [F, denoised] = [0, 1].map(() => zeros(x.data.length / x.dim, x.dim));
  yield { i: 0, t: 1, x, denoised: x, evaluations: 0 };
  for (let i = 1; i <= n; i++) {
    const angle = (n - i + 1) / n;
    turner(x, angle, 1 / n, F);
    turned(x.data, F.data, angle, denoised.data);
    turned(x.data, F.data, 1 / n, x.data);
    yield { i, t: (n - i) / n, x, denoised, evaluations: i };
  }
}
