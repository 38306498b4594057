import { type Field, wrong } from './field';

export interface NumberOptions {
  /** Least and greatest; without them any finite number. */
  readonly min?: number;
  readonly max?: number;
  readonly integer?: boolean;
  /** It must be a multiple of this. */
  readonly multiple?: number;
}

/** A number in [min, max]. */
export function number(initial: number, options: NumberOptions): Field<number> {
  const good = numberTest(options);
  const { integer = false, multiple } = options;
  const range = rangeOf(options);
  const expected =
    range === ''
      ? `a ${integer ? 'whole' : 'finite'} number`
      : `${integer ? 'a whole number from ' : ''}${range}${multiple === undefined ? '' : `, a multiple of ${multiple}`}`;
  return {
    initial,
    read: (value, name) => (good(value) ? value + 0 : wrong(name, value, expected)),
  };
}

/** A seed: a whole number from 0 to 2^31 - 1. */
export function seed(initial: number): Field<number> {
  return number(initial, { min: 0, max: 2_147_483_647, integer: true });
}

export function numberTest({ min = -Infinity, max = Infinity, integer = false, multiple = 0 }: NumberOptions) {
  return (value: unknown): value is number =>
    typeof value === 'number' &&
    Number.isFinite(value) &&
    value >= min &&
    value <= max &&
    (!integer || Number.isInteger(value)) &&
    (multiple === 0 || value % multiple === 0);
}

/** `0 to 1`, `at least 0`, `at most 1`, or nothing. */
export function rangeOf({ min, max }: NumberOptions): string {
  if (min === undefined) return max === undefined ? '' : `at most ${max}`;
  return max === undefined ? `at least ${min}` : `${min} to ${max}`;
}
