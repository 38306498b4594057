/** Both shipped models beside each other: how the record is read. */
import type { Inverted, Quality, Rivals, Walk } from './shape';

export type { Rivals, Spread } from './shape';

export const ganRow = ({ quality }: Pick<Rivals, 'quality'>, shrink = 1): Quality =>
  found(
    quality.rows.find((row) => row.model === 'gan' && row.shrink === shrink),
    `shrink ${shrink}`,
  );
export const diffusionRow = ({ quality }: Pick<Rivals, 'quality'>, evaluations: number, guidance = 1): Quality =>
  found(
    quality.rows.find((row) => row.evaluations === evaluations && row.guidance === guidance),
    `${evaluations} evaluations`,
  );
export const timeOf = ({ speed }: Rivals, evaluations: number): number =>
  found(
    speed.diffusion.find((row) => row.evaluations === evaluations),
    `${evaluations} evaluations`,
  ).milliseconds;
export const walkRow = ({ walk }: Rivals, between: 'digits' | 'draws', way: 'spherical' | 'linear'): Walk =>
  found(
    walk.find((row) => row.between === between && row.way === way),
    `${between} ${way}`,
  );
export const invertedRow = ({ inversion }: Rivals, mirrored: boolean): Inverted =>
  found(
    inversion.rows.find((row) => row.mirrored === mirrored),
    `mirrored ${mirrored}`,
  );

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined)
    throw new Error(`src/record/rivals.json lacks ${what} (expected it from: npm run train -- rivals)`);
  return value;
}
