/** The chance that walkers are given: where they start, and their Wiener path. It knows nothing of lambda or of steps. */
import { random } from '../../../src/core/random';
import { fineSteps } from './course';

export interface Noise {
  readonly count: number;
  readonly dim: 1 | 2;
  readonly seed: number;
  /** A standard normal for every coordinate of every walker. */
  readonly start: Float64Array;
  /** As many for every fine step, one step after the other. */
  readonly kicks: Float32Array;
}

/** Walkers made between two breaths. */
const chunk = 50;

/** Each walker has a stream of its own: the first of a crowd are the same in a crowd of any size. */
export function* makeNoise(seed: number, dim: 1 | 2, count: number): Generator<void, Noise, void> {
  const row = count * dim;
  const start = new Float64Array(row);
  const kicks = new Float32Array(row * fineSteps);
  for (let walker = 0; walker < count; walker++) {
    if (walker > 0 && walker % chunk === 0) yield;
    const r = walkerRandom(seed, walker);
    const first = walker * dim;
    for (let d = 0; d < dim; d++) start[first + d] = r.normal();
    for (let step = 0; step < fineSteps; step++) {
      for (let d = 0; d < dim; d++) kicks[step * row + first + d] = r.normal();
    }
  }
  return { count, dim, seed, start, kicks };
}

export function walkerRandom(seed: number, walker: number) {
  return random(seed).split(`walker ${walker}`);
}

/**
 * The standard normals of one step of a course, from those of the fine steps it is made of, into `out`:
 * sum_j sqrt(dt_j) z_j / sqrt(sum_j dt_j), so that every course follows the same Wiener path.
 */
export function gather(
  noise: Noise,
  fine: Float64Array,
  from: number,
  stride: number,
  out: Float64Array,
): Float64Array {
  const row = out.length;
  const whole = Math.abs(fine[from + stride] - fine[from]);
  out.fill(0);
  for (let j = from; j < from + stride; j++) {
    const weight = Math.sqrt(Math.abs(fine[j + 1] - fine[j]) / whole);
    const base = j * row;
    for (let i = 0; i < row; i++) out[i] += weight * noise.kicks[base + i];
  }
  return out;
}
