/** What samples of both models are measured against: real digits, described in the judge's 64 features. */
import type { Batch } from '../../../src/core/batch';
import { frechetToRooted, meanPairwiseDistance, sampleMoments, type Rooted } from '../../../src/core/metric/index';
import { toBytes, toText } from '../bytes';

/** Samples in numbers. */
export interface Measures {
  /** Samples that were measured. */
  readonly n: number;
  /** Share that the judge takes for the class asked for. */
  readonly agreement: number;
  /** Squared Fréchet distance to all training digits. Few samples make it large: it is to be read beside that of as many real digits. */
  readonly frechet: number;
  /** Mean distance between two samples of a class over that of real digits, averaged over classes. */
  readonly diversity: number;
}

export interface Reference {
  /** The training digits. */
  readonly training: Rooted;
  /** Mean distance between two real digits of each class. */
  readonly distances: readonly number[];
  /** Real held-out digits in the place of samples, the same at every number of samples that is shown. */
  readonly real: readonly Measures[];
}

/** @param labels the class asked for, of each row */
export function measured(
  features: Batch,
  classes: ArrayLike<number>,
  labels: readonly number[],
  { training, distances }: Omit<Reference, 'real'>,
): Measures {
  const n = labels.length;
  const of = (c: number): Batch => ({
    data: Float64Array.from(
      labels.flatMap((label, i) =>
        label === c ? Array.from(features.data.subarray(i * features.dim, (i + 1) * features.dim)) : [],
      ),
    ),
    dim: features.dim,
  });
  const asked = [...new Set(labels)].filter((c) => labels.indexOf(c) !== labels.lastIndexOf(c));
  return {
    n,
    agreement: labels.filter((label, i) => label === classes[i]).length / n,
    frechet: frechetToRooted(training, sampleMoments(features)),
    diversity: asked.reduce((sum, c) => sum + meanPairwiseDistance(of(c)) / distances[c], 0) / asked.length,
  };
}

/** What travels in the page: the numbers of the training digits' moments as 32-bit floats in base64. */
export interface PackedReference {
  readonly mean: string;
  /** The root's lower half, row by row. */
  readonly root: string;
  readonly distances: readonly number[];
  readonly real: readonly Measures[];
}

export function packReference({ training: { mean, root }, distances, real }: Reference): PackedReference {
  const dim = mean.length;
  return { mean: packed(mean), root: packed(root.filter((_, k) => k % dim <= Math.floor(k / dim))), distances, real };
}

export function unpackReference({ mean, root, distances, real }: PackedReference): Reference {
  const center = unpacked(mean),
    half = unpacked(root),
    dim = center.length;
  const whole = Float64Array.from({ length: dim * dim }, (_, k) => {
    const [i, j] = [Math.floor(k / dim), k % dim];
    const [low, high] = [Math.min(i, j), Math.max(i, j)];
    return half[(high * (high + 1)) / 2 + low];
  });
  return { training: { mean: center, root: whole }, distances, real };
}

const packed = (values: ArrayLike<number>): string => toText(new Uint8Array(Float32Array.from(values).buffer));
const unpacked = (text: string): Float64Array => Float64Array.from(new Float32Array(toBytes(text).buffer));
