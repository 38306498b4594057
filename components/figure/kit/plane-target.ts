/** A target in the plane as a figure's settings name it: one of the book's, a letter, or the reader's drawing. No DOM here. */
import { batch, type Batch } from '../../../src/core/batch';
import { drawn, DRAWN_POINTS, letters, makeTarget, type targetKinds } from '../../../src/core/data/index';
import type { TargetSpec } from '../../../src/core/data/target';
import { random } from '../../../src/core/random';
import { inText } from './in-text';

/** Half the side of the panels, in data units. */
export const extent = 3.2;
/** Points of the target that are drawn. */
export const shownPoints = 500;

export type TargetName = (typeof targetKinds)[number];

export const targetLabels: Readonly<Record<TargetName, string>> = {
  'eight-gaussians': 'Eight Gaussians',
  'two-moons': 'Two moons',
  spiral: 'Spiral',
  checkerboard: 'Checkerboard',
  rings: 'Rings',
  pinwheel: 'Pinwheel',
  'twenty-five-gaussians': 'Twenty-five Gaussians',
  letter: 'A letter',
  drawn: 'Draw your own',
};

/** As in the middle of a sentence. */
export function targetInText(target: TargetName): string {
  return target === 'drawn' ? 'your drawing' : inText(targetLabels[target]);
}

/** Which shape is to be learned: the same in every figure that learns one. */
export interface PlaneTarget {
  readonly target: TargetName;
  readonly letter: string;
  /** The reader's own shape: x, y pairs in panel units. */
  readonly points: readonly number[];
}

/**
 * The target to learn, with a sentence where it is not what was asked for. A drawing that is still too small leaves the
 * network with `last`, what it learns now.
 */
export function targetOf(
  s: PlaneTarget,
  last: TargetSpec = { kind: 'eight-gaussians' },
): { readonly spec: TargetSpec; readonly wanting: string | null } {
  if (s.target === 'letter') {
    const letter = s.letter.toUpperCase();
    return letters.includes(letter)
      ? { spec: { kind: 'letter', letter }, wanting: null }
      : {
          spec: { kind: 'letter', letter: 'D' },
          wanting: `"${s.letter}" is not a letter this book can draw (expected A to Z or 0 to 9); D is used.`,
        };
  }
  if (s.target === 'drawn') {
    const spec: TargetSpec = { kind: 'drawn', points: s.points };
    try {
      drawn(s.points);
      return { spec, wanting: null };
    } catch {
      const have = s.points.length / 2;
      const what =
        have === 0
          ? 'Nothing is drawn yet'
          : have < DRAWN_POINTS.min
            ? 'One point is drawn'
            : 'All points are in one place';
      return {
        spec: last,
        wanting: `${what}: draw at least two points apart. Until then the network stays with what it has.`,
      };
    }
  }
  return { spec: { kind: s.target }, wanting: null };
}

/** Points of the target as drawn in its panel: a drawing as the reader made it, anything else in data units. */
export function targetPoints(s: PlaneTarget & { readonly seed: number }): Batch {
  if (s.target === 'drawn') return batch(Float64Array.from(s.points), 2);
  return makeTarget(targetOf(s).spec).sample(shownPoints, random(s.seed).split('shown'));
}

/** The network learns a drawing centred and scaled: this puts its samples back over the reader's drawing. */
export function toPanel(spec: TargetSpec, points: Float64Array): Batch {
  if (spec.kind !== 'drawn') return batch(points, 2);
  const { x, y, scale } = drawn(spec.points).frame;
  const data = points.map((value, i) => value / scale + (i % 2 === 0 ? x : y));
  return batch(data, 2);
}
