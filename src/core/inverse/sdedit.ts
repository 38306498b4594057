import { checkChoice, checkRange } from '../sampler/options';

/**
 * How a strength that makes no whole number of steps is read: `kept` keeps the whole steps of n times the strength (Stable Diffusion, SDXL), `left`
 * leaves out the whole steps of n less that (Stable Diffusion 3, Flux), one step more.
 */
export type StrengthRule = 'kept' | 'left';

/**
 * SDEdit (Meng et al. 2022): the step at which a picture is noised and handed to the sampler, of n steps, for a strength from 0 (n: nothing is done) to 1 (0: all
 * steps). As the public pipelines reckon it, in doubles: 0.29 of 100 steps is a little less than 29.
 */
export function startIndex(n: number, strength: number, rule: StrengthRule = 'kept'): number {
  checkRange('sdedit with steps', n, { least: 1, whole: true });
  checkRange('sdedit with strength', strength, { least: 0, most: 1 });
  checkChoice('sdedit with rule', rule, ['kept', 'left']);
  return rule === 'kept' ? n - Math.min(Math.trunc(n * strength), n) : Math.trunc(Math.max(n - n * strength, 0));
}

/** The times that are left at this strength: the picture is noised to the first of them. One time only where there is nothing to do. */
export function editTimes(times: Float64Array, strength: number, rule?: StrengthRule): Float64Array {
  return times.subarray(startIndex(times.length - 1, strength, rule));
}
