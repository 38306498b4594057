/** Pictures as latents of the shipped diffusion model, and back: DDIM both ways, asked of the worker step by step. Standard units. */
import { digitSchedule, digitTimes } from '../../src/core/image-network/sampling';
import { stepTowardsNoise } from '../../src/core/process/inversion';
import type { DiffusionAsks } from './asks';

const schedule = digitSchedule();

export interface CodeOptions {
  /** The class of each row, -1 for none. */
  readonly labels: readonly number[];
  /** Steps, and calls of the network for each row. */
  readonly steps: number;
  readonly signal?: AbortSignal;
  /** After each step: how many, x there, and the guess of the clean picture that led there. */
  readonly onStep?: (step: number, x: Float64Array, guess: Float32Array) => void;
}

/** Times from nearly no noise to all of it, `steps` of them apart. */
export const risingTimes = (steps: number): Float64Array => digitTimes(steps + 1).slice(0, steps + 1).reverse();

/**
 * The latent from which DDIM draws `x` (Song, Meng and Ermon 2021, section 4.3), over its deviation, so that it is of the size of a
 * standard normal draw: [n, 784].
 */
export async function encodeDigits(
  x: Float32Array | Float64Array, { labels, steps, signal, onStep }: CodeOptions, asks: Pick<DiffusionAsks, 'guess'>,
): Promise<Float64Array> {
  const times = risingTimes(steps);
  const out = Float64Array.from(x);
  for (let i = 1; i < times.length; i++) {
    const guess = await asks.guess({ x: out, times: [times[i - 1]], labels, clip: false }, { ...(signal && { signal }) });
    stepTowardsNoise(out, guess, schedule, times[i - 1], times[i]);
    onStep?.(i, out, guess);
  }
  const sigma = schedule.sigma(1);
  return out.map((v) => v / sigma);
}

/** The pictures that DDIM draws from latents of the size of standard normal draws. */
export async function decodeDigits(
  latents: Float32Array | Float64Array, { labels, steps, signal, onStep }: CodeOptions, asks: Pick<DiffusionAsks, 'sample'>,
): Promise<Float32Array> {
  const sigma = schedule.sigma(1);
  const { x } = await asks.sample({
    labels, seed: 0, sampler: 'ddim', clip: false, guidance: 0, every: onStep ? 1 : 0,
    from: { x: latents.map((v) => v * sigma), t: 1 }, times: Array.from(risingTimes(steps)).reverse(),
  }, {
    ...(signal && { signal }),
    ...(onStep && { onProgress: ({ evaluations, x: now, denoised }) => onStep(evaluations, Float64Array.from(now), denoised) }),
  });
  return x;
}
