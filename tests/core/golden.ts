import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { batch, type Batch } from '../../src/core/batch';
import { mixture, type Mixture } from '../../src/core/data/mixture';
import type { Random } from '../../src/core/random';

/** A file of reference numbers, produced by public libraries: see its `source`, `parameters` and `conventions`. */
export function golden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../golden/${name}.json`, import.meta.url), 'utf8')) as T;
}

export type Points = readonly (readonly number[])[];

export interface GoldenMixture {
  readonly w: readonly number[];
  readonly mu: Points;
  readonly s: readonly number[];
}

export function rows(points: Points): Batch {
  return batch(points.flat(), points[0].length);
}

export function goldenMixture({ w, mu, s }: GoldenMixture): Mixture {
  return mixture({ weights: w, means: rows(mu), scales: s });
}

/** `Random.normals` of a stream that has only `normal`: one by one. */
export function oneByOne(out: Float64Array, normal: () => number): Float64Array {
  for (let i = 0; i < out.length; i++) out[i] = normal();
  return out;
}

/** The reference runs' own stream: a linear congruential generator through Box and Muller, cosine first. */
export function lcg(seed: number): Random {
  const state = Uint32Array.of(seed, 0, 0, 0);
  let spare: number | undefined;
  const bits = () => (state[0] = (Math.imul(state[0], 1664525) + 1013904223) >>> 0);
  const uniform = () => (bits() + 0.5) / 2 ** 32;
  const normal = (): number => {
    if (spare !== undefined) {
      const z = spare;
      spare = undefined;
      return z;
    }
    const radius = Math.sqrt(-2 * Math.log(uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  const refuse = (): never => {
    throw new Error('the reference stream draws normals only');
  };
  return {
    state,
    bits,
    uniform,
    normal,
    normals: (out) => oneByOne(out, normal),
    integer: refuse,
    split: refuse,
  };
}

/** Every pair within `tolerance` of each other, relative to the larger of the expected size and `floor`. */
export function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number, floor = 1): void {
  expect(found.length).toBe(expected.length);
  let wrong: string | undefined;
  for (let i = 0; i < expected.length && wrong === undefined; i++) {
    const error = Math.abs(found[i] - expected[i]) / Math.max(Math.abs(expected[i]), floor);
    if (error <= tolerance) continue;
    wrong = `at ${i}: ${found[i]} (expected ${expected[i]} to ${tolerance}, off by ${error.toExponential(2)})`;
  }
  expect(wrong).toBeUndefined();
}
