/** The two distributions that are composed, and what "everything" is for a conjunction. */
import { batch } from '../../../src/core/batch';
import { ofClasses } from '../../../src/core/data/conditional';
import { mixture, type Mixture } from '../../../src/core/data/mixture';
import type { ComposeSettings } from './state';

export interface Pair {
  readonly a: Mixture;
  readonly b: Mixture;
}

/** One Gaussian: x, y, scale and weight. */
type Part = readonly [x: number, y: number, scale: number, weight: number];

const of = (parts: readonly Part[]): Mixture =>
  mixture({
    means: batch(
      parts.flatMap(([x, y]) => [x, y]),
      2,
    ),
    scales: parts.map((p) => p[2]),
    weights: parts.map((p) => p[3]),
  });

/** A bar of Gaussians along one axis, at `across` on the other. */
const bar = (across: number, weight: number, upright: boolean): readonly Part[] =>
  Array.from({ length: 13 }, (_, i): Part => {
    const along = -1.5 + 0.25 * i;
    return upright ? [across, along, 0.2, weight] : [along, across, 0.2, weight];
  });

const ring = (x: number): readonly Part[] =>
  Array.from({ length: 30 }, (_, i): Part => {
    const angle = (2 * Math.PI * i) / 30;
    return [x + 1.15 * Math.cos(angle), 1.15 * Math.sin(angle), 0.17, 1];
  });

export const pairs: Readonly<Record<ComposeSettings['shapes'], Pair>> = {
  bars: {
    a: of([...bar(0.8, 0.65, false), ...bar(-0.8, 0.35, false)]),
    b: of([...bar(-0.8, 0.65, true), ...bar(0.8, 0.35, true)]),
  },
  rings: { a: of(ring(-0.55)), b: of(ring(0.55)) },
  blobs: {
    a: of([
      [-1.2, 0.7, 0.45, 0.5],
      [0.2, -0.2, 0.35, 0.2],
      [1.2, 0.9, 0.3, 0.3],
    ]),
    b: of([
      [-0.5, 1.3, 0.3, 0.3],
      [0.7, -0.5, 0.45, 0.4],
      [1.0, 1.3, 0.35, 0.1],
      [-1.2, -0.9, 0.3, 0.2],
    ]),
  },
};

/** A wide Gaussian over everything: what has neither property, and the floor under what is negated. */
const wide = of([[0, 0, 1.5, 1]]);
export const shares = { a: 0.4, b: 0.4, rest: 0.2, floor: 0.1 } as const;

/** p(x) in which a and b are two of the things that can be said of x. */
export function everything({ a, b }: Pair): Mixture {
  return ofClasses([a, b, wide], [shares.a, shares.b, shares.rest]).whole;
}

/** B with a floor under it. Without one, p_A / p_B rewards any distance from B without limit. */
export function floored({ b }: Pair): Mixture {
  return ofClasses([b, wide], [1 - shares.floor, shares.floor]).whole;
}
