import type { Activation } from '../../core/image-network/description';
import type { Parameter } from '../../core/image-network/parameters';
import type { LossTerm, PenaltyKind } from '../../core/gan/loss';
import type { ImageDevice } from '../image/ops';

/** The pieces that a game of two networks takes besides those of one network (`../image/ops.ts`). */
export interface GanDevice<T> extends ImageDevice<T> {
  /** Whether reading a number waits for a device: then it is put off to the end of a slice. */
  readonly lazy: boolean;

  /** Rows of a, then those of b. */
  stack(a: T, b: T): T;
  /** a + t (b - a), elementwise. */
  mix(a: T, b: T, t: T): T;
  /** a b, elementwise. */
  multiply(a: T, b: T): T;
  /** phi(z) and phi'(z). */
  activate(z: T, kind: Activation): { readonly y: T; readonly slope: T };
  /** dy W^T times `slope`, elementwise. */
  linearInputTimes(dy: T, weights: Parameter, slope: T): T;
  /** x W, without a bias. */
  linearTangent(x: T, weights: Parameter): T;
  /** Adds x^T dy to the gradient of W alone. */
  productWeights(x: T, dy: T, weights: Parameter): void;
  /** a phi''(z) b, elementwise; nothing where the second derivative vanishes (almost) everywhere. */
  bend(z: T, a: T, b: T, kind: Activation): T | undefined;
  /**
   * Of outputs [n, 1], the rows in as many equal parts as there are terms: each part's term, summed over its rows and times `scale`, as a
   * sum [1, terms]; and the gradient of all, [n, 1].
   */
  judge(outputs: T, terms: readonly LossTerm[], scale: number): { readonly gradient: T; readonly losses: T };
  /** Of outputs [2 n, 1]: the first half less the second, [n, 1]. */
  gap(outputs: T): T;
  /** The gradient at outputs [2 n, 1] of what has the gradient g [n, 1] at their gap: g, then -g. */
  gapBack(g: T): T;
  /** Means of `parts` equal parts of the rows of x [n, 1]: [1, parts]. */
  means(x: T, parts: number): T;
  /** Of gradients g [n, 2]: `scale` dP / dg, and the sum of the penalties times `scale`, [1, 1]. */
  penalty(g: T, kind: PenaltyKind, weight: number, scale: number): { readonly pull: T; readonly loss: T };

  /**
   * From here to the next `use`, weight matrices are divided by their spectral norms: one round of power iteration from the vectors kept
   * (Miyato et al. 2018, algorithm 1), which are replaced where `keep` is set.
   */
  normalise(keep: boolean): void;
  /** Turns the gradients gathered at normalised weights into those at the weights themselves, u and v held fixed (their equation 12). */
  throughNorm(): void;
  /** The vectors kept, one after the other, as long as each matrix has columns. */
  saveVectors(): Float32Array;
  loadVectors(vectors: Float32Array): void;

  /** Keeps numbers beyond `within`; `told` reads all that were kept, in order, and forgets them. */
  tell(x: T): void;
  told(): readonly Float32Array[];
}

/** Both players on one device. */
export interface GanDevices<T> {
  readonly generator: GanDevice<T>;
  readonly discriminator: GanDevice<T>;
  memory(): { readonly tensors: number; readonly bytes: number };
  dispose(): void;
}
