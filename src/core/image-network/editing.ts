/** Where an edit of a digit begins, and how many steps it takes: SDEdit (Meng et al. 2022) over the digits' own times. */
import { editTimes, type StrengthRule } from '../inverse/sdedit';
import { checkChoice, checkRange } from '../sampler/options';
import { karrasTimes } from '../sampler/times';
import { DIGIT_SIGMA_MAX, DIGIT_SIGMA_MIN, digitSchedule, digitTimes } from './sampling';

/**
 * How a strength s is read. `time`: as a place on the scale of the times, as the paper has it, whatever the number of steps; as many of n steps follow as n s
 * makes, rounded up. `kept` and `left`: as a part of the n steps, as the libraries have it.
 */
export const editRules = ['time', 'kept', 'left'] as const satisfies readonly ('time' | StrengthRule)[];
export type EditRule = (typeof editRules)[number];

const rho = 5;

/** Noise sigma / alpha at strength s above 0: sigma^(1/5) rises evenly from 0.03 to 30, as it does over the steps of `digitTimes`. No noise at 0. */
export function strengthNoise(strength: number): number {
  checkRange('an edit with strength', strength, { least: 0, most: 1 });
  if (strength === 0) return 0;
  const [least, most] = [DIGIT_SIGMA_MIN, DIGIT_SIGMA_MAX].map((sigma) => sigma ** (1 / rho));
  return (least + strength * (most - least)) ** rho;
}

/** Steps that are taken of n. A product that is whole but for its rounding is whole. */
export const strengthSteps = (n: number, strength: number): number => Math.ceil(n * strength - 1e-9);

/**
 * The times of an edit: the picture is noised to the first, the last is 0. One time only where nothing is done. At strength 1 all rules give `digitTimes`. Throws
 * `RangeError` where a number is out of range.
 */
export function digitEditTimes(n: number, strength: number, rule: EditRule = 'time'): Float64Array {
  checkRange('an edit with steps', n, { least: 1, whole: true });
  checkChoice('an edit with rule', rule, editRules);
  if (rule !== 'time') return editTimes(digitTimes(n), strength, rule);
  const noise = strengthNoise(strength);
  if (noise === 0) return Float64Array.of(0);
  if (strength === 1) return digitTimes(n);
  const from = noise / DIGIT_SIGMA_MAX;
  const taken = strengthSteps(n, strength);
  if (taken === 1) return Float64Array.of(from, 0);
  return karrasTimes(digitSchedule(), taken, { rho, from, to: DIGIT_SIGMA_MIN / DIGIT_SIGMA_MAX });
}
