/** What is seen of unCLIP at a step: first the prior's steps, where it runs, then the decoder's. No DOM here. */
import type { Unclipped } from '../../../src/engine/kinds/shipped/unclip';

export interface UnclipStep {
  readonly part: 'prior' | 'decoder';
  readonly of: number;
  readonly steps: number;
  /** The state before the step and the guess that it goes towards: an embedding's 32 numbers, or a code's. */
  readonly state: Float32Array;
  readonly guess: Float32Array;
  /** The decoder's guess as a picture; null in the prior. */
  readonly picture: Float32Array | null;
}

export function unclipStep({ prior, decoder }: Unclipped, i: number): UnclipStep {
  if (!decoder) throw new RangeError('an answer without steps (expected the decoder’s)');
  const first = prior ? prior.times.length - 1 : 0;
  if (prior && i < first)
    return { part: 'prior', of: i, steps: first, state: prior.states[i], guess: prior.guesses[i + 1], picture: null };
  const steps = decoder.times.length - 1;
  const of = Math.min(i - first, steps - 1);
  return {
    part: 'decoder',
    of,
    steps,
    state: decoder.states[of],
    guess: decoder.guesses[of + 1],
    picture: decoder.pictures[of + 1],
  };
}

/** Cosine of the angle between two rows. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [dot, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    dot += a[i] * b[i];
    aa += a[i] ** 2;
    bb += b[i] ** 2;
  }
  return dot / Math.sqrt(aa * bb);
}
