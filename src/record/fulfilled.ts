import { fields, number } from './shape';

/** Shares of pictures that are what a sentence asked: classes by the judge, attributes by the instruments, each of those that asked for one. */
export const fulfilled = fields({
  digit: number,
  thickness: number,
  slant: number,
  width: number,
  /** Class and all attributes that were asked. */
  all: number,
});
