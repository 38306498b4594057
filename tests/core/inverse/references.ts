import { batch, type Batch } from '../../../src/core/batch';
import {
  dense,
  mask,
  mixtureWithBack,
  type DenoiserWithBack,
  type InverseStep,
  type LinearOperator,
} from '../../../src/core/inverse';
import type { Random } from '../../../src/core/random';
import { fromBetas } from '../../../src/core/schedule/discrete';
import { linearBetas } from '../../../src/core/schedule/tables';
import { golden, goldenMixture, lcg, type GoldenMixture, type Points } from '../golden';

/** A file of reference runs of public code on exact mixtures. */
export interface InverseReferences<Outputs> {
  readonly parameters: { readonly mixtures: Record<'A' | 'B', GoldenMixture> };
  readonly inputs: { readonly z: Points; readonly x: Points };
  readonly outputs: Outputs;
}

export const references = <O>(name: string): InverseReferences<O> => golden(`inverse/${name}`);

/** The chain of all reference runs: 1,000 betas from 1e-4 to 0.02. */
export const linear1000 = fromBetas(linearBetas(1000));

/** Timesteps of the public code to times of the book; -1 is clean data. */
export const timesOf = (timesteps: readonly number[]): Float64Array =>
  Float64Array.from(timesteps, (i) => (Math.max(i, -1) + 1) / 1000);

export function exactOf(file: InverseReferences<unknown>, name: 'A' | 'B'): DenoiserWithBack {
  return mixtureWithBack(goldenMixture(file.parameters.mixtures[name]), linear1000);
}

/** The operator of a run; a row with one number is a mask, as in the public code. */
export function operatorOf(h: Points): LinearOperator {
  const zeros = h.length === 1 && h[0].filter((value) => value === 0).length === 1;
  return zeros ? mask(h[0]) : dense('H', Float64Array.from(h.flat()), h.length, h[0].length);
}

export const rowOf = (y: readonly number[]): Batch => batch([...y], y.length);

export const flat = (points: Points): readonly number[] => points.flat();

/** Copies of all states, in order. */
export function states(steps: Iterable<InverseStep>): Float64Array[] {
  const out: Float64Array[] = [];
  for (const { x } of steps) out.push(x.data.slice());
  return out;
}

/** The reference stream with its first `skip` normals gone. */
export function stream(seed: number, skip = 0): Random {
  const random = lcg(seed);
  for (let i = 0; i < skip; i++) random.normal();
  return random;
}

/** Relative to the larger of the expected size and 1. */
export const tolerance = 1e-9;

/** What all runs say of themselves. */
export interface Run {
  readonly mixture: 'A' | 'B';
  readonly y: readonly number[];
  readonly noise_seed: number;
}
