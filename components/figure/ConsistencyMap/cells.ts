/** The cut as cells: one of a shade for each place and time. No DOM here. */
import { frame, type Frame } from '../../../src/picture/index';
import { cutPlaces, cutTimes } from './exact';
import { extent } from './state';

/** Errors from which a cell is a shade darker, in data units. */
export const levels = [0.03, 0.1, 0.3, 1] as const;
/** Opacities of the shades, from below the first level on. */
export const shades = [0.1, 0.28, 0.5, 0.75, 1] as const;

/** Times across, the place along the cut upwards. Each column stands about its time. */
export const cutFrame: Frame = frame({
  width: 470,
  height: 300,
  margin: { top: 24, right: 10, bottom: 38, left: 34 },
  x: [0, 1 + 0.5 / cutTimes.length],
  y: [-extent, extent],
});

export function shadeOf(error: number): number {
  let shade = 0;
  while (shade < levels.length && error >= levels[shade]) shade++;
  return shade;
}

/** One path for each shade; what is below 0 is left blank. */
export function cellPaths(errors: readonly (readonly number[])[]): readonly string[] {
  const out: string[] = shades.map(() => '');
  const half = 0.5 / cutTimes.length;
  const high = (2 * extent) / cutPlaces.length;
  errors.forEach((column, k) => {
    const [left, right] = [cutFrame.x(cutTimes[k] - half), cutFrame.x(cutTimes[k] + half)];
    for (let i = 0; i < column.length;) {
      const [first, shade] = [i, shadeOf(column[i])];
      if (column[i] < 0) {
        i++;
        continue;
      }
      while (i < column.length && column[i] >= 0 && shadeOf(column[i]) === shade) i++;
      const [low, top] = [cutFrame.y(-extent + first * high), cutFrame.y(-extent + i * high)];
      out[shade] += `M${px(left)},${px(low)}H${px(right)}V${px(top)}H${px(left)}Z`;
    }
  });
  return out;
}

function px(value: number): number {
  return Math.round(value * 100) / 100;
}
