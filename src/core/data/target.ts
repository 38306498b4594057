import type { Batch } from '../batch';
import type { Random } from '../random';

/** A distribution in the plane to learn: about zero mean and a standard deviation near 1 to 1.5 per axis. */
export interface Target {
  /** Name in the registry, as in links: `two-moons`. */
  readonly name: string;
  /** `n` independent points. */
  sample(n: number, random: Random): Batch;
  /**
   * `n` points with every component's share exact to one point, in order: a quieter yardstick than `sample` to
   * measure samples against, where the target has components.
   */
  stratified?(n: number, random: Random): Batch;
  /** Centres of its modes, where it has countable ones (mode coverage). */
  readonly modes?: Batch;
}

/** A target as plain data: what a link, a control and a message to the worker carry. */
export type TargetSpec =
  | {
      readonly kind:
        'eight-gaussians' | 'two-moons' | 'spiral' | 'checkerboard' | 'rings' | 'pinwheel' | 'twenty-five-gaussians';
    }
  | { readonly kind: 'letter'; readonly letter: string }
  /** Flat x, y pairs in data units, at least two points. */
  | { readonly kind: 'drawn'; readonly points: readonly number[] };
