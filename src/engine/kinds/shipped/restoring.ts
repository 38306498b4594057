/** What may be asked of the shipped diffusion network about a damaged picture, as plain data with its checks. */
import { methodNames, methods, type MethodName } from '../../../core/inverse/registry';
import { pictureOperator, type PictureLinear, type PictureSpec } from '../../../core/inverse/spec';
import type { Backend } from '../../backends';
import { checkNumbers, whole, within } from './checks';
import type { DigitJudgement } from './judgement';
import { pictureSize } from './pixels';

/** A measurement that a method can answer: a quantised picture as `block-cosines`. */
export type Answerable = PictureLinear | Extract<PictureSpec, { readonly kind: 'fourier-magnitude' }>;

/** Pictures as ink: 0 is paper, 1 is ink. */
export interface DigitRestoreSpec {
  readonly measured: Answerable;
  /** What was measured: H(x_0) + noise N(0, I), in ink. */
  readonly y: Float32Array | Float64Array;
  /** Its standard deviation, in the units of y. */
  readonly noise: number;
  readonly method: MethodName;
  /** Between two noise levels each. */
  readonly steps: number;
  /** The method's free number (`methods` in the registry) in standard units, whose data have deviation 1; its usual one by default. */
  readonly free?: number;
  /** For a method that has particles: so many for each answer. Default 8. */
  readonly particles?: number;
  /** Answers that are wanted. */
  readonly count: number;
  /** Answer k of a seed is the same however many are asked for, on one backend. */
  readonly seed: number;
  /** The class that the network is told, -1 (default) for none. */
  readonly label?: number;
  /** Whether the shipped classifier reads the answers. */
  readonly judge?: boolean;
}

export interface DigitRestoreProgress {
  /** Guesses of x_0 so far, [count, 784] in ink. */
  readonly x: Float32Array;
  /** Share of all work that is done, 0 to 1. */
  readonly done: number;
}

export interface DigitsRestored {
  /** [count, 784] in ink. What a method gives may lie beyond paper and ink. */
  readonly x: Float32Array;
  readonly judgement: DigitJudgement | null;
  /** Calls of the network for each answer, and those of them that were followed back. */
  readonly evaluations: number;
  readonly pulls: number;
  readonly backend: Backend;
  /** How long it took, the loading of the network left out. */
  readonly milliseconds: number;
}

/** Limits of a request. */
export const mostAnswers = 32;
export const mostSteps = 250;
export const mostParticles = 64;
const mostFree = 50;

/** Whether a method answers a measurement of this kind and noise: null, or a sentence that says why not. */
export function whyNot(method: MethodName, kind: PictureSpec['kind'], noise: number): string | null {
  const { label, of } = methods[method];
  if (of === 'linear' && kind === 'fourier-magnitude')
    return `${label} needs a linear measurement, and the sizes of a transform are none (expected DPS or twisted SMC).`;
  if (method === 'twisted' && !(noise > 0))
    return 'Twisted SMC weighs its particles by how likely the measurement is, which needs some noise in it (expected a noise above 0).';
  return null;
}

/** Trusts nothing of what decides how long a request takes. Throws a `RangeError` that names what was expected. */
export function checkDigitRestoreSpec(spec: DigitRestoreSpec): void {
  const { y, noise, method, steps, free, particles = 1, count, seed, label = -1 } = spec;
  const measured: unknown = spec.measured;
  if (!methodNames.includes(method))
    throw new RangeError(`unknown method: ${String(method)} (expected ${methodNames.join(', ')})`);
  if (typeof measured !== 'object' || measured === null)
    throw new RangeError('a picture that nothing was measured of (expected a measurement)');
  if (!answerable.includes(spec.measured.kind))
    throw new RangeError(`unknown measurement: ${String(spec.measured.kind)} (expected ${answerable.join(', ')})`);
  within('noise of the measurement', noise, 0, 100);
  const why = whyNot(method, spec.measured.kind, noise);
  if (why !== null) throw new RangeError(why);
  whole('steps', steps, 1, mostSteps);
  if (free !== undefined) within(`${methods[method].label} with`, free, 0, mostFree);
  whole('particles', particles, 1, mostParticles);
  whole('answers', count, 1, mostAnswers);
  whole('seed', seed, 0, 4_294_967_295);
  whole('class', label, -1, 9);
  if (spec.measured.kind === 'mask') checkNumbers('a mask', spec.measured.keep, pictureSize);
  else if (spec.measured.side !== 28)
    throw new RangeError(`a picture of ${String(spec.measured.side)} pixels a side (expected 28)`);
  // It throws where it cannot be.
  const { rows } = pictureOperator(spec.measured);
  checkNumbers('a measurement', y, rows);
}

export const answerable: readonly PictureSpec['kind'][] = [
  'mask',
  'whole',
  'box-down',
  'bicubic-down',
  'gaussian-blur',
  'block-cosines',
  'projections',
  'fourier-magnitude',
];
