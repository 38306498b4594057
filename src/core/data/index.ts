import { checkerboard } from './checkerboard';
import { drawn, DRAWN_POINTS } from './drawn';
import { eightGaussians } from './eight-gaussians';
import { letter, letters } from './letter';
import { pinwheel } from './pinwheel';
import { rings } from './rings';
import { type Field, type Fields, list, refined, required, union, wrong } from '../schema';
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

const letterField: Field<string> = {
  initial: letters[0],
  read: (value, name) =>
    letters.find((letter) => typeof value === 'string' && letter === value.toUpperCase()) ??
    wrong(name, value, 'one of A to Z or 0 to 9'),
};

/** What each kind of target says of itself. */
export const targetFields = {
  'eight-gaussians': {},
  'two-moons': {},
  spiral: {},
  checkerboard: {},
  rings: {},
  pinwheel: {},
  'twenty-five-gaussians': {},
  letter: { letter: required(letterField) },
  drawn: { points: required(list([], { longest: 2 * DRAWN_POINTS.max })) },
} satisfies Record<TargetSpec['kind'], Fields>;

/** A target from outside: impossible ones are refused too. */
export const targetField: Field<TargetSpec> = refined(union(targetFields, { kind: 'eight-gaussians' }), (spec) => {
  makeTarget(spec);
  return spec;
});

/** Trusts nothing: a spec from a link, a file or a message. Throws a `RangeError` that names what was wrong and what was expected. */
export function parseTargetSpec(value: unknown): TargetSpec {
  return targetField.read(value, 'target');
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
