/** Where a number may lie: from `least` or above `above`, to `most` or below `below`. Without an upper end: any finite one. */
export interface Range {
  readonly least?: number;
  readonly above?: number;
  readonly most?: number;
  readonly below?: number;
  readonly whole?: boolean;
}

/** Throws a `RangeError` unless a sampler's option lies in the range; NaN never does. `what` reads `ddim with eta`. */
export function checkRange(what: string, value: number, { least, above, most, below, whole }: Range): void {
  const high = most === undefined ? value < (below ?? Infinity) : value <= most;
  const low = above === undefined ? value >= (least ?? -Infinity) : value > above;
  if (low && high && !(whole && !Number.isInteger(value))) return;
  const ends = [
    whole && 'a whole number',
    above !== undefined && `above ${above}`,
    least !== undefined && `at least ${least}`,
    most !== undefined && most < Infinity && `at most ${most}`,
    below !== undefined && `below ${below}`,
  ];
  throw new RangeError(`${what} = ${value} (expected ${ends.filter(Boolean).join(', ') || 'a finite number'})`);
}

/** Throws a `RangeError` unless a sampler's option is one of a few. `what` reads `ddpm with variance`. */
export function checkChoice<T extends string | number>(what: string, value: T, allowed: readonly T[]): void {
  if (allowed.includes(value)) return;
  const list = allowed.map(String);
  throw new RangeError(`${what} ${value} (expected ${list.slice(0, -1).join(', ')} or ${list[list.length - 1]})`);
}

/** Throws a `RangeError` for an eta that is no deviation of noise, and a `TypeError` where there is none to draw it from. */
export function checkEta(sampler: string, eta: number, random: unknown, range: Range = { least: 0 }): void {
  checkRange(`${sampler} with eta`, eta, range);
  if (eta > 0 && !random)
    throw new TypeError(`${sampler} with eta > 0 draws noise at every step (expected \`random\`)`);
}
