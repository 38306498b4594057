/** Four digits: what a first frame shows of a number, and no more than that travels in a page. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
