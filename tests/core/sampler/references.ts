import { batch, type Batch } from '../../../src/core/batch';
import type { Denoiser } from '../../../src/core/denoiser';
import type { SamplerStep } from '../../../src/core/sampler';
import type { Schedule } from '../../../src/core/schedule';
import { golden, goldenMixture, type GoldenMixture, type Points } from '../golden';

/** One run of a public implementation, as the files in `tests/golden` hold it. */
export interface Reference {
  readonly variant?: string;
  readonly sampler?: string;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly mixture: 'A' | 'B';
  readonly steps: number;
  readonly nfe: number;
  readonly sigmas?: readonly number[];
  readonly timesteps?: readonly number[] | string;
  readonly noise_seed?: number;
  readonly order_list?: readonly number[];
  readonly state_index: readonly number[];
  readonly x: readonly Points[];
  readonly final: Points;
}

export interface References {
  readonly parameters: { readonly mixtures: Record<'A' | 'B', GoldenMixture> };
  readonly inputs: { readonly z: Points };
  readonly outputs: readonly Reference[];
}

export const references = (name: string): References => golden<References>(name);

export const label = (r: Reference): string => {
  const config = r.config && Object.keys(r.config).length > 0 ? ` ${JSON.stringify(r.config).replace(/"/g, '')}` : '';
  return `${r.variant ?? r.sampler}, ${r.mixture}, ${r.steps} steps${r.variant ? '' : config}`;
};

/** The exact denoiser of the run's mixture. */
export function exact(file: References, r: Reference, schedule: Schedule): Denoiser {
  return goldenMixture(file.parameters.mixtures[r.mixture]).denoiser(schedule);
}

/** The recorded start, times `factor`. */
export function startOf(file: References, factor: number): Batch {
  return batch(
    file.inputs.z.flat().map((z) => z * factor),
    2,
  );
}

/** The largest difference of two states, each number relative to the larger of its expected size and 1. */
export function difference(found: ArrayLike<number>, expected: readonly number[]): number {
  if (found.length !== expected.length) throw new Error(`${found.length} numbers (expected ${expected.length})`);
  let most = 0;
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(found[i] - expected[i]) / Math.max(Math.abs(expected[i]), 1);
    if (!(error <= most)) most = error; // NaN stays
  }
  return most;
}

/** What a run came to: the largest difference over the states that the reference lists. */
export interface Comparison {
  readonly error: number;
  readonly evaluations: number;
  readonly expectedEvaluations: number;
}

/** Compares; `indexOf` translates the reference's state index to ours (undefined: a state we have not). */
export function compare(
  steps: Iterable<SamplerStep>,
  r: Reference,
  { indexOf = (k: number) => k, unused = 0, states = true } = {},
): Comparison {
  const wanted = new Map(r.state_index.map((k, at) => [indexOf(k), r.x[at].flat()]));
  let error = 0;
  let seen = 0;
  let final: Float64Array | undefined;
  let evaluations = 0;
  for (const step of steps) {
    const expected = wanted.get(step.i);
    if (states && expected) {
      error = Math.max(error, difference(step.x.data, expected));
      seen++;
    }
    final = step.x.data;
    evaluations = step.evaluations;
  }
  if (!final) throw new Error('a sampler that took no steps');
  if (states && seen === 0 && r.state_index.length > 0) throw new Error('no state was compared');
  return {
    error: Math.max(error, difference(final, r.final.flat())),
    evaluations,
    expectedEvaluations: r.nfe - unused,
  };
}
