import { checkerboard } from './checkerboard';
import { drawn, DRAWN_POINTS } from './drawn';
import { eightGaussians } from './eight-gaussians';
import { letter, letters } from './letter';
import { pinwheel } from './pinwheel';
import { rings } from './rings';
import { spiral } from './spiral';
import type { Target, TargetSpec } from './target';
import { twentyFiveGaussians } from './twenty-five-gaussians';
import { twoMoons } from './two-moons';

export type { Target, TargetSpec } from './target';
export {
  checkerboard,
  drawn,
  DRAWN_POINTS,
  eightGaussians,
  letter,
  letters,
  pinwheel,
  rings,
  spiral,
  twentyFiveGaussians,
  twoMoons,
};

/** The targets of this book, in the order menus show them. */
export const targetKinds = [
  'eight-gaussians',
  'two-moons',
  'spiral',
  'checkerboard',
  'rings',
  'pinwheel',
  'twenty-five-gaussians',
  'letter',
  'drawn',
] as const satisfies readonly TargetSpec['kind'][];

/** The target of a spec. Throws `RangeError` for a letter that is none and for an empty or one-point drawing. */
export function makeTarget(spec: TargetSpec): Target {
  switch (spec.kind) {
    case 'eight-gaussians':
      return eightGaussians();
    case 'twenty-five-gaussians':
      return twentyFiveGaussians();
    case 'two-moons':
      return twoMoons();
    case 'spiral':
      return spiral();
    case 'checkerboard':
      return checkerboard();
    case 'rings':
      return rings();
    case 'pinwheel':
      return pinwheel();
    case 'letter':
      return letter(spec.letter);
    case 'drawn':
      return drawn(spec.points);
  }
}

/**
 * Trusts nothing: a spec from a link, a file or a message. Throws an `Error` that names what was wrong and what was
 * expected, also when the target itself is impossible.
 */
export function parseTargetSpec(value: unknown): TargetSpec {
  if (typeof value !== 'object' || value === null) {
    throw new TypeError(`target is ${value === null ? 'null' : typeof value} (expected an object with a kind)`);
  }
  const given = value as Readonly<Record<string, unknown>>;
  const kind = targetKinds.find((known) => known === given.kind);
  switch (kind) {
    case undefined: {
      const found = String(JSON.stringify(given.kind)).slice(0, 40);
      throw new RangeError(`unknown target: ${found} (expected ${targetKinds.join(', ')})`);
    }
    case 'letter': {
      if (typeof given.letter !== 'string') {
        throw new TypeError(`letter is ${typeof given.letter} (expected one of A to Z or 0 to 9)`);
      }
      const spec = { kind, letter: given.letter.toUpperCase() } as const;
      makeTarget(spec);
      return spec;
    }
    case 'drawn': {
      const points: unknown = given.points;
      if (!Array.isArray(points)) throw new TypeError('drawing has no points (expected a list of x, y pairs)');
      if (points.length > 2 * DRAWN_POINTS.max) {
        throw new RangeError(`drawing of ${points.length / 2} points (expected at most ${DRAWN_POINTS.max})`);
      }
      const wrong: unknown = points.find((x) => typeof x !== 'number');
      if (wrong !== undefined) {
        throw new TypeError(`drawing has a coordinate of type ${typeof wrong} (expected numbers)`);
      }
      const spec = { kind, points: points as readonly number[] } as const;
      makeTarget(spec);
      return spec;
    }
    default:
      return { kind };
  }
}

/** What a menu or a caption calls it: `eight Gaussians`, `the letter R`. */
export function targetLabel(spec: TargetSpec): string {
  switch (spec.kind) {
    case 'eight-gaussians':
      return 'eight Gaussians';
    case 'twenty-five-gaussians':
      return 'twenty-five Gaussians';
    case 'letter':
      return `the ${/\d/.test(spec.letter) ? 'digit' : 'letter'} ${spec.letter}`;
    case 'drawn':
      return `a drawing of ${spec.points.length / 2} points`;
    default:
      return spec.kind.replace('-', ' ');
  }
}
