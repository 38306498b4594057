/** Deviations of the data beyond which a number is no sample of it: the data of this book end near three. */
export const REACH = 10;

/** The greatest size among the numbers of a result; Infinity where one is not finite. */
export function farthest(x: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < x.length; i++) {
    const size = Math.abs(x[i]);
    if (!(size <= most)) most = size < Infinity ? size : Infinity;
  }
  return most;
}

/**
 * Whether a run has left the data: a method that amplifies its own error, as explicit ones do over a step that is long for the
 * schedule, ends in numbers of any size. `x` in units of the data's deviation.
 */
export function hasStrayed(x: ArrayLike<number>): boolean {
  return farthest(x) > REACH;
}
