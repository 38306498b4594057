import type { Random } from '../random';

export const pick = <T>(from: readonly T[], draw: Random): T => from[draw.integer(from.length)];

/** Fisher and Yates. */
export function shuffle<T>(list: T[], draw: Random): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = draw.integer(i + 1);
    [list[i], list[j]] = [list[j], list[i]];
  }
}
