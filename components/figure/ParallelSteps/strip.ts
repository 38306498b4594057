/** The trajectory as a strip: a row a sweep, a cell a state, shaded by its distance from the sequential run. No DOM here. */
import { frame, type Frame } from '../../../src/picture/index';
import type { Solved, Stand } from './solve';

/** Distances from which a cell is a shade darker; below the first it is as good as the sequential answer. */
export const levels = [1e-4, 1e-3, 0.01, 0.1, 1] as const;
/** Opacities of the shades, from below the first level on. */
export const shades = [0.12, 0.27, 0.43, 0.6, 0.8, 1] as const;

/** How many levels a distance has reached. */
export function shadeOf(distance: number): number {
  let shade = 0;
  while (shade < levels.length && distance >= levels[shade]) shade++;
  return shade;
}

/** A step a unit across, a sweep a unit down. */
export function stripFrame({ stands, of: { steps } }: Pick<Solved, 'stands' | 'of'>): Frame {
  return frame({
    width: 640,
    height: 318,
    margin: { top: 22, right: 2, bottom: 36, left: 30 },
    x: [0, steps],
    y: [stands.length, 0],
  });
}

/** Whether rows are high enough for what is thin in them. */
export const isRoomy = (box: Frame): boolean => box.y(1) - box.y(0) >= 3;

/**
 * Paths of one row, one for each shade. Cells in the window have the row's height; what is done or still waits is thin, and left out where
 * `only` the window is asked for.
 */
export function rowOf(
  box: Frame,
  { sweep, from, to, distance }: Stand,
  { only = false }: { readonly only?: boolean } = {},
): readonly string[] {
  const out: string[] = shades.map(() => '');
  const height = box.y(sweep + 1) - box.y(sweep);
  const [full, thin] = [Math.max(1, 0.84 * height), Math.max(1.5, 0.2 * height)];
  const isIn = (k: number) => sweep > 0 && k > from && k <= to;
  const middle = box.y(sweep + 0.5);
  for (let k = 1; k < distance.length;) {
    const [shade, inside, first] = [shadeOf(distance[k]), isIn(k), k - 1];
    while (k < distance.length && shadeOf(distance[k]) === shade && isIn(k) === inside) k++;
    if (only && !inside) continue;
    const tall = inside ? full : thin;
    const [left, right] = [box.x(first), box.x(k - 1)];
    out[shade] += `M${px(left)},${px(middle - tall / 2)}H${px(right)}v${px(tall)}H${px(left)}Z`;
  }
  return out;
}

/** The outline of a row's window. */
export function windowOutline(box: Frame, { sweep, from, to }: Stand): string {
  const room = 0.04 * (box.y(1) - box.y(0));
  return `M${px(box.x(from))},${px(box.y(sweep) + room)}H${px(box.x(to))}V${px(box.y(sweep + 1) - room)}H${px(box.x(from))}Z`;
}

/** Sweeps that are marked at the side: all where there is room, else round ones. */
export function sweepTicks(sweeps: number): readonly number[] {
  const every = [1, 2, 5, 10, 20, 50].find((n) => sweeps / n <= 12) ?? 50;
  return Array.from({ length: Math.floor(sweeps / every) + 1 }, (_, i) => i * every);
}

function px(value: number): number {
  return Math.round(value * 100) / 100;
}
